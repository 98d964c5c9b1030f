"""The evidence of edits in the language of the interface.

What a repair says of an edit is English and part of the record. For the screen it is told again by
the wordings that the repairs use, one after the other where several reasons are joined by `; `.
"""

from __future__ import annotations

import re
from functools import cache

from tui.language import now, tr, tr_later

WORDINGS = (
    tr_later("every character of the page is set apart"),
    tr_later("blank inside a word"),
    tr_later("blank beside a mark"),
    tr_later("{cuts} of {blanks} in this text are"),
    tr_later("other lines of this page are cut"),
    tr_later("no sentence ends here"),
    tr_later("a byline goes on"),
    tr_later("{mark} cannot open a block"),
    tr_later("{mark} cannot close a block"),
    tr_later("{mark} closes no block"),
    tr_later("{mark} is closed after the cut"),
    tr_later("a Latin word runs on"),
    tr_later("a number runs on"),
    tr_later("the first line ends with an adverb"),
    tr_later("the last clause is too short to be one"),
    tr_later("the first clause is too short to be one"),
    tr_later("{word} is one word"),
    tr_later("{name} stands elsewhere on the page"),
    tr_later("the label stands twice"),
    tr_later("the paragraph stands twice"),
    tr_later("stands higher up as well"),
    tr_later("the title stands twice"),
    tr_later("anti-copy noise, {count} on this page"),
    tr_later("a string of the site pushed in: {count} on this page, {inside} inside words"),
    tr_later("the title pushed in: {count} on this page, {inside} inside words"),
    tr_later("makes {word}"),
    tr_later("{count} such on the page"),
    tr_later("one of every {period} characters"),
    tr_later("GBK bytes out of step"),
    tr_later("the stray reading names the lost byte"),
    tr_later("likeliest first: {readings}"),
    tr_later("the bytes of {bytes} hold {character}, which is read so"),
    tr_later("{word} is glossed {times} of {total} times on this page, as are {others} others"),
    tr_later("doubled mark"),
    tr_later("half width: {folded} of {marks} marks in the Chinese of this page"),
    tr_later("full width: {wide} of {count} letters and digits"),
    tr_later("{meant} read as {shown}"),
    tr_later("bytes were lost, {guessed} of {count} characters are guessed"),
    tr_later("left over from markup"),
    tr_later("the paragraph has no final stop"),
    tr_later("one stop was lost between two that were kept"),
    tr_later("choice {rank} of {count}"),
    tr_later("line end"),
    tr_later("cannot be seen"),
    tr_later("joins nothing"),
    tr_later("before the text"),
    tr_later("after the text"),
    tr_later("blank line"),
    tr_later("several blanks"),
    tr_later("unusual blank"),
)
"""What repairs say; a `{…}` stands for what differs."""
_SLOT = re.compile(r"\\\{(\w+)\\\}")


def retold(evidence: str) -> str:
    """The evidence as a person reads it; what is in no known wording stays as it is."""
    if now() == "en":
        return evidence
    return "; ".join(map(_retold, evidence.split("; ")))


def _retold(reason: str) -> str:
    for wording, pattern in _patterns():
        if match := pattern.fullmatch(reason):
            return tr(wording, **match.groupdict())
    # The reasons of one look-alike stand behind commas.
    return ", ".join(map(_retold, reason.split(", "))) if ", " in reason else reason


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (wording, re.compile(_SLOT.sub(_what_differs, re.escape(wording)))) for wording in WORDINGS
    )


def _what_differs(slot: re.Match[str]) -> str:
    # A comma ends what differs, but readings of bytes may hold one.
    return f"(?P<{slot[1]}>{'.+' if slot[1] == 'readings' else '[^,]+'})"
