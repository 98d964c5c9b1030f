"""What is said of spans and pages beside labels: attributes and links, in words and in lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from tui.annotate.definitions import Attribute, Type, Value
from tui.errors import JiaozhuError
from tui.language import tr

if TYPE_CHECKING:
    from tui.annotate.link import Link
    from tui.annotate.span import Span
    from tui.app.session import Session

_LONG = 16  # code points of a quote or value in one line


def values(span: Span) -> list[str]:
    """Its attributes as they are shown: the name of a flag, else name and value."""
    return [
        name if value is True else f"{name}={str(value)[:_LONG]}"
        for name, value in sorted(span.attributes.items())
        if value is not False
    ]


def attributes_of(session: Session, span: Span) -> tuple[Attribute, ...]:
    """The attributes that labels.toml gives its label."""
    label = session.labels.get(span.label)
    return label.attributes if label else ()


def value_of(span: Span, attribute: Attribute) -> Value:
    """What a span has."""
    return span.attributes.get(attribute.name, attribute.default)


def turn(session: Session, span: Span, attribute: Attribute) -> str:
    """Give a flag or choice its next value."""
    assert attribute.type is not Type.TEXT
    wanted = attribute.next_after(value_of(span, attribute))
    return set_values(session, span, {attribute.name: wanted})


def set_values(session: Session, span: Span, wanted: Mapping[str, Any]) -> str:
    """Set attributes; None stands for the default."""
    known = {one.name: one for one in attributes_of(session, span)}
    values = {
        name: known[name].default if value is None and name in known else value
        for name, value in wanted.items()
    }
    session.writer().set_attributes(span.id, values)
    return ", ".join(_told(name, value) for name, value in values.items())


def _told(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return name if value else tr("not {name}", name=name)
    return f"{name}={value}" if value else tr("{name} has no value", name=name)


def links_of(session: Session, span: Span) -> list[Link]:
    """The links that begin or end at a span, the oldest first."""
    return session.own.links.of(span.id) if session.own is not None else []


def link_said(session: Session, link: Link, span: Span) -> Iterable[tuple[str, str]]:
    """A link as seen from one of its spans."""
    known = {one.name: one for one in session.labels.links}
    both = link.type in known and known[link.type].symmetric
    arrow = "<->" if both else "->" if link.source == span.id else "<-"
    other = session.get(link.other(span.id))
    yield f"{arrow} {link.type} ", "key"
    if other is None:
        yield tr("a span that is gone "), "bad"
    else:
        yield f"{other.label} ", "muted"
        yield f"{other.quote[:_LONG]} ", "text"


def toggle_page_label(session: Session, name: str) -> str:
    """Give the page a label or take it away; those it excludes go."""
    if session.own is None:
        raise JiaozhuError(tr("The page is not open yet."))
    labels = {one.name: one for one in session.labels.page_labels}
    names = set(session.own.page.labels)
    if name in names:
        names.discard(name)
    else:
        group = labels[name].exclusive
        names -= {one.name for one in labels.values() if group and one.exclusive == group}
        names.add(name)
    session.writer().set_page_labels(names)
    return (
        tr("the page is {names}", names=", ".join(sorted(names)))
        if names
        else tr("the page has no label")
    )
