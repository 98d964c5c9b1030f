"""What labels.toml defines beside the labels: attributes of spans, links between them, page labels.

    [[label.attribute]]  of one label; [[attribute]]: of every label
    [[link]]             a relation between two spans
    [[page_label]]       what a page as a whole may be called

Each mistake is a JiaozhuError of one sentence that begins with where it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeGuard

from tui.errors import JiaozhuError
from tui.language import tr

Value = bool | str
"""Of an attribute: of a flag true, of the others a text."""

_NAME = re.compile(r"[^\W\d][\w-]{0,31}")
_GLOSSES = {"en", "zh-Hans", "zh-Hant"}


@dataclass(frozen=True, slots=True)
class Gloss:
    """What a thing means, in English and in Chinese of both scripts; each may be empty."""

    en: str = ""
    zh: str = ""
    zh_hant: str = ""


class Type(StrEnum):
    """What an attribute can be."""

    FLAG = "flag"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that can be said of a span beside its label."""

    name: str
    key: str
    type: Type
    values: tuple[str, ...] = ()
    """Of a choice."""
    default: Value = ""
    """What it is where nothing is stored."""
    gloss: Gloss = Gloss()

    def next_after(self, value: Value) -> Value:
        """The value that its key gives a flag or choice that has `value`: round about."""
        if self.type is Type.FLAG:
            return not value
        ring = self.values if self.default in self.values else ("", *self.values)
        place = ring.index(str(value)) if value in ring else -1
        return ring[(place + 1) % len(ring)]

    def check(self, value: Any) -> None:
        """JiaozhuError for a value that it cannot have."""
        if self.type is Type.FLAG:
            if type(value) is not bool:
                raise JiaozhuError(tr("The attribute {name} is true or false.", name=self.name))
        elif not isinstance(value, str):
            raise JiaozhuError(tr("The attribute {name} is a text in quotes.", name=self.name))
        elif self.type is Type.CHOICE and value not in (*self.values, ""):
            raise JiaozhuError(
                tr(
                    "The attribute {name} is one of {values}, not {value!r}.",
                    name=self.name,
                    values=", ".join(self.values),
                    value=value[:40],
                )
            )


@dataclass(frozen=True, slots=True)
class LinkType:
    """A relation between two spans."""

    name: str
    key: str
    sources: tuple[str, ...] = ()
    """Labels it may start from; none named: any."""
    targets: tuple[str, ...] = ()
    symmetric: bool = False
    """Whether both ends are alike."""
    gloss: Gloss = Gloss()

    def fits(self, source: str, target: str) -> bool:
        """Whether it may go from a span of the one label to one of the other."""
        if self._goes(source, target):
            return True
        return self.symmetric and self._goes(target, source)

    def _goes(self, source: str, target: str) -> bool:
        return (not self.sources or source in self.sources) and (
            not self.targets or target in self.targets
        )


@dataclass(frozen=True, slots=True)
class PageLabel:
    """What a page may be called."""

    name: str
    key: str
    exclusive: str = ""
    """Of the labels that say the same word here a page has at most one."""
    gloss: Gloss = Gloss()


def attributes(entries: Any, where: str) -> tuple[Attribute, ...]:
    """The attributes in ``[[attribute]]`` or ``[[label.attribute]]`` tables."""
    found = []
    for entry, place in _tables(entries, where, "attribute"):
        fields = {"name", "key", "gloss", "type", "values", "default"}
        place, name, key = _head(entry, place, fields)
        try:
            kind = Type(entry.get("type", "flag"))
        except ValueError:
            raise JiaozhuError(
                tr('{place} needs type = "flag", "choice" or "text".', place=place)
            ) from None
        values = _texts(entry, "values", place)
        if (kind is Type.CHOICE) != bool(values):
            raise JiaozhuError(
                tr('{place} needs values = ["…", "…"].', place=place)
                if kind is Type.CHOICE
                else tr("{place} has values, which only a choice can have.", place=place)
            )
        default = entry.get("default", False if kind is Type.FLAG else "")
        one = Attribute(name, key, kind, values, default, gloss(entry, place))
        try:
            one.check(default)
        except JiaozhuError as error:
            raise JiaozhuError(
                tr("{place} has a wrong default: {error}", place=place, error=error)
            ) from None
        found.append(one)
    return unique(found, where, "attribute")


