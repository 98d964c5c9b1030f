"""What the program proposes to tag: it learns from what was tagged, and nothing counts until a
person accepts it.

`suggestion` is the type, `page` has the suggestions of an open page; `matches`, `gazetteers`,
`patterns`, `sequence` and `plugins` are the sources; `memory` is what matches know; `learning`
gathers that from a project and trains the model, in a process of its own (`child`).
"""
