"""What the program says in Chinese: complete, with the same places to fill, in both scripts."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import messages
from tui import language
from tui.errors import JiaozhuError
from tui.language import counted, tr

CHINESE = ("zh-Hans", "zh-Hant")
SAYING = {"JiaozhuError", "say", "tell", "ReadOnly", "NotSaved", "Locked", "TooSlow"}
"""What is called with a sentence for a person."""


@pytest.fixture
def spoken() -> Iterator[None]:
    """English again afterwards."""
    yield
    language.use("en")


@pytest.mark.parametrize("tag", ["zh_Hans", "zh_Hant"])
def test_nothing_is_missing_and_nothing_is_left_over(tag: str) -> None:
    said = set(messages.messages())
    kept = {message.id for message in messages.read(tag) if message.id}
    assert kept == said, "run: python -m tools.messages"
    assert messages.untranslated(messages.read(tag)) == []


@pytest.mark.parametrize("tag", ["zh_Hans", "zh_Hant"])
def test_what_is_compiled_is_what_stands_in_the_catalogue(tag: str) -> None:
    compiled = language.catalogue(tag.replace("_", "-"))
    for message in messages.read(tag):
        if message.pluralizable:
            assert (compiled.ngettext(*message.id, 2),) == message.string
        elif message.id:
            assert compiled.gettext(message.id) == message.string


def test_traditional_is_simplified_converted() -> None:
    hans, hant = messages.read("zh_Hans"), messages.read("zh_Hant")
    made = messages.traditional(hans)
    assert {m.id: m.string for m in hant if m.id} == {m.id: m.string for m in made if m.id}


@pytest.mark.parametrize("tag", ["zh_Hans", "zh_Hant"])
def test_translations_fill_in_the_same(tag: str) -> None:
    for message in messages.read(tag):
        if not message.id:
            continue
        said = message.id[0] if message.pluralizable else message.id
        told = message.string[0] if message.pluralizable else message.string
        if _is_filled(said):
            assert sorted(_slots(told)) == sorted(_slots(said)), said
        assert _of_percent(told) == _of_percent(said), said


def _is_filled(text: str) -> bool:
    """Whether something is filled in; the braces of examples and of JSON are none of ours."""
    try:
        names = [name for name, _, _ in _slots(text)]
    except ValueError:
        return False
    return bool(names) and all(name.isidentifier() for name in names)


def _slots(text: str) -> Iterator[tuple[str, str | None, str | None]]:
    for _, name, spec, conversion in string.Formatter().parse(text):
        if name is not None:
            yield name, spec, conversion


def _of_percent(text: str) -> list[str]:
    return sorted(part.split(")")[0] for part in text.split("%(")[1:])


def test_every_sentence_for_a_person_can_be_translated() -> None:
    """A sentence that is given to what tells it must have gone through `tr`."""
    bare = []
    for path in sorted((messages.ROOT / "tui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in SAYING:
                bare += [f"{path.name}:{node.lineno}" for said in _texts(node.args[0])]
    assert bare == []


def _texts(node: ast.expr) -> Iterator[ast.expr]:
    """The texts with words in them that the expression may be."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from _texts(node.left)
        yield from _texts(node.right)
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from _texts(part)
    elif isinstance(node, ast.Constant) and any(c.isalpha() for c in str(node.value)):
        yield node


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


@pytest.mark.parametrize(
    ("environment", "tag"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "zh_CN"}, "en"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_SG"}, "zh-Hans"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_HK.Big5-HKSCS"}, "zh-Hant"),
        ({"LANG": "zh_Hant_MO.UTF-8"}, "zh-Hant"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_TW:en"}, "zh-Hant"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh_CN"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "fr:zh_TW"}, "zh-Hant"),
    ],
)
def test_the_locale_says_which(environment: dict[str, str], tag: str) -> None:
    assert language.of_locale(environment) == tag


def test_the_variable_comes_first_then_the_setting_then_the_locale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv(language.VARIABLE)
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert language.wished() == "zh-Hans"
    language.remember("zh-Hant")
    assert language.wished() == "zh-Hant"
    monkeypatch.setenv(language.VARIABLE, "EN")
    assert language.wished() == "en"
    monkeypatch.setenv(language.VARIABLE, "tlh")
    with pytest.raises(JiaozhuError, match=r"JIAOZHU_LANGUAGE asks for the language 'tlh'"):
        language.wished()


def test_a_setting_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jiaozhu").write_text("in the way")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(JiaozhuError, match="cannot be written"):
        language.remember("en")


@pytest.mark.usefixtures("spoken")
def test_numbers_take_their_noun() -> None:
    assert (counted(1, "page"), counted(2000, "page")) == ("1 page", "2,000 pages")
    language.use("zh-Hans")
    assert (counted(1, "page"), counted(2000, "page")) == ("1 页", "2,000 页")
    language.use("zh-Hant")
    assert counted(3, "span") == "3 條標註"


@pytest.mark.usefixtures("spoken")
def test_what_a_page_holds_is_never_filled_in_again() -> None:
    language.use("zh-Hans")
    assert tr("{name} has no value", name="{x!r}{0}") == "{x!r}{0} 没有值"
    assert tr("no such {message} at all") == "no such {message} at all"
