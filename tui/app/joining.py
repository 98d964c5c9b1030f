"""Linking two spans: one is marked, then the other is named, and they are linked."""

from __future__ import annotations

from collections.abc import Sequence

from tui.annotate.definitions import LinkType
from tui.annotate.span import Span
from tui.app.hands import Hands, short
from tui.errors import JiaozhuError
from tui.language import tr


class Joining:
    """Which span of the page is marked as one end of a link."""

    def __init__(self) -> None:
        self._marked = ""
        self._at = 0

    def marked(self, hands: Hands) -> Span | None:
        """The span that is marked, while it is there."""
        return hands.session.get(self._marked) if self._marked else None

    def drop(self) -> None:
        """Mark nothing any more."""
        self._marked = ""

    def mark(self, span: Span) -> str:
        """Mark a span."""
        self._marked = span.id
        return tr(
            "{label} {quote} is one end: & on the other span links them",
            label=span.label,
            quote=short(span.quote),
        )

    def candidates(self, hands: Hands, other: Span) -> Sequence[LinkType]:
        """What may link the marked span to another, in either direction."""
        from tui.annotate.linking import candidates

        marked = self.marked(hands)
        assert marked is not None
        return candidates(hands.session.labels, marked, other)[0]

    def link(self, hands: Hands, other: Span, kind: str) -> str:
        """Link the marked span and another, in the direction that labels.toml has."""
        from tui.annotate.linking import candidates, link

        marked = self.marked(hands)
        if marked is None:
            raise JiaozhuError(tr("Mark the span at the other end first: & on it."))
        types, back = candidates(hands.session.labels, marked, other)
        if kind not in {one.name for one in types}:
            raise JiaozhuError(
                tr(
                    "{kind} does not link {label} and {label2}.",
                    kind=kind,
                    label=marked.label,
                    label2=other.label,
                )
            )
        ends = (other, marked) if back else (marked, other)
        writer = hands.session.writer()
        count = len(writer.links)
        link(writer, ends[0].id, ends[1].id, kind)
        self.drop()
        said = f"{short(ends[0].quote)} -> {kind} -> {short(ends[1].quote)}"
        return said if len(writer.links) > count else tr("was there already: {said}", said=said)

    def follow(self, hands: Hands, span: Span, number: int = 0) -> str:
        """Go to the span at the other end of a link; each time to the next one."""
        from tui.app.described import links_of

        links = links_of(hands.session, span)
        if not links:
            raise JiaozhuError(tr("The span has no links: & makes one."))
        link = links[number % len(links)]
        other = hands.session.get(link.other(span.id))
        if other is None:
            raise JiaozhuError(tr("The span at the other end is gone."))
        if other.anchor == "lost":
            raise JiaozhuError(tr("The span at the other end has lost its place."))
        hands.pick(other)
        return f"{link.type}: {other.label} {short(other.quote)}"
