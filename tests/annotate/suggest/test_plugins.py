"""Plug-ins: what others install beside suggests too, and its mistakes stay its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tui.annotate.suggest import plugins
from tui.annotate.suggest.plugins import GROUP, PlugIns

GOOD = """
def suggest(text, labels):
    assert labels == ("LOC",)
    at = text.find("斋堂川")
    if at >= 0:
        yield at, at + 3, "LOC", 0.9
"""


def install(folder: Path, name: str, code: str) -> None:
    """What `pip install` of a package with an entry point leaves in a folder of the path."""
    module = f"plug_{name}"
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {module}:suggest\n")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.startswith("plug_"):
            del sys.modules[name]


def test_an_entry_point_suggests(folder: Path) -> None:
    install(folder, "river", GOOD)
    assert plugins.installed()
    found, problems = PlugIns().suggest("斋堂川很美", ("LOC",))
    assert problems == []
    assert [(one.start, one.end, one.label, one.source, one.score) for one in found] == [
        (0, 3, "LOC", "plug-in river", 0.9)
    ]


@pytest.mark.parametrize(
    ("name", "code", "what"),
    [
        ("a", "raise OSError('no model')", "OSError: no model"),
        ("b", "def suggest(text, labels): return 1 / 0", "ZeroDivisionError"),
        ("c", "def suggest(text, labels): yield 0, 99, 'LOC', 1", "0:99 is no stretch"),
        ("d", "def suggest(text, labels): yield 0, 1, 'X', 1", "none of the labels"),
        ("e", "def suggest(text, labels): yield 0, 1, 'LOC', 2", "no score"),
        ("f", "def suggest(text, labels): yield 'x'", "ValueError"),
        ("g", "x = 1", "AttributeError"),
    ],
)
def test_a_mistake_is_one_sentence_and_switches_it_off(
    folder: Path, name: str, code: str, what: str
) -> None:
    install(folder, name, code)
    install(folder, "river", GOOD)
    both = PlugIns()
    found, problems = both.suggest("斋堂川很美", ("LOC",))
    assert [one.source for one in found] == ["plug-in river"]
    (problem,) = problems
    assert problem.startswith(f"The plug-in {name} made a mistake and is off (")
    assert what in problem
    assert "\n" not in problem
    found, problems = both.suggest("斋堂川很美", ("LOC",))
    assert len(found) == 1
    assert problems == []
