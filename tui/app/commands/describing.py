"""Commands that say more than a label: attributes, links, notes, labels of the page; guidelines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tui.app import described
from tui.app.commands.registry import Group, Mode, Registry
from tui.app.meaning import meaning
from tui.errors import JiaozhuError
from tui.language import tr

if TYPE_CHECKING:
    from tui.annotate.definitions import Attribute, LinkType
    from tui.annotate.link import Link
    from tui.annotate.span import Span
    from tui.app.screens.panel import Line
    from tui.app.screens.reading import Reading

_ON_SPAN = (Mode.ON_SPAN, Mode.EDIT)


def _has_attributes(desk: Reading) -> bool:
    span = desk.hands.target
    return span is not None and bool(described.attributes_of(desk.session, span))


def _may_link(desk: Reading) -> bool:
    return desk.hands.target is not None and bool(desk.session.labels.links)


def _has_links(desk: Reading) -> bool:
    span = desk.hands.target
    return span is not None and bool(described.links_of(desk.session, span))


def add_to(registry: Registry[Reading]) -> None:
    """Register them."""
    command = registry.command

    @command(
        "attributes",
        "@",
        title="attributes",
        group=Group.TAG,
        when=_has_attributes,
        footer=_ON_SPAN,
    )
    def attributes(desk: Reading, count: int) -> None:
        """Attributes of the span, by their keys"""
        from tui.app.screens.panel import Panel

        span = desk.hands.need_target()
        title = f"{span.label} {span.quote[:40]}"
        hint = tr("a key sets, Esc closes")
        desk.app.push_screen(Panel(title, partial(_attribute_lines, desk, span.id), hint))

    @command("link", "&", title="link", group=Group.TAG, when=_may_link, footer=_ON_SPAN)
    def link(desk: Reading, count: int) -> None:
        """Mark the span; on another: link the two"""
        hands, joining = desk.hands, desk.joining
        span = hands.need_target()
        marked = joining.marked(hands)
        if marked is None:
            desk.say(joining.mark(span))
        elif marked.id == span.id:
            joining.drop()
            desk.say(tr("no longer marked as an end of a link"))
        else:
            types = joining.candidates(hands, span)
            if len(types) == 1:
                desk.say(joining.link(hands, span, types[0].name))
            else:
                _ask_type(desk, span, types)

    @command("links", "g &", title="links", group=Group.TAG, when=_has_links)
    def links(desk: Reading, count: int) -> None:
        """Links of the span, to go along or delete"""
        from tui.app.screens.panel import Panel

        span = desk.hands.need_target()
        title = tr("links of {label} {quote}", label=span.label, quote=span.quote[:40])
        hint = tr("Enter or its number goes there, x deletes it, Esc closes")
        desk.app.push_screen(Panel(title, partial(_link_lines, desk, span), hint, closes=True))

    @command("follow-link", "] l", title="along link", group=Group.TAG, when=_has_links)
    def follow(desk: Reading, count: int) -> None:
        """To the other end of a link; 2]l: second"""
        span = desk.hands.need_target()
        desk.say(desk.joining.follow(desk.hands, span, max(0, count - 1)))

    @command("page-note", "g n", title="page note", group=Group.PAGE)
    def page_note(desk: Reading, count: int) -> None:
        """Write a note on the page"""
        from tui.app.screens.prompt import Prompt

        session = desk.session

        def written(note: str | None) -> None:
            if note is not None:
                desk.attempt(lambda: _note(desk, note.strip()))

        now = session.own.page.note if session.own is not None else ""
        desk.app.push_screen(Prompt(tr("Note on the page"), now), written)

    @command("page-labels", "g l", title="page labels", group=Group.PAGE)
    def page_labels(desk: Reading, count: int) -> None:
        """Labels of the page, by their keys"""
        from tui.app.screens.panel import Panel

        if not desk.session.labels.page_labels:
            raise JiaozhuError(tr("labels.toml defines no [[page_label]]."))
        hint = tr("a key gives the label or takes it away, Esc closes")
        desk.app.push_screen(Panel(tr("labels of the page"), partial(_page_lines, desk), hint))

    @command("guideline", "K", title="guideline", group=Group.TAG, footer=_ON_SPAN)
    def guideline(desk: Reading, count: int) -> None:
        """What a label means and when to give it"""
        from tui.app.screens.labels import LabelChooser

        hands = desk.hands
        target = hands.target
        name = hands.offer.suggestion.label if hands.offer else target.label if target else ""
        name = name or desk.arming.label
        if name:
            _explain(desk, name)
            return
        question = tr("Guideline of which label?  its key, or Enter")
        desk.app.push_screen(
            LabelChooser(desk.session.labels, question),
            lambda chosen: _explain(desk, chosen) if chosen else None,
        )


def _explain(desk: Reading, name: str) -> None:
    from tui.app.screens.guideline import Guideline

    to_tag = desk.hands.mode is Mode.SELECT
    hint = tr("a label's key shows that one, j k scroll, ")
    hint += tr("Enter tags the selection, Esc closes") if to_tag else tr("Esc closes")

    def chosen(label: str | None) -> None:
        if label is not None and to_tag:
            desk.tag(label)

    desk.app.push_screen(Guideline(desk.session.labels, name, hint), chosen)


def _attribute_lines(desk: Reading, span_id: str) -> list[Line]:
    """One line an attribute; none where the span is gone."""
    from tui.app.screens.panel import Line

    span = desk.session.get(span_id)
    if span is None:
        return []
    lines = []
    for one in described.attributes_of(desk.session, span):
        value = described.value_of(span, one)
        shown = (tr("yes") if value else tr("no")) if isinstance(value, bool) else value or "-"
        choices = " / ".join(one.values)
        gloss = meaning(one.gloss, choices)
        on = value != one.default
        lines.append(
            Line(
                one.key,
                ((f"{one.name}  ", "strong"), (gloss, "muted")),
                ((shown, "good" if on else "muted"),),
                partial(_set_attribute, desk, span, one),
            )
        )
    return lines


def _set_attribute(desk: Reading, span: Span, attribute: Attribute) -> None:
    from tui.annotate.definitions import Type
    from tui.app.screens.prompt import Prompt

    if attribute.type is not Type.TEXT:
        desk.attempt(lambda: described.turn(desk.session, span, attribute))
        return

    def written(text: str | None) -> None:
        if text is not None:
            wanted = {attribute.name: text.strip()}
            desk.attempt(lambda: described.set_values(desk.session, span, wanted))

    value = str(described.value_of(span, attribute))
    desk.app.push_screen(
        Prompt(
            tr(
                "{name} of {label} {quote}",
                name=attribute.name,
                label=span.label,
                quote=span.quote[:40],
            ),
            value,
        ),
        written,
    )


def _ask_type(desk: Reading, span: Span, types: Sequence[LinkType]) -> None:
    from tui.app.screens.panel import Line, Panel

    def lines() -> list[Line]:
        return [
            Line(
                one.key,
                ((f"{one.name}  ", "strong"), (meaning(one.gloss), "muted")),
                (),
                lambda name=one.name: desk.attempt(  # type: ignore[misc]
                    lambda: desk.joining.link(desk.hands, span, name)
                ),
            )
            for one in types
        ]

    marked = desk.joining.marked(desk.hands)
    title = tr(
        "{quote} and {quote2}: which link?",
        quote=marked.quote[:30] if marked else "",
        quote2=span.quote[:30],
    )
    desk.app.push_screen(Panel(title, lines, tr("its key, or Enter; Esc"), closes=True))


def _link_lines(desk: Reading, span: Span) -> list[Line]:
    from tui.app.screens.panel import Line

    def go(number: int) -> None:
        desk.attempt(lambda: desk.joining.follow(desk.hands, span, number))

    def delete(link: Link) -> None:
        desk.attempt(lambda: _unlink(desk, link))

    roles = {"key": "accent", "bad": "accent"}
    return [
        Line(
            str(number + 1) if number < 9 else " ",
            [
                (text, roles.get(role, role))
                for text, role in described.link_said(desk.session, link, span)
            ],
            (),
            partial(go, number),
            partial(delete, link),
        )
        for number, link in enumerate(described.links_of(desk.session, span))
    ]


def _unlink(desk: Reading, link: Link) -> str:
    from tui.annotate.linking import unlink

    unlink(desk.session.writer(), link.id)
    return tr("the link {type} is gone", type=link.type)


def _page_lines(desk: Reading) -> list[Line]:
    from tui.app.screens.panel import Line

    own = desk.session.own
    names = own.page.labels if own is not None else ()
    return [
        Line(
            one.key,
            ((f"{one.name}  ", "strong"), (meaning(one.gloss), "muted")),
            (
                (
                    tr("yes") if one.name in names else tr("no"),
                    "good" if one.name in names else "muted",
                ),
            ),
            partial(_toggle, desk, one.name),
        )
        for one in desk.session.labels.page_labels
    ]


def _toggle(desk: Reading, name: str) -> None:
    desk.attempt(lambda: described.toggle_page_label(desk.session, name))


def _note(desk: Reading, note: str) -> str:
    desk.session.writer().set_page_note(note)
    return tr("noted on the page") if note else tr("the note on the page is gone")
