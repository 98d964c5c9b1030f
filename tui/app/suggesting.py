"""What hands do with suggestions: go from one to the next, accept, change, reject.

As in `hands`, methods give the sentence to show; what cannot be done raises JiaozhuError. Every
decision is on disk when it returns, one step of undo, and goes on to the next suggestion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.errors import JiaozhuError
from tui.language import tr

if TYPE_CHECKING:
    from tui.annotate.suggest.suggestion import Suggestion
    from tui.app.hands import Hands
    from tui.app.offers import Held


class Suggesting:
    """Looking at the suggestions of one open page and deciding on them."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._reader = hands.reader
        self._session = hands.session
        self._offers = hands.session.offers

    # --- looking

    def step(self, by: int) -> str:
        """To the next suggestion, or with a negative `by` to one before."""
        for number in range(abs(by)):
            one = self._next(by > 0)
            if one is None and number:
                break
            if one is None:
                raise JiaozhuError(self._none(by > 0))
            self.go(one)
        return ""

    def _next(self, forward: bool) -> Suggestion | None:
        offers, cursor = self._offers, self._reader.cursor
        held = self._hands.offer
        if forward:
            # From elsewhere, the one under the cursor is the first to come.
            here = offers.at(cursor) if held is None else None
            return here or offers.after(_place(held) if held else (cursor, -1))
        return offers.before(_place(held) if held else (cursor, -1))

    def _none(self, forward: bool) -> str:
        if not (count := len(self._offers.found)):
            return tr("There is no suggestion on this page.")
        if forward:
            return tr(
                "There is no suggestion after this place; Shift-Tab goes to the other {count}.",
                count=count,
            )
        return tr(
            "There is no suggestion before this place; Tab goes to the other {count}.", count=count
        )

    def go(self, one: Suggestion) -> None:
        """Take a suggestion in hand, wherever it is."""
        self._hands.clear()
        self._offers.hold(one)
        self._reader.select(one.start, one.end)

    def show(self, shown: bool) -> str:
        """Draw suggestions, or none."""
        offers = self._offers
        if self._hands.offer is not None:
            self._hands.clear()
        offers.shown = shown
        if not shown:
            return tr("suggestions are off")
        if offers.blind:
            return tr("this page is one of the share that shows no suggestions (project.toml)")
        return tr("suggestions are on: {count} on this page", count=len(offers.found))

    # --- deciding

    def accept(self, label: str | None = None) -> str:
        """Make the suggestion in hand a span, with another label if one is given."""
        held = self._held()
        name = label or held.suggestion.label
        span = self._session.take([self._span(held, name)])[0]
        self._on(held)
        return f"{name}: {_short(span.quote)}"

    def accept_all(self) -> str:
        """Accept all suggestions of these words with this label, in one step."""
        held = self._held()
        one = held.suggestion
        if held.moved:
            raise JiaozhuError(tr("Its edges were moved: accept this one by itself."))
        rest = [other for other in self._offers.same(one) if other != one]
        more = [
            (other.start, other.end, other.label, "suggested", other.said(bulk=True))
            for other in rest
        ]
        spans = self._session.take([self._span(held, one.label), *more])
        self._on(held)
        return tr(
            "{label} {count} times: {quote}",
            label=one.label,
            count=len(spans),
            quote=_short(spans[0].quote),
        )

    def reject(self) -> str:
        """Say that the suggestion in hand is wrong; it is not proposed there again."""
        held = self._held()
        one = held.suggestion
        self._session.refuse([(one, one.said(ms=held.milliseconds))])
        self._on(held)
        return tr("not {label}: {words}", label=one.label, words=self._words(one))

    def reject_all(self) -> str:
        """Reject all suggestions of these words with this label, in one step."""
        held = self._held()
        one = held.suggestion
        rest = [other for other in self._offers.same(one) if other != one]
        said = [(other, other.said(bulk=True)) for other in rest]
        self._session.refuse([(one, one.said(ms=held.milliseconds)), *said])
        self._on(held)
        return tr(
            "not {label} {count} times: {words}",
            label=one.label,
            count=1 + len(rest),
            words=self._words(one),
        )

    def move_edge(self, by: int) -> str:
        """Move the edge of the suggestion that the cursor is at, before it is accepted."""
        held = self._held()
        left = self._reader.cursor < (self._reader.anchor_offset or 0)
        if held.start == held.end - 1:  # one character has no nearer edge: grow it
            left = by < 0
        start, end = (held.start + by, held.end) if left else (held.start, held.end + by)
        text = self._session.edition.text
        if not 0 <= start < end <= len(text):
            raise JiaozhuError(tr("The edge cannot go further."))
        self._offers.move(start, end)
        self._reader.select(start, end)
        if left:
            self._reader.swap_ends()
        return f"{held.suggestion.label}: {_short(text[start:end])}"

    def undo(self, count: int) -> str:
        """Take back steps, and go back to what is open again."""
        before = set(self._offers.found)
        message = self._hands.undo(count)
        again = [one for one in self._offers.found if one not in before]
        if again:
            self.go(again[0])
        return message

    def _held(self) -> Held:
        held = self._hands.offer
        if held is None:
            raise JiaozhuError(tr("There is no suggestion here; Tab goes to the next one."))
        return held

    def _span(self, held: Held, label: str) -> tuple[int, int, str, str, dict[str, Any]]:
        one = held.suggestion
        said = one.said(ms=held.milliseconds)
        edited = held.moved or label != one.label
        if held.moved:
            said["quote"] = self._session.edition.text[one.start : one.end]
        return held.start, held.end, label, "edited" if edited else "suggested", said

    def _on(self, held: Held) -> None:
        """Go on to the next suggestion, or let go."""
        self._hands.clear()
        one = self._offers.after(_place(held))
        if one is not None:
            self.go(one)

    def _words(self, one: Suggestion) -> str:
        return _short(self._session.edition.text[one.start : one.end])


def _place(held: Held) -> tuple[int, int]:
    return max((held.suggestion.start, held.suggestion.end), (held.start, held.end))


def _short(quote: str) -> str:
    """A quote for one line of status."""
    quote = quote.replace("\n", " ")
    return quote if len(quote) <= 24 else f"{quote[:20]} .. {quote[-2:]}"
