"""Decisions about edits as the commands show them: `clean`, `tag`, `spans`, `export`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from tui.annotate.apparatus import Apparatus
from tui.annotate.editions import repaired
from tui.annotate.project import Project
from tui.cli import main
from tui.text.edit import Edit as TextEdit
from tui.text.edit import State, apply_edits
from tui.text.source import read

PAGE = "近日,市委(宣传部)印发意见,要求各地办好实事,让群众满意,不留遗憾,不走过场,说到做到.\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("JIAOZHU_ANNOTATOR", "lin")

    def run(*args: object) -> tuple[int, str, str]:
        code = main([str(arg) for arg in args])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Project.create(tmp_path, "lin")
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    (tmp_path / "b.txt").write_text(PAGE.replace("近日", "昨日"), "utf-8")
    return tmp_path


def opened(page: Path, by: str = "lin") -> Apparatus:
    project = Project.find(page, by)
    assert project is not None
    return Apparatus.open(project, project.doc_id(page), repaired(read(page), project))


def decide(page: Path, by: str = "lin", new: str = "今日") -> None:
    """Reject the first edit, accept the next, add one."""
    apparatus = opened(page, by)
    with apparatus.store:
        first, second = [edit for edit in apparatus.edits if edit.applied][:2]
        apparatus.reject(first)
        apparatus.accept(second)
        apparatus.add(0, 2, new)


def objects(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_the_record_of_a_page_rebuilds_its_text(run: Run, root: Path) -> None:
    decide(root / "a.txt")
    code, out, err = run("clean", "--apparatus", root / "a.txt")
    assert (code, err) == (0, "")
    found = objects(out)
    fields = "page start end old new rule state confidence evidence prefix suffix by at"
    made = []
    for one in found:
        assert list(one) == fields.split()
        assert one["page"] == str(root / "a.txt")
        assert PAGE[one["start"] : one["end"]] == one["old"]
        assert PAGE[: one["start"]].endswith(one["prefix"])
        assert PAGE[one["end"] :].startswith(one["suffix"])
        assert len(one["prefix"]) <= 32
        assert (one["by"] is None) == (one["at"] is None)
        if one["state"] in (State.APPLIED, State.ADDED):
            made.append(TextEdit(one["start"], one["end"], one["old"], one["new"], one["rule"]))
    assert apply_edits(PAGE, made) + "\n" == run("clean", root / "a.txt")[1]
    decided = [(one["rule"], one["state"], one["by"]) for one in found if one["by"]]
    assert decided == [
        ("own", "added", "lin"),
        ("punctuation", "rejected", "lin"),
        ("punctuation", "applied", "lin"),
    ]


def test_whose_decisions_count(run: Run, root: Path) -> None:
    plain = run("clean", root / "a.txt")[1]
    decide(root / "a.txt")
    assert run("clean", root / "a.txt")[1] == plain.replace("近日，", "今日,")
    assert run("clean", "--annotator", "wang", root / "a.txt")[1] == plain
    record = objects(run("clean", "--json", root / "a.txt")[1])[0]
    assert record["text"] + "\n" == plain.replace("近日，", "今日,")
    assert record["edits"][0]["state"] == "added"
    record = objects(run("clean", "--annotator", "wang", "--apparatus", root / "a.txt")[1])[0]
    assert (record["rule"], record["by"]) == ("punctuation", None)


def test_several_pages_a_folder_and_standard_input(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(root / "b.txt")
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(PAGE.encode())))
    code, out, err = run("clean", "--apparatus", root, root / "a.txt", "-", root / "none.txt")
    assert code == 1
    assert "none.txt" in err
    pages = list(dict.fromkeys(one["page"] for one in objects(out)))
    assert pages == [str(root / "a.txt"), str(root / "b.txt"), "-"]
    assert {one["by"] for one in objects(out) if one["page"] != str(root / "b.txt")} == {None}


def test_outside_of_a_project_there_are_no_decisions(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(PAGE, "utf-8")
    code, out, _ = run("clean", "--apparatus", tmp_path / "x.txt")
    assert code == 0
    assert {one["by"] for one in objects(out)} == {None}
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_decisions_without_a_place_are_still_in_the_record(run: Run, root: Path) -> None:
    decide(root / "a.txt")
    (root / "a.txt").write_text("完全不同的一页，说的是别的事情。\n", "utf-8")
    found = objects(run("clean", "--apparatus", root / "a.txt")[1])
    assert [(one["start"], one["end"], one["by"]) for one in found if one["by"]] == [
        (None, None, "lin")
    ] * 3
    assert sorted(one["state"] for one in found if one["by"]) == ["added", "applied", "rejected"]


def test_a_page_with_broken_annotations_is_left_out(run: Run, root: Path) -> None:
    decide(root / "a.txt")
    project = Project.find(root, "lin")
    assert project is not None
    project.file("a.txt").write_text("<<<<<<< HEAD\n", "utf-8")
    project.file("a.txt").with_suffix(".log").unlink()
    code, out, err = run("clean", root)
    assert code == 1
    assert "conflict markers" in err
    assert out.startswith("昨日，")


def test_a_mistake_in_the_settings_is_said_once_for_all_pages(run: Run, root: Path) -> None:
    (root / "annotations" / "repairs.toml").write_text("rules = 1\n", "utf-8")
    code, out, err = run("clean", root)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    (root / "annotations" / "repairs.toml").write_text('[rules]\npunctuation = "off"\n', "utf-8")
    assert run("clean", root / "a.txt") == (0, PAGE, "")


def test_spans_are_offsets_into_the_annotator_s_own_text(run: Run, root: Path) -> None:
    decide(root / "a.txt", new="一月二日")
    code, out, _ = run("tag", root / "a.txt", "--start", 5, "--end", 7, "--label", "ORG")
    assert code == 0
    assert json.loads(out)["quote"] == "市委"
    code, out, _ = run("spans", "--json", root / "a.txt")
    assert [(one["start"], one["quote"]) for one in objects(out)] == [(5, "市委")]
    # On another's text the same span has other offsets.
    code, out, _ = run("spans", "--json", root / "a.txt", "--annotator", "wang")
    assert (code, out) == (0, "")


@pytest.fixture
def exported(run: Run, root: Path) -> Callable[..., tuple[dict[str, Any], str]]:
    def export(*args: str) -> tuple[dict[str, Any], str]:
        code, out, err = run("export", "--project", root, "-o", "-", *args)
        assert code == 0, err
        return json.loads(out), err

    return export


def test_an_export_has_the_text_of_who_decided(
    run: Run, root: Path, exported: Callable[..., tuple[dict[str, Any], str]]
) -> None:
    decide(root / "a.txt", new="一月二日")
    run("tag", root / "a.txt", "--start", 5, "--end", 7, "--label", "ORG")
    run("tag", root / "a.txt", "--start", 3, "--end", 5, "--label", "ORG", "--annotator", "wang")
    document, _ = exported()
    assert document["text"].startswith("一月二日,市委（")
    assert [(s["annotator"], s["start"], s["text"]) for s in document["spans"]] == [
        ("lin", 5, "市委"),
        ("wang", 5, "市委"),
    ]
    assert {s["anchor"] for s in document["spans"]} == {"firm"}
    assert exported("--annotator", "lin")[0]["text"] == document["text"]
    alone = exported("--annotator", "wang")[0]
    assert alone["text"].startswith("近日，市委（")
    assert [(s["start"], s["text"]) for s in alone["spans"]] == [(3, "市委")]


def test_where_annotators_differ_the_export_says_so_and_is_the_same_for_all(
    run: Run,
    root: Path,
    exported: Callable[..., tuple[dict[str, Any], str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decide(root / "a.txt")
    decide(root / "a.txt", "wang", "昨日")
    document, err = exported()
    assert document["text"].startswith("近日，市委（")
    assert "a.txt: lin and wang decided differently" in err
    monkeypatch.setenv("JIAOZHU_ANNOTATOR", "wang")
    assert exported()[0] == document
    assert exported("--annotator", "wang")[0]["text"].startswith("昨日,市委（")


def test_convert_takes_the_text_that_was_decided_on(run: Run, root: Path) -> None:
    decide(root / "a.txt", new="當日")
    decide(root / "a.txt", "wang", new="那日")
    mine = run("convert", "--to", "t", "--clean", root / "a.txt")[1]
    assert mine.startswith("當日")
    theirs = run("convert", "--to", "t", "--clean", "--annotator", "wang", root / "a.txt")[1]
    assert theirs.startswith("那日")
    assert run("convert", "--to", "t", root / "a.txt")[1].startswith("近日")
