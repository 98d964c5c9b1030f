"""What hands do in a concordance: decide on hits, one by one or all that are shown.

No widget is known here. Methods give the sentence to show; what cannot be done raises JiaozhuError.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.app.study import Study
from tui.errors import JiaozhuError
from tui.language import counted, tr
from tui.study.concordance import Concordance, Hit, State
from tui.study.tagging import Act, Decision, Outcome, Tagging
from tui.text.query import Query


class Concording:
    """One concordance that is open, or that one has gone from to a hit."""

    def __init__(self, study: Study, query: Query, label: str, page: int, start: int = -1) -> None:
        """`page`, `start`: where one was when it was asked for."""
        self.study = study
        self.found = Concordance(study.index, query, label, page)
        self.tagging = Tagging(study.index)
        self.at: Hit | None = Hit(page, start, start)
        """The hit that is current; the first from there on."""
        self.locked: set[int] = set()
        """Pages that could not be written when something was decided on them."""

    @property
    def label(self) -> str:
        """What `y` tags; empty while nobody has said."""
        return self.found.label

    def row(self) -> int:
        """Where the current hit is among those shown; where it would be, if it is not shown."""
        shown = self.found.shown
        if self.at is None or not shown:
            return 0
        if self.at in shown:
            return shown.index(self.at)
        later = (n for n, hit in enumerate(shown) if hit.page == self.at.page and hit >= self.at)
        return next(later, 0)

    def act(self, yes: bool, hit: Hit, bulk: bool) -> Act:
        """What y or n means on a hit: of many, only what is open is decided."""
        if not yes:
            return Act.REJECT
        conflict = self.found.state(hit) is State.CONFLICT
        return Act.RELABEL if conflict and not bulk else Act.TAG

    def deciding(
        self, act: Act, hits: Sequence[Hit], label: str, outcome: Outcome
    ) -> Iterator[tuple[int, int]]:
        """Decide on hits page by page; gives after each how many of how many are done."""
        decision = Decision(act, label, str(self.found.query))
        return self.tagging.deciding(decision, hits, outcome)

    def took(self, act: Act, hits: Sequence[Hit], label: str, outcome: Outcome) -> str:
        """Take up what came of a decision; what to say of it."""
        for page in outcome.pages:
            self.found.noted(page)
        self.locked.update(outcome.refused)
        if act is Act.REJECT:
            self.found.reject_here(hits)
        return self._said(act, label, outcome)

    def _said(self, act: Act, label: str, outcome: Outcome) -> str:
        parts = []
        if outcome.changed:
            pages = len(outcome.pages)
            on = tr(" on {pages:,} pages", pages=pages) if pages > 1 else ""
            parts.append(f"{_done(act, label)}: {counted(outcome.changed, 'hit')}{on}")
        if outcome.same:
            parts.append(tr("{hits} so already", hits=counted(outcome.same, "hit")))
        if outcome.other:
            parts.append(tr("{other:,} with another label left as they are", other=outcome.other))
        return ", ".join([*parts, *self._left(outcome)]) or tr("nothing to change")

    def undoing(self, outcome: Outcome) -> Iterator[tuple[int, int]]:
        """Take back the last decision on all its pages, page by page."""
        if not self.tagging.steps:
            raise JiaozhuError(tr("Nothing was decided here that could be taken back."))
        return self.tagging.undoing(outcome)

    def undone(self, outcome: Outcome) -> str:
        """Take up what was taken back; what to say of it."""
        for page in outcome.pages:
            self.found.noted(page)
        pages = len(outcome.pages)
        said = (
            tr("taken back on {pages}", pages=counted(pages, "page"))
            if pages
            else tr("nothing was taken back")
        )
        return ", ".join([said, *self._left(outcome)])

    def _left(self, outcome: Outcome) -> list[str]:
        parts = []
        if outcome.done:
            parts.append(
                tr("{pages} marked done left alone", pages=counted(len(outcome.done), "page"))
            )
        if outcome.refused:
            first = next(iter(outcome.refused.values())).rstrip(".")
            more = len(outcome.refused) - 1
            parts.append(first + (tr(", and {more:,} pages more", more=more) if more else ""))
        return parts


def _done(act: Act, label: str) -> str:
    match act:
        case Act.TAG:
            return tr("tagged {label}", label=label)
        case Act.RELABEL:
            return tr("relabelled {label}", label=label)
        case Act.REJECT:
            return tr("not {label}", label=label)
    return tr("removed")
