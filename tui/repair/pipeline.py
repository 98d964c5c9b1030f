"""The order of the repairs. Each sees the page as the ones before it left it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tui.repair import lookalike, stops
from tui.repair.blanks import blanks
from tui.repair.columns import columns
from tui.repair.duplicates import duplicates
from tui.repair.furniture import using
from tui.repair.jammers import jammers
from tui.repair.mojibake import mojibake
from tui.repair.page import Page, Repair
from tui.repair.pinyin import pinyin
from tui.repair.punctuation import punctuation
from tui.repair.rebase import Rebaser
from tui.repair.redecode import redecode
from tui.repair.remnants import remnants
from tui.repair.settings import AS_SHIPPED, Settings
from tui.repair.spun import spun
from tui.repair.structure import blocks
from tui.repair.whitespace import invisible, whitespace
from tui.text.edit import Edit
from tui.text.edition import Edition
from tui.text.regex import keep
from tui.text.source import Source

# The order matters. Wrong decodings first: their control characters are bytes. Noise before what
# reads its signs as marks. Bytes out of step next: a stray reading names the byte that was lost, so
# the glosses must still stand, and what is left of tags ends a run. Then pinyin, then width, since
# folded marks inside a run are evidence; blanks before words are looked at. Lines come last: column
# breaks and duplicates read blank lines, which white space then takes away.
STAGES: Sequence[Repair] = (
    redecode,
    invisible,
    jammers,
    mojibake,
    pinyin,
    remnants,
    punctuation,
    blanks,
    spun,
    columns,
    duplicates,
    whitespace,
)

_ROUNDS = 3
"""A joined line may show what its halves did not: go on until an edition is its own edition."""

_TO_SETTLE = 0.8
"""Share of the work before the edition is settled; two rounds, for few pages need a third."""


def clean(
    source: Source,
    stages: Sequence[Repair] = STAGES,
    settings: Settings = AS_SHIPPED,
    tell: Callable[[float], None] = lambda share: None,
    propose: bool = True,
) -> Edition:
    """The edition of `source`: every repair in order, each on what the ones before it left.

    Without `propose` lost stops whose place is not certain are not looked for: they leave the text
    as it is, and on a page that lost them to weigh them takes longer than all the rest.

    `tell` is called before each repair with the share of the work that is done: an estimate, never
    falling. What it raises ends the cleaning.
    """
    rebaser = Rebaser(source.text)
    with using(settings.wordings):
        page = Page(source.text)
        seen: dict[int, Page] = {}  # what each stage saw last: it would propose the same again
        for turn in range(_ROUNDS):
            before = rebaser.text
            for number, repair in enumerate(stages):
                tell(min(_TO_SETTLE, (turn + number / len(stages)) / 2 * _TO_SETTLE))
                if page.text is not rebaser.text:
                    page = Page(rebaser.text, page.notes)
                if seen.get(number) is not page:
                    seen[number] = page
                    rebaser.add(settings.allowed(repair(page)))
            if rebaser.text == before:
                break
        if propose:  # once, when the text is repaired, is enough
            made = rebaser.places(lookalike.RULE), rebaser.places(stops.RULE)
            rebaser.add(settings.allowed(stops.lost_stops(Page(rebaser.text), *made)))
    tell(_TO_SETTLE)
    return settle(source, rebaser.edits(), settings)


def settle(source: Source, edits: Iterable[Edit], settings: Settings = AS_SHIPPED) -> Edition:
    """The edition that `edits` make, with its blocks; ValueError where applied ones overlap."""
    return blocked(Edition.make(source, edits), settings)


def blocked(edition: Edition, settings: Settings = AS_SHIPPED) -> Edition:
    """An edition with the blocks its text has."""
    with using(settings.wordings):
        edition = replace(edition, blocks=blocks(edition.text))
    keep()
    return edition
