"""What became of suggestions, counted from the annotations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.annotate.helpers import edition
from tui.annotate.project import Project
from tui.annotate.rejection import REJECTIONS, new_rejection
from tui.annotate.store import NewSpan, Store
from tui.annotate.suggest.settings import Settings
from tui.annotate.suggest.stats import HASTY, all_lines, as_json, stats
from tui.cli import main


def said(source: str, label: str, ms: int | None) -> dict[str, object]:
    found = {"source": source, "label": label, "score": 0.9}
    return {"suggestion": found if ms is None else {**found, "ms": ms}}


def fill(project: Project, doc: str, ms: int = 900, by: str = "lin") -> None:
    """Ten accepted one by one, one with them, one edited, one by hand, one rejected."""
    page = edition("张三说，" * 20)
    with Store.open(project, doc, page, by) as store:
        store.add_many(
            NewSpan(at * 4, at * 4 + 2, "PER", "", "suggested", said("matches", "PER", ms))
            for at in range(10)
        )
        store.add_many([NewSpan(40, 42, "PER", "", "suggested", said("matches", "PER", None))])
        store.add_many([NewSpan(44, 46, "ORG", "", "edited", said("model", "PER", 2000))])
        store.add(48, 50, "LOC")
        key, record = new_rejection(page.text, 52, 54, "PER", by, said("model", "PER", 700))
        store.put(REJECTIONS, {key: record})
        store.set_done(True)


def test_decisions_are_counted_by_source_and_label(tmp_path: Path) -> None:
    project = Project.create(tmp_path, "lin")
    fill(project, "a.txt")
    (work,) = stats(project, Settings())
    found = as_json(work)
    assert (found["annotator"], found["pages"], found["done"]) == ("lin", 1, 1)
    assert found["spans"] == {"LOC": {"manual": 1}, "ORG": {"edited": 1}, "PER": {"suggested": 11}}
    matches, model = found["sources"]["matches"], found["sources"]["model"]
    assert (matches["accepted"], matches["rate"], matches["median_accept_ms"]) == (11, 1.0, 900)
    assert (model["accepted"], model["edited"], model["rejected"]) == (0, 1, 1)
    assert model["median_reject_ms"] == 700
    assert found["labels"]["PER"]["rejected"] == 1
    assert work.warning == ""


def test_haste_is_warned_of_and_few_decisions_are_not(tmp_path: Path) -> None:
    project = Project.create(tmp_path, "lin")
    fill(project, "a.txt", ms=HASTY - 1)
    fill(project, "a.txt", ms=HASTY, by="ann")
    ann, lin = stats(project, Settings())
    assert "499 ms" in lin.warning
    assert ann.warning == ""
    assert lin.warning in list(all_lines([ann, lin]))
    assert [work.by for work in stats(project, Settings(), ["ann"])] == ["ann"]


def test_blind_pages_are_compared_with_the_others(tmp_path: Path) -> None:
    project = Project.create(tmp_path, "lin")
    names = [f"{number}.txt" for number in range(40)]
    half = Settings(blind=0.5)
    blind = next(name for name in names if half.is_blind(name))
    shown = next(name for name in names if not half.is_blind(name))
    fill(project, blind)
    fill(project, shown)
    (work,) = stats(project, half)
    assert work.blind == work.shown == {"PER": 11, "ORG": 1, "LOC": 1}
    assert work.overlap == 1.0
    (work,) = stats(project, Settings())
    assert work.overlap is None


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = Project.create(tmp_path, "lin")
    fill(project, "a.txt", ms=100)
    assert main(["stats", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["annotator"] == "lin"
    assert main(["stats", str(tmp_path)]) == 0
    text = capsys.readouterr().out
    assert "lin: 13 spans on 1 page, 1 done" in text
    assert "faster than one can read" in text
    assert main(["stats", str(tmp_path), "--annotator", "nobody"]) == 0
    assert capsys.readouterr().out == "nothing is annotated yet\n"
    assert main(["stats", "/"]) == 1
