"""One list out of what all sources propose: what is likely enough, still open, and never crossing.

Labels of one group (labels.toml) are taken as kinds of the same thing, so that of two that
overlap at most one is right. Labels of different groups do not hinder each other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from operator import attrgetter

from tui.annotate.labels import LabelSet
from tui.annotate.suggest.suggestion import Alike, Page, Suggestion, Tagged


def merge(
    candidates: Iterable[Suggestion | Alike],
    page: Page,
    labels: LabelSet,
    threshold: float,
    nesting: Collection[str] = (),
) -> list[Suggestion]:
    """What to show, by place. `nesting`: groups of labels whose spans may stand in one another.

    Nothing overlaps a span of the same label, nor one of its group unless those nest; nothing was
    rejected there; everything is at least as likely as `threshold`. Of any two of a group that
    overlap the likelier one is kept, else the longer, else the first.
    """
    groups = {label.name: label.group for label in labels if label.suggest}
    ranks: dict[str, dict[tuple[float, int], list[Alike]]] = {}
    for one in candidates:
        group = groups.get(one.label)
        if group is None or one.score < threshold:
            continue
        if isinstance(one, Suggestion):
            one = Alike((one.start,), one.end - one.start, one.label, one.source, one.score)
        if one.length > 0:
            rank = -one.score, -one.length
            ranks.setdefault(group, {}).setdefault(rank, []).append(one)
    found: list[Suggestion] = []
    for group, ranked in ranks.items():
        room = _Room(page, labels, group, group in nesting)
        for rank in sorted(ranked):
            found += room.fill(ranked[rank])
    return _once(sorted(found, key=attrgetter("order")))


class _Room:
    """What of a page is still open for the suggestions of one group of labels."""

    def __init__(self, page: Page, labels: LabelSet, group: str, nests: bool) -> None:
        self._page = page
        self._full = bytearray(len(page.text))  # where nothing more of the group may stand
        self._tagged = {(span.start, span.end) for span in page.spans}
        groups = {label.name: label.group for label in labels}
        spans = sorted(span for span in page.spans if groups.get(span.label) == group)
        # Where they nest, one span may stand in another, but not each in each.
        self._spans = spans if nests else []
        self._starts = [span.start for span in self._spans]
        self._longest = max((span.end - span.start for span in self._spans), default=0)
        if not nests:
            for span in spans:
                self._take(span.start, min(span.end, len(self._full)))

    def fill(self, rank: list[Alike]) -> Iterable[Suggestion]:
        """Those of one rank for which there is room, in their order; they are put there."""
        length, text, full = rank[0].length, self._page.text, self._full
        places = (
            ((start, number) for number, one in enumerate(rank) for start in one.starts)
            if len(rank) > 1
            else ((start, 0) for start in rank[0].starts)
        )
        last = len(text) - length
        for start, number in sorted(places):
            end = start + length
            if not 0 <= start <= last or full.find(1, start, end) >= 0:
                continue
            one = rank[number]
            if (
                (start, end) in self._tagged
                or text[start].isspace()
                or text[end - 1].isspace()
                or (self._spans and self._is_barred(start, end, one.label))
                or self._page.refused.holds(text, start, end, one.label)
            ):
                continue
            self._take(start, end)
            yield Suggestion(start, end, one.label, one.source, one.score)

    def _take(self, start: int, end: int) -> None:
        self._full[start:end] = b"\1" * (end - start)

    def _is_barred(self, start: int, end: int, label: str) -> bool:
        """Whether a span of the group is crossed, or one of the label overlapped."""
        low = bisect_left(self._starts, start - self._longest)
        return any(
            span.label == label
            or not (
                (span.start <= start and end <= span.end)
                or (start <= span.start and span.end <= end)
            )
            for span in self._spans[low : bisect_left(self._starts, end)]
            if start < span.end
        )


def _once(ordered: list[Suggestion]) -> list[Suggestion]:
    """Of several groups on one stretch only the likeliest: one question at a time."""
    best: dict[tuple[int, int], Suggestion] = {}
    for one in ordered:
        there = best.get((one.start, one.end))
        if there is None or one.score > there.score:
            best[one.start, one.end] = one
    return list(best.values())


NESTING = 0.05
"""Share of spans inside another of their group from which a project is taken to nest them."""


def nesting_groups(pages: Iterable[Iterable[Tagged]], labels: LabelSet) -> set[str]:
    """The groups whose spans stand in one another often enough to be no accident."""
    groups = {label.name: label.group for label in labels}
    seen: dict[str, int] = {}
    inside: dict[str, int] = {}
    for spans in pages:
        reach: dict[str, int] = {}
        for span in sorted(spans, key=lambda span: (span.start, -span.end)):
            if (group := groups.get(span.label)) is None:
                continue
            seen[group] = seen.get(group, 0) + 1
            if span.end <= reach.get(group, 0):
                inside[group] = inside.get(group, 0) + 1
            reach[group] = max(reach.get(group, 0), span.end)
    return {group for group, count in inside.items() if count >= max(2, NESTING * seen[group])}
