"""The label set of a project: what a span can be called, and by which key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from tui.annotate import definitions
from tui.annotate.definitions import Attribute, LinkType, PageLabel
from tui.annotate.files import read_regular
from tui.errors import JiaozhuError
from tui.language import tr, tr_later

RESERVED = frozenset("hjklwbeWB(){}[]fg/?nN*vVoHLu.+-~:xdDia@&0123456789") | {
    "tab",
    "enter",
    "escape",
}
"""Keys the reader itself needs while something is selected; no label may take them."""

_NAME = re.compile(r"[A-Z][A-Z0-9_-]{0,31}")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_FIELDS = {
    "name",
    "key",
    "color",
    "gloss",
    "example",
    "guideline",
    "group",
    "suggest",
    "attribute",
}
_TABLES = {"label", "attribute", "link", "page_label"}


@dataclass(frozen=True, slots=True)
class Label:
    """One kind of span. `gloss_zh` is Simplified, `gloss_zh_hant` Traditional Chinese."""

    name: str
    key: str
    color: str
    """``#RRGGBB``; the app derives what is readable in its theme."""
    gloss_en: str
    gloss_zh: str
    gloss_zh_hant: str
    example: str
    group: str
    suggest: bool
    """Whether the program may propose spans of this label."""
    guideline: str = ""
    """When to give it and when not, in any number of lines."""
    attributes: tuple[Attribute, ...] = ()
    """What else can be said of its spans; those of every label come last."""

    def attribute(self, name: str) -> Attribute | None:
        """Its attribute of a name."""
        return next((one for one in self.attributes if one.name == name), None)


