"""The catalogue names every rule an edit can carry, and its examples are what happens."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

import tui.repair
from tests.repair.templates import BODIES
from tui.repair.pipeline import clean
from tui.repair.rules import BY_NAME, OWN, RULES, Rule
from tui.text.source import decode, read

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def page_with(rule: Rule) -> str:
    """A page with the example in it that has the defect throughout, where that matters."""
    for seed in SEEDS:
        text = read(seed).text
        if rule.before in text:
            return text
        if rule.name == "lookalike" and "莋好" in text:
            return f"{rule.before}\n\n{text}"
    lines = [*BODIES[0], *BODIES[1]]
    if rule.name == "blank":
        lines = [re.sub("(?<=[㐀-鿿])(?=[㐀-鿿])", " ", line) for line in lines]
    elif rule.name == "punctuation":
        lines = [line.translate(str.maketrans("，；：（）", ",;:()")) for line in lines]
    elif rule.name == "jammer":
        lines[1:4] = [f"{line}{noise}" for line, noise in zip(lines[1:4], _NOISE, strict=True)]
    lines.insert(len(lines) // 2, rule.before)
    return "\n\n".join(lines)


_NOISE = ("* E7 ]0 w9 {( y", "+ v' P2 h. L5 k", "1 U% ~6 q) D3 m")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_an_example_is_what_the_rule_does(rule: Rule) -> None:
    text = page_with(rule)
    page = clean(decode(text.encode(), "page.txt"))
    start = page.source.text.index(rule.before)
    end = start + len(rule.before)
    first, last = page.alignment.map_range(start, end)
    assert page.text[first:last].strip("\n") == rule.after
    there = [edit for edit in page.edits if start <= edit.start <= end and edit.applied]
    assert rule.name in {name for edit in there for name in edit.rule.split("+")}


def names_in_code() -> Iterator[tuple[str, str]]:
    """Every rule name that the code of the repairs gives to an edit, with where."""
    for path in sorted(Path(tui.repair.__file__).parent.glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        constants = {
            target.id: node.value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Edit"):
                continue
            given = [*node.args[4:5], *(k.value for k in node.keywords if k.arg == "rule")]
            for name in given:
                if isinstance(name, ast.Constant):
                    yield str(name.value), path.name
                elif isinstance(name, ast.Name):
                    yield str(constants[name.id]), path.name
                else:  # several joined
                    assert path.name == "rebase.py", ast.dump(name)


def test_every_rule_of_an_edit_is_in_the_catalogue_and_no_other() -> None:
    assert {name for name, _ in names_in_code()} == set(BY_NAME)
    for seed in SEEDS:
        for edit in clean(read(seed)).edits:
            assert set(edit.rule.split("+")) <= set(BY_NAME), edit


def test_the_catalogue_is_complete_and_its_names_are_unique() -> None:
    assert len(BY_NAME) == len(RULES)
    assert OWN not in BY_NAME
    for rule in RULES:
        assert all(asdict(rule).values())
        assert rule.before != rule.after
        assert re.fullmatch("[a-z_]+", rule.name)
