"""`jiaozhu rules`: the catalogue as the project has it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.annotate.project import Project
from tui.cli import main
from tui.repair.furniture import shipped
from tui.repair.rules import RULES

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Run:
    def run(*args: str) -> tuple[int, str, str]:
        code = main(["rules", "--project", str(tmp_path), *args])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


def test_every_rule_is_listed_with_its_term_and_an_example(run: Run) -> None:
    code, out, err = run()
    assert (code, err) == (0, "")
    for rule in RULES:
        assert f"{rule.name} {rule.term}: {rule.mends}  [apply]\n" in out
    assert "  → 近日，市委组织部（宣传部）印发意见\n" in out
    assert "\u200b" not in out


def test_for_other_programs_the_same_as_objects(run: Run) -> None:
    code, out, _ = run("--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [one["name"] for one in found] == [rule.name for rule in RULES]
    assert {one["level"] for one in found} == {one["default"] for one in found} == {"apply"}
    assert found[-1]["before"] == RULES[-1].before


def test_a_project_s_settings_show(run: Run, tmp_path: Path) -> None:
    folder = Project.create(tmp_path, "lin").folder
    (folder / "repairs.toml").write_text(
        '[rules]\nstops = "off"\n[phrases]\nad = ["小城故事"]\n'
        "[formulas]\nreporter = ['〖[㐀-鿿]{2,4}〗']\n"
        "[shipped]\noff = ['counts', 'reporter.plain']\n",
        "utf-8",
    )
    assert "  [off, as shipped: apply]\n" in run()[1]
    out = run("--wordings")[1]
    assert "phrases.ad.1: ad:" in out
    assert "counts (off): meta: 浏览次数：1024" in out
    found = {
        one["name"]: one for one in map(json.loads, run("--wordings", "--json")[1].splitlines())
    }
    assert len(found) == len(shipped()) + 2 + 9
    assert not found["counts"]["on"]
    assert not found["reporter.plain"]["on"]
    assert found["reporter"]["pattern"] == "〖[㐀-鿿]{2,4}〗"
    assert found["date"]["on"]


def test_a_mistake_in_the_settings_is_one_sentence(run: Run, tmp_path: Path) -> None:
    folder = Project.create(tmp_path, "lin").folder
    (folder / "repairs.toml").write_text('[rules]\nstop = "off"\n', "utf-8")
    code, out, err = run()
    assert (code, out) == (1, "")
    assert err.startswith(f"jiaozhu: {folder / 'repairs.toml'}: rules: there is no rule 'stop'")
    assert err.count("\n") == 1