@dataclass(frozen=True)
class LabelSet:
    """The labels in the order they are offered; names and keys are unique."""

    labels: tuple[Label, ...]
    links: tuple[LinkType, ...] = ()
    """The relations there may be between two spans."""
    page_labels: tuple[PageLabel, ...] = ()
    """What a page as a whole may be called."""

    @classmethod
    def load(cls, path: Path) -> LabelSet:
        """Read and check a ``labels.toml``. JiaozhuError names file, label and mistake."""
        data, _ = read_regular(path)
        return cls.parse(data, str(path))

    @classmethod
    def parse(cls, data: bytes, where: str) -> LabelSet:
        """The label set in the bytes of a ``labels.toml`` that is called `where` in messages."""
        try:
            table = tomllib.loads(data.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:  # bad UTF-8 is a ValueError too
            raise JiaozhuError(
                tr("{where} cannot be read as TOML: {error}.", where=where, error=error)
            ) from None
        entries = table.get("label")
        if not isinstance(entries, list) or not entries or set(table) - _TABLES:
            raise JiaozhuError(
                tr(
                    "{where} must hold [[label]] tables, and [[attribute]], [[link]] or "
                    "[[page_label]] ones if wanted, and nothing else.",
                    where=where,
                )
            )
        everywhere = definitions.attributes(table.get("attribute"), where)
        labels = [
            _label(entry, tr("{where}: label {number}", where=where, number=number), everywhere)
            for number, entry in enumerate(entries, 1)
        ]
        return cls(
            definitions.unique(labels, where, "label"),
            definitions.links(table.get("link"), where, {label.name for label in labels}),
            definitions.page_labels(table.get("page_label"), where),
        )

    def __iter__(self) -> Iterator[Label]:
        return iter(self.labels)

    def __len__(self) -> int:
        return len(self.labels)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def get(self, name: str) -> Label | None:
        """The label called `name`; None for one that is not (or no longer) in the set."""
        return self._by_name.get(name)

    def by_key(self, key: str) -> Label | None:
        """The label a key stands for: its own, or the digit of its place among the first nine."""
        return self._by_key.get(key)

    def digit(self, label: Label) -> str:
        """The other key of `label`, ``1`` to ``9``; empty from the tenth on."""
        place = self.labels.index(label) + 1
        return str(place) if place <= 9 else ""

    @cached_property
    def _by_name(self) -> Mapping[str, Label]:
        return {label.name: label for label in self.labels}

    @cached_property
    def _by_key(self) -> Mapping[str, Label]:
        digits = {str(place): label for place, label in enumerate(self.labels[:9], 1)}
        return digits | {label.key: label for label in self.labels}


DEFAULT = "general"
"""The preset that a new project starts with where nobody chose another."""

PRESETS = {
    DEFAULT: tr_later("names, numbers, titled texts, slogans and quotes in news"),
    "news": tr_later("names in news: persons, places, states, organisations, titles, times"),
    "discourse": tr_later("who says what: slogans, quotes, speakers, cues"),
    "propaganda-23": tr_later("the 23 persuasion techniques of SemEval-2023, in six groups"),
    "empty": tr_later("one label, to build your own set from"),
}
"""Label sets that a project can start with → what they are for."""


def preset_bytes(name: str = DEFAULT) -> bytes:
    """The ``labels.toml`` of a preset; JiaozhuError for a name that is none."""
    if name not in PRESETS:
        known = ", ".join(PRESETS)
        raise JiaozhuError(
            tr("There is no label set {name!r}; there are {known}.", name=name[:40], known=known)
        )
    file = "data/labels.toml" if name == DEFAULT else f"data/presets/{name}.toml"
    return files("tui.annotate").joinpath(file).read_bytes()


@cache
def preset(name: str) -> LabelSet:
    """The label set of a preset."""
    return LabelSet.parse(preset_bytes(name), tr("the label set {name}", name=name))


def default_labels() -> LabelSet:
    """The label set that a new project starts with."""
    return preset(DEFAULT)


def _label(entry: object, where: str, everywhere: tuple[Attribute, ...]) -> Label:
    """One checked ``[[label]]`` table; `everywhere`: attributes of every label."""
    if not isinstance(entry, dict):
        raise JiaozhuError(
            tr("{where} is not a table; write [[label]] above its fields.", where=where)
        )
    name = entry.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise JiaozhuError(
            tr(
                '{where} needs a name of capital letters, digits, _ and -, as in name = "PER".',
                where=where,
            )
        )
    where += f" ({name})"
    if unknown := sorted(set(entry) - _FIELDS):
        raise JiaozhuError(
            tr("{where} has an unknown field {unknown!r}.", where=where, unknown=unknown[0])
        )
    key = entry.get("key")
    if not definitions.is_key(key):
        raise JiaozhuError(
            tr('{where} needs a key of one character, as in key = "p".', where=where)
        )
    if key in RESERVED:
        raise JiaozhuError(
            tr(
                "{where} has the key {key!r}, which the reader needs; take another.",
                where=where,
                key=key,
            )
        )
    color = entry.get("color")
    if not isinstance(color, str) or not _COLOR.fullmatch(color):
        raise JiaozhuError(tr('{where} needs a color like "#0072B2".', where=where))
    gloss = definitions.gloss(entry, where)
    example, group = entry.get("example", ""), entry.get("group", "")
    if not _all_text((example, group)):
        raise JiaozhuError(tr("{where} needs text in quotes as example and group.", where=where))
    guideline = entry.get("guideline", "")
    if not isinstance(guideline, str):
        raise JiaozhuError(tr("{where} needs text in quotes as guideline.", where=where))
    suggest = entry.get("suggest", False)
    if not isinstance(suggest, bool):
        raise JiaozhuError(tr("{where} needs suggest = true or suggest = false.", where=where))
    own = definitions.attributes(entry.get("attribute"), where)
    return Label(
        name=name,
        key=key,
        color=color.upper(),
        gloss_en=gloss.en,
        gloss_zh=gloss.zh,
        gloss_zh_hant=gloss.zh_hant,
        example=example,
        group=group,
        suggest=suggest,
        guideline=guideline.strip(),
        attributes=definitions.unique((*own, *everywhere), where, "attribute"),
    )


def _all_text(values: object) -> bool:
    return all(isinstance(value, str) for value in values)  # type: ignore[attr-defined]
