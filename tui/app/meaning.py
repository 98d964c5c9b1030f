"""What labels, attributes and links mean, for a reader of the interface's language."""

from __future__ import annotations

from tui.annotate.definitions import Gloss
from tui.annotate.labels import Label
from tui.language import now, tr_later


def chinese(of: Label | Gloss) -> str:
    """The Chinese gloss, in Traditional for who reads that and where there is one."""
    if isinstance(of, Label):
        hans, hant = of.gloss_zh, of.gloss_zh_hant
    else:
        hans, hant = of.zh, of.zh_hant
    return (hant or hans) if now() == "zh-Hant" else hans


def meaning(of: Label | Gloss, *more: str) -> str:
    """The Chinese gloss, with the English one for who reads English or where there is no other."""
    english = of.gloss_en if isinstance(of, Label) else of.en
    here = chinese(of)
    both = (here, english) if now() == "en" else (here or english,)
    return "  ".join(filter(None, (*both, *more)))


ORIGINS = (
    tr_later("manual"),
    tr_later("suggested"),
    tr_later("edited"),
    tr_later("concordance"),
    tr_later("imported"),
    tr_later("matches"),
    tr_later("patterns"),
    tr_later("model"),
)
"""Where spans and suggestions come from, as they are stored; whoever shows one calls `tr`."""
