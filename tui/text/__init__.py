"""The page as text: sources, alignments, editions, blocks, scripts, words, layout.

Pure functions and frozen values. Nothing here draws, stores or knows a file format.
Offsets are Unicode code points, start inclusive, end exclusive, unless a name says otherwise.
"""
