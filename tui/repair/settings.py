"""What a project wants of the repairs: its ``annotations/repairs.toml``.

[rules]                       # off, propose or apply
stops = "off"

[phrases]                     # lines that begin so are of this type
disclaimer = ["本站所有文章"]

[formulas]                    # regular expressions beside the shipped ones
reporter = ['（特约撰稿 [㐀-鿿]{2,4}）']

[shipped]                     # wordings to do without: `jiaozhu rules --wordings`
off = ["counts-after", "reporter.plain"]

[[line]]                      # a wording as in the shipped data/furniture.toml
name = "our-footer"
type = "nav"
pattern = '第\\d{1,3}版：.{1,20}$'
examples = ["第12版：要闻"]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from tui.errors import JiaozhuError
from tui.language import tr
from tui.repair.furniture import Rule as Wording
from tui.repair.furniture import Wordings, fold, shipped, table
from tui.repair.rules import BY_NAME, Level
from tui.text.blocks import BlockType
from tui.text.bounded import Bounded, too_large
from tui.text.edit import Edit, State

SECTIONS = ("opening", "reporter", "closing", "within")
"""The kinds of formulas in names.toml."""
_ROLES = ("", "editor", "related", "tail", "date", "sign", "photo")
_LINE = {"name", "type", "pattern", "max", "sentence", "page", "role", "examples"}
_LARGEST = 1 << 20


@dataclass(frozen=True)
class Settings:
    """How far each rule may go, and the wordings in use. The default is everything as shipped."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    wordings: Wordings = field(default_factory=Wordings)

    @classmethod
    def load(cls, path: Path) -> Settings:
        """The settings in a file; as shipped where there is none. JiaozhuError for a mistake."""
        try:
            if path.exists() and not path.is_file():
                raise JiaozhuError(tr("{path} is not a file.", path=path))
            with path.open("rb") as file:
                data = file.read(_LARGEST + 1)
        except FileNotFoundError:
            return AS_SHIPPED
        except OSError as error:
            raise JiaozhuError(
                tr("{path} cannot be read: {strerror}.", path=path, strerror=error.strerror)
            ) from None
        if len(data) > _LARGEST:
            raise JiaozhuError(
                tr("{path} is larger than {largest} MiB.", path=path, largest=_LARGEST >> 20)
            )
        return cls.parse(data, str(path))

    @staticmethod
    def parse(data: bytes, where: str) -> Settings:
        """The settings in the bytes of a file that is called `where` in messages."""
        return _parse(data, where)

    def level(self, rule: str) -> Level:
        """How far a rule may go."""
        return self.levels.get(rule, BY_NAME[rule].default if rule in BY_NAME else Level.APPLY)

    def allowed(self, edits: Iterable[Edit]) -> Iterable[Edit]:
        """`edits` of a repair, as far as its rule may go."""
        return self._limited(edits) if self.levels else edits

    def _limited(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        for edit in edits:
            level = self.level(edit.rule)
            if level is Level.OFF:
                continue
            if level is Level.PROPOSE and edit.applied:
                edit = edit._replace(state=State.PROPOSED)
            yield edit


AS_SHIPPED = Settings()


@lru_cache(maxsize=16)
def _parse(data: bytes, where: str) -> Settings:
    # The same file must give the same object: its wordings keep what they have compiled.
    import tomllib

    try:
        tables = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # bad UTF-8 is a ValueError too
        raise JiaozhuError(
            tr("{where} cannot be read as TOML: {error}.", where=where, error=error)
        ) from None
    known = {"rules", "phrases", "formulas", "shipped", "line"}
    if unknown := sorted(set(tables) - known):
        raise JiaozhuError(
            tr(
                "{where}: there is no {unknown}; it may hold {known}.",
                where=where,
                unknown=_short(unknown[0]),
                known=", ".join(sorted(known)),
            )
        )
    levels = _levels(_table(tables, "rules", where), f"{where}: rules")
    extra = [
        *_lines(tables.get("line", []), where),
        *_phrases(_table(tables, "phrases", where), f"{where}: phrases"),
    ]
    formulas = _formulas(_table(tables, "formulas", where), f"{where}: formulas")
    off = _off(_table(tables, "shipped", where), f"{where}: shipped")
    return Settings(levels, Wordings(tuple(extra), tuple(formulas), off))


def _table(tables: Mapping[str, Any], name: str, where: str) -> dict[str, Any]:
    value = tables.get(name, {})
    if not isinstance(value, dict):
        raise JiaozhuError(
            tr(
                "{where}: {name} must be a table; write [{name}] above its keys.",
                where=where,
                name=name,
            )
        )
    return value


def _levels(given: Mapping[str, Any], where: str) -> dict[str, Level]:
    levels = {}
    for name, value in given.items():
        if name not in BY_NAME:
            raise JiaozhuError(
                tr(
                    "{where}: there is no rule {name}; there are {by_name}.",
                    where=where,
                    name=_short(name),
                    by_name=", ".join(BY_NAME),
                )
            )
        if value not in list(Level):
            raise JiaozhuError(
                tr("{where}: {name} must be off, propose or apply.", where=where, name=name)
            )
        levels[name] = Level(value)
    return levels


def _phrases(given: Mapping[str, Any], where: str) -> Iterator[Wording]:
    for kind, phrases in given.items():
        type_ = _type(kind, where)
        for number, phrase in enumerate(_texts(phrases, f"{where}: {kind}"), 1):
            pattern = re.escape(fold(phrase.strip()))
            # Who names a phrase means every line that begins with it.
            yield Wording(f"phrases.{kind}.{number}", type_, pattern, longest=0, sentence=True)


def _formulas(given: Mapping[str, Any], where: str) -> Iterator[tuple[str, str]]:
    for section, patterns in given.items():
        if section not in SECTIONS:
            raise JiaozhuError(
                tr(
                    "{where}: there is no {section}; there are {sections}.",
                    where=where,
                    section=_short(section),
                    sections=", ".join(SECTIONS),
                )
            )
        for number, pattern in enumerate(_texts(patterns, f"{where}: {section}"), 1):
            yield section, _pattern(pattern, f"{where}: {section} {number}")


def _off(given: Mapping[str, Any], where: str) -> frozenset[str]:
    if unknown := sorted(set(given) - {"off"}):
        raise JiaozhuError(
            tr(
                "{where}: there is no {unknown}; it may hold off.",
                where=where,
                unknown=_short(unknown[0]),
            )
        )
    names = _texts(given.get("off", []), f"{where}: off")
    known = {wording.name for wording in shipped()} | set(formula_names())
    for name in names:
        if name not in known:
            raise JiaozhuError(
                tr(
                    "{where}: off: there is no wording {name}; `jiaozhu rules --wordings` lists "
                    "them.",
                    where=where,
                    name=_short(name),
                )
            )
    return frozenset(names)


def formula_names() -> list[str]:
    """The names of the shipped formulas: ``section.name``."""
    return [f"{name}.{entry['name']}" for name in SECTIONS for entry in table("names.toml")[name]]


def _lines(given: Any, where: str) -> Iterator[Wording]:
    if not isinstance(given, list):
        raise JiaozhuError(
            tr("{where}: line must be tables; write [[line]] above each.", where=where)
        )
    names: set[str] = set()
    for number, entry in enumerate(given, 1):
        wording = _line(entry, tr("{where}: line {number}", where=where, number=number))
        if wording.name in names:
            raise JiaozhuError(
                tr("{where}: two lines are called {name}.", where=where, name=_short(wording.name))
            )
        names.add(wording.name)
        yield wording


def _line(entry: Any, where: str) -> Wording:
    if not isinstance(entry, dict):
        raise JiaozhuError(
            tr("{where} is not a table; write [[line]] above its keys.", where=where)
        )
    if unknown := sorted(set(entry) - _LINE):
        raise JiaozhuError(
            tr("{where} has an unknown key {unknown}.", where=where, unknown=_short(unknown[0]))
        )
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise JiaozhuError(tr('{where} needs a name, as in name = "our-footer".', where=where))
    where += f" ({name[:40]})"
    longest = entry.get("max", 60)
    if type(longest) is not int or not 0 <= longest <= 200:
        raise JiaozhuError(
            tr("{where}: max must be a number from 0 (any length) to 200.", where=where)
        )
    for key in ("sentence", "page"):
        if not isinstance(entry.get(key, False), bool):
            raise JiaozhuError(tr("{where}: {key} must be true or false.", where=where, key=key))
    role = entry.get("role", "")
    if role not in _ROLES:
        raise JiaozhuError(
            tr(
                "{where}: role must be one of {filter}.",
                where=where,
                filter=", ".join(filter(None, _ROLES)),
            )
        )
    pattern = _pattern(entry.get("pattern"), where)
    examples = _texts(entry.get("examples", []), f"{where}: examples")
    for example in examples:
        if Bounded(pattern, f"{where}: its pattern").match(fold(example)) is None:
            raise JiaozhuError(
                tr(
                    "{where}: its pattern does not match {example}.",
                    where=where,
                    example=_short(example),
                )
            )
    return Wording(
        name=name,
        type=_type(entry.get("type"), where),
        pattern=pattern,
        longest=longest,
        sentence=entry.get("sentence", False),
        page=entry.get("page", False),
        role=role,
        examples=tuple(examples),
    )


def _pattern(pattern: Any, where: str) -> str:
    """A regular expression that can stand among others, as lines are compared with it: folded."""
    if not isinstance(pattern, str) or not pattern:
        raise JiaozhuError(tr("{where} needs a pattern, a regular expression in '…'.", where=where))
    folded = fold(pattern)
    if too_large(folded):
        raise JiaozhuError(
            tr(
                "{where}: {pattern} is too large; make it simpler.",
                where=where,
                pattern=_short(pattern),
            )
        )
    try:
        compiled = re.compile(f"(?:{folded})")
    except (re.error, RecursionError, OverflowError) as error:
        raise JiaozhuError(
            tr(
                "{where}: {pattern} is no regular expression: {error}.",
                where=where,
                pattern=_short(pattern),
                error=error,
            )
        ) from None
    if compiled.groups:
        raise JiaozhuError(
            tr(
                "{where}: write (?:…) for the groups of {pattern}.",
                where=where,
                pattern=_short(pattern),
            )
        )
    if Bounded(folded, f"{where}: {_short(pattern)}").match(""):
        raise JiaozhuError(
            tr("{where}: {pattern} matches every line.", where=where, pattern=_short(pattern))
        )
    return folded


def _type(name: Any, where: str) -> BlockType:
    if not isinstance(name, str) or name not in list(BlockType):
        raise JiaozhuError(
            tr(
                "{where}: there is no type {name}; there are {blocktype}.",
                where=where,
                name=_short(name),
                blocktype=", ".join(BlockType),
            )
        )
    return BlockType(name)


def _texts(value: Any, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise JiaozhuError(tr('{where} must be a list of texts, as in ["…", "…"].', where=where))
    return value


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 50 else text[:49] + "…"
