"""What hands do with the apparatus: step from edit to edit, and decide.

As in `hands`, methods give the sentence to show; what cannot be done raises JiaozhuError.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from tui.app.entries import change, said, state
from tui.app.hands import Hands
from tui.errors import JiaozhuError
from tui.language import counted, tr, tr_later
from tui.text.edit import State

if TYPE_CHECKING:
    from tui.annotate.apparatus import Apparatus
    from tui.annotate.collation import Entry

T = TypeVar("T")

_NONE = {  # of proposals or all edits, after or before a place
    (True, True): tr_later("There is no proposal after this place."),
    (True, False): tr_later("There is no proposal before this place."),
    (False, True): tr_later("There is no edit after this place."),
    (False, False): tr_later("There is no edit before this place."),
}


class Collating:
    """Looking at the edits of one open page and deciding on them."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._reader = hands.reader
        self._session = hands.session
        self._edits = hands.session.edits

    @property
    def entry(self) -> Entry | None:
        """The entry one is on."""
        return self._edits.at(self._reader.cursor)

    # --- looking

    def show(self, shown: bool, unlikely: bool = False) -> str:
        """Show the edits in the text, or hide them; with those that are rather wrong or without."""
        edits = self._edits
        edits.shown, edits.unlikely = shown, unlikely
        if shown:
            self._session.expect_decisions()
        self._reader.refresh_marks()
        if not shown:
            return tr("edits are hidden")
        waiting = edits.waiting
        made = sum(entry.edit.applied for entry in edits.seen.entries)
        return tr("{made:,} edits, {waiting:,} proposals", made=made, waiting=waiting) + (
            tr(", unlikely ones too") * unlikely
        )

    def step(self, by: int, proposals: bool) -> str:
        """To the next edit or proposal, or with a negative `by` to one before."""
        if not self._edits.shown:
            self.show(True)
        for number in range(abs(by)):
            entry = self._edits.next(self._reader.cursor, by, proposals)
            if entry is None and number:
                break
            if entry is None:
                raise JiaozhuError(tr(_NONE[proposals, by > 0]))
            self.go(entry)
        return ""

    def go(self, entry: Entry) -> None:
        """To an entry, wherever it is."""
        self._hands.clear()
        self._reader.jump(self._edits.seen.place(entry))
        self._edits.hold(entry, self._reader.cursor)

    # --- deciding

    def accept(self, stay: bool = False) -> str:
        """Make the edit one is on, or confirm it; from a proposal on to the next, unless `stay`."""
        entry, writer = self._needed(), self._writer
        _, more = self._decide(lambda: writer.accept(entry.edit), entry)
        return self._went_on(tr("accepted"), entry, more, stay)

    def reject(self, stay: bool = False) -> str:
        """Leave what the page has, where one is; on to the next as `accept`."""
        entry, writer = self._needed(), self._writer
        _, more = self._decide(lambda: writer.reject(entry.edit), entry)
        verb = tr("taken away") if entry.edit.state is State.ADDED else tr("rejected")
        return self._went_on(verb, entry, more, stay)

    def accept_rule(self) -> str:
        """Accept all that the rule of this edit did or proposes, but what is rather wrong."""
        entry, writer = self._needed(), self._writer
        rule = entry.edit.rule
        count, more = self._decide(lambda: writer.accept_rule(rule), entry)
        if not count:
            return tr("Nothing of {rule} is left that can be accepted at once.", rule=rule)
        return tr("accepted {count:,} of {rule}{more}", count=count, rule=rule, more=more)

    def reject_rule(self) -> str:
        """Reject all that the rule of this edit did or proposes here and nobody decided on."""
        entry, writer = self._needed(), self._writer
        rule = entry.edit.rule
        count, more = self._decide(lambda: writer.reject_rule(rule), entry)
        if not count:
            return tr("Everything of {rule} on this page is decided.", rule=rule)
        return tr(
            "rejected {count:,} of {rule}{more}; u takes that back",
            count=count,
            rule=rule,
            more=more,
        )

    def withdraw(self) -> str:
        """Take back what was decided on this edit, whenever that was."""
        entry, writer = self._needed(), self._writer
        if entry.decision is None:
            raise JiaozhuError(tr("Nothing was decided on this edit."))
        _, more = self._decide(lambda: writer.withdraw(entry.edit), entry)
        now = self._edits.collation.find(entry.edit)
        return tr(
            "no longer {state}: {change}{more}",
            state=state(entry)[0],
            change=change(now or entry),
            more=more,
        )

    def _went_on(self, verb: str, entry: Entry, more: str, stay: bool) -> str:
        """What was done with an entry; from a proposal on to the next, and what that is."""
        if not entry.is_open or stay:
            return f"{verb}: {change(entry)}{more}"
        following = self._edits.next(self._reader.cursor, 1, proposals=True)
        if following is None:
            left = self._edits.waiting
            also = tr("; {left:,} before it", left=left) if left else ""
            return tr(
                "{verb}: {change}{more}; no proposal after it{also}",
                verb=verb,
                change=change(entry),
                more=more,
                also=also,
            )
        self.go(following)
        about = "".join(text for text, _ in said(following))
        return tr(
            "{verb}{more}, {waiting:,} left: {about}",
            verb=verb,
            more=more,
            waiting=self._edits.waiting,
            about=about,
        )

    def write(self, start: int, end: int, new: str) -> str:
        """The person's own edit: `new` for this stretch of the edition."""
        writer = self._writer
        self._edits.shown = True
        made, more = self._decide(lambda: writer.add(start, end, new))
        self.go(made)
        return tr("yours: {change}{more}", change=change(made), more=more)

    @property
    def _writer(self) -> Apparatus:
        if self._edits.apparatus is None:
            raise JiaozhuError(self._session.reason or tr("This page is closed."))
        return self._edits.apparatus

    def _needed(self) -> Entry:
        if (entry := self.entry) is None:
            raise JiaozhuError(tr("There is no edit here; ]e goes to the next one."))
        return entry

    def _decide(self, decision: Callable[[], T], on: Entry | None = None) -> tuple[T, str]:
        """Decide, follow the edition, and stay on `on`; also what is to be said of spans."""
        flagged = self._session.flagged
        result = decision()
        self._hands.clear()
        self._hands.follow()
        self._reader.refresh_marks()
        if on is not None:
            self._edits.hold(on, self._reader.cursor)
        more = self._session.flagged - flagged
        if more <= 0:
            return result, ""
        return result, tr("; {spans} changed by it", spans=counted(more, "span"))
