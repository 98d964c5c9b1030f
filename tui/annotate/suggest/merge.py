"""One list out of what all sources propose: what is likely enough, still open, and never crossing.

Labels of one group (labels.toml) are taken as kinds of the same thing, so that of two that
overlap at most one is right. Labels of different groups do not hinder each other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from operator import attrgetter

from tui.annotate.labels import LabelSet
from tui.annotate.suggest.suggestion import Page, Suggestion, Tagged


def merge(
    candidates: Iterable[Suggestion],
    page: Page,
    labels: LabelSet,
    threshold: float,
    nesting: Collection[str] = (),
) -> list[Suggestion]:
    """What to show, by place. `nesting`: groups of labels whose spans may stand in one another.

    Nothing overlaps a span of the same label, nor one of its group unless those nest; nothing was
    rejected there; everything is at least as likely as `threshold`.
    """
    groups = {label.name: label.group for label in labels if label.suggest}
    open_: dict[tuple[str, int, int], Suggestion] = {}
    taken = _Taken(page.spans, labels)
    length = len(page.text)
    for one in candidates:
        group = groups.get(one.label)
        if group is None or one.score < threshold or not 0 <= one.start < one.end <= length:
            continue
        best = open_.get((group, one.start, one.end))
        if (
            (best is None or one.score > best.score)
            and not taken.by(one, group, group in nesting)
            and page.text[one.start : one.end].strip() == page.text[one.start : one.end]
            and not page.refused.holds(page.text, one.start, one.end, one.label)
        ):
            open_[group, one.start, one.end] = one
    found: list[Suggestion] = []
    for group in {group for group, _, _ in open_}:
        found += _apart(one for (other, _, _), one in open_.items() if other == group)
    return _once(sorted(found, key=attrgetter("order")))


def _apart(candidates: Iterable[Suggestion]) -> list[Suggestion]:
    """Those left when of any two that overlap the likelier one, else the longer, is kept."""
    kept: list[tuple[int, int]] = []
    chosen: list[Suggestion] = []
    ranked = sorted(candidates, key=lambda one: (-one.score, one.start - one.end, one.order))
    for one in ranked:
        at = bisect_left(kept, (one.start, one.end))
        if (at and kept[at - 1][1] > one.start) or (at < len(kept) and kept[at][0] < one.end):
            continue
        kept.insert(at, (one.start, one.end))
        chosen.append(one)
    return chosen


def _once(ordered: list[Suggestion]) -> list[Suggestion]:
    """Of several groups on one stretch only the likeliest: one question at a time."""
    best: dict[tuple[int, int], Suggestion] = {}
    for one in ordered:
        there = best.get((one.start, one.end))
        if there is None or one.score > there.score:
            best[one.start, one.end] = one
    return list(best.values())


class _Taken:
    """The spans there are, to ask what they overlap."""

    def __init__(self, spans: Iterable[Tagged], labels: LabelSet) -> None:
        self._groups = {label.name: label.group for label in labels}
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self._longest = max((span.end - span.start for span in self._spans), default=0)

    def by(self, one: Suggestion, group: str, nests: bool) -> bool:
        """Whether what is tagged leaves no room for a suggestion."""
        low = bisect_left(self._starts, one.start - self._longest)
        for span in self._spans[low : bisect_right(self._starts, one.end - 1)]:
            if span.end <= one.start:
                continue
            if span.label == one.label or (span.start, span.end) == (one.start, one.end):
                return True
            if self._groups.get(span.label) == group:
                crossing = not (
                    (span.start <= one.start and one.end <= span.end)
                    or (one.start <= span.start and span.end <= one.end)
                )
                if crossing or not nests:
                    return True
        return False


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