def links(entries: Any, where: str, labels: Collection[str]) -> tuple[LinkType, ...]:
    """The links in ``[[link]]`` tables, between spans of `labels`."""
    found = []
    for entry, place in _tables(entries, where, "link"):
        fields = {"name", "key", "gloss", "from", "to", "symmetric"}
        place, name, key = _head(entry, place, fields)
        ends = [_texts(entry, end, place) for end in ("from", "to")]
        for label in (*ends[0], *ends[1]):
            if label not in labels:
                raise JiaozhuError(
                    tr(
                        "{place} names {label!r}, which is no label here.",
                        place=place,
                        label=label[:40],
                    )
                )
        symmetric = entry.get("symmetric", False)
        if not isinstance(symmetric, bool):
            raise JiaozhuError(
                tr("{place} needs symmetric = true or symmetric = false.", place=place)
            )
        found.append(LinkType(name, key, ends[0], ends[1], symmetric, gloss(entry, place)))
    return unique(found, where, "link")


def page_labels(entries: Any, where: str) -> tuple[PageLabel, ...]:
    """The labels of pages in ``[[page_label]]`` tables."""
    found = []
    for entry, place in _tables(entries, where, "page_label"):
        place, name, key = _head(entry, place, {"name", "key", "gloss", "exclusive"})
        exclusive = entry.get("exclusive", "")
        if not isinstance(exclusive, str):
            raise JiaozhuError(
                tr('{place} needs a word as exclusive, as in exclusive = "genre".', place=place)
            )
        found.append(PageLabel(name, key, exclusive, gloss(entry, place)))
    return unique(found, where, "page_label")


def gloss(entry: dict[str, Any], where: str) -> Gloss:
    """The ``gloss`` field of a table."""
    texts: dict[str, str] = entry.get("gloss", {})
    if (
        not isinstance(texts, dict)
        or set(texts) - _GLOSSES
        or not all(isinstance(text, str) for text in texts.values())
    ):
        raise JiaozhuError(
            tr('{where} needs gloss = {{ en = "…", zh-Hans = "…", zh-Hant = "…" }}.', where=where)
        )
    simplified = texts.get("zh-Hans", texts.get("zh-Hant", ""))
    return Gloss(texts.get("en", ""), simplified, texts.get("zh-Hant", simplified))


def is_key(key: Any) -> TypeGuard[str]:
    """Whether something is one visible character."""
    return isinstance(key, str) and len(key) == 1 and key.isprintable() and not key.isspace()


def unique(found: Sequence[Any], where: str, what: str) -> tuple[Any, ...]:
    """`found`, in which no name and no key stands twice."""
    for field in ("name", "key"):
        seen: dict[str, int] = {}
        for number, one in enumerate(found, 1):
            value = getattr(one, field)
            if value in seen:
                raise JiaozhuError(
                    tr(
                        "{where}: {what} {number} ({name}) has the {field} {value!r}, which "
                        "{what} {seen} has already.",
                        where=where,
                        what=what,
                        number=number,
                        name=one.name,
                        field=field,
                        value=value,
                        seen=seen[value],
                    )
                )
            seen[value] = number
    return tuple(found)


def _tables(entries: Any, where: str, what: str) -> Iterable[tuple[dict[str, Any], str]]:
    """Each table with where it is; nothing where `entries` is None."""
    if entries is None:
        return
    if not isinstance(entries, list):
        raise JiaozhuError(
            tr("{where}: {what} must be written as [[…{what}]] tables.", where=where, what=what)
        )
    for number, entry in enumerate(entries, 1):
        place = f"{where}: {what} {number}"
        if not isinstance(entry, dict):
            raise JiaozhuError(
                tr(
                    "{place} is not a table; write [[…{what}]] above its fields.",
                    place=place,
                    what=what,
                )
            )
        yield entry, place


def _head(entry: dict[str, Any], where: str, fields: set[str]) -> tuple[str, str, str]:
    """Where it is, its name and its key."""
    name, key = entry.get("name"), entry.get("key")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise JiaozhuError(
            tr("{where} needs a name of letters, digits, _ and -, 32 at most.", where=where)
        )
    where += f" ({name})"
    if unknown := sorted(set(entry) - fields):
        raise JiaozhuError(
            tr("{where} has an unknown field {unknown!r}.", where=where, unknown=unknown[0])
        )
    if not is_key(key):
        raise JiaozhuError(
            tr('{where} needs a key of one character, as in key = "d".', where=where)
        )
    return where, name, key


def _texts(entry: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    texts = entry.get(name, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) and text for text in texts):
        raise JiaozhuError(
            tr(
                '{where} needs a list of texts as {name}, as in {name} = ["A", "B"].',
                where=where,
                name=name,
            )
        )
    if len(set(texts)) != len(texts):
        raise JiaozhuError(tr("{where} says something twice in {name}.", where=where, name=name))
    return tuple(texts)
