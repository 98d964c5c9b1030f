"""The commands that look through a project, as they are called."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.study.conftest import PAGES, project
from tui.annotate.project import Project
from tui.cli import main

__all__ = ["project"]  # the fixture


def called(capfd: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    assert main(list(words)) == 0
    return list(csv.DictReader(io.StringIO(capfd.readouterr().out)))


@pytest.fixture(autouse=True)
def there(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)


def test_concordance(capfd: pytest.CaptureFixture[str]) -> None:
    rows = called(capfd, "concordance", "牡丹晚報", "--sort", "right")
    assert len(rows) == 7
    assert {row["page"] for row in rows} == {"a.txt", "b.txt", "d.txt", "e.txt"}
    row = rows[0]
    assert row["left"] + row["hit"] + row["right"] in PAGES[row["page"]]
    assert len(called(capfd, "concordance", "mudanwanbao", "--sample", "3")) == 3
    assert len(called(capfd, "concordance", "/牡丹.报", "--most", "2")) == 2
    assert called(capfd, "concordance", "没有的", "--label", "ORG") == []


def test_frequency_collocates_keyness(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = called(capfd, "frequency", "--most", "3")
    assert len(rows) == 3
    assert "牡丹" in {row["word"] for row in rows}
    assert called(capfd, "frequency", "--spans") == []
    rows = called(capfd, "collocates", "牡丹晚报", "--window", "2", "--by", "logDice")
    assert float(rows[0]["logDice"]) >= float(rows[-1]["logDice"])
    assert called(capfd, "keyness", "a.txt", "--against", "d.txt")[0]["word"]
    out = tmp_path / "words.json"
    assert main(["frequency", "-o", str(out)]) == 0
    assert json.loads(out.read_text("utf-8").split("\n")[0])["count"] > 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["concordance", " "], "empty"),
        (["concordance", "/("], "no regular expression"),
        (["concordance", "牡丹", "--label", "XX"], "no label XX"),
        (["collocates", "牡丹", "--window", "0"], "no window"),
        (["keyness", "nowhere"], "no label and no page"),
        (["frequency", "--project", "/"], "no project"),
    ],
)
def test_mistakes_are_one_sentence(
    words: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    told = capfd.readouterr()
    assert said in told.err
    assert told.out == ""
    assert told.err.count("\n") == 1
