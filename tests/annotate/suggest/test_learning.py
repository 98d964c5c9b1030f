"""Learning from a project, and the model: tiny, but real."""

from __future__ import annotations

import io
import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.annotate.editions import edition_for
from tui.annotate.project import Project
from tui.annotate.rejection import REJECTIONS, new_rejection
from tui.annotate.store import Store
from tui.annotate.suggest import child, learning, sequence
from tui.annotate.suggest.features import features, sentences
from tui.annotate.suggest.hints import Hints
from tui.annotate.suggest.suggestion import Tagged
from tui.text.source import read

PLACES = (
    "北京",
    "上海",
    "广州",
    "东营",
    "菏泽",
    "商洛",
    "天津",
    "济南",
    "青岛",
    "西安",
    "成都",
    "武汉",
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Pages that say where somebody went; the places are tagged, one is rejected."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "corpus"
    root.mkdir()
    project = Project.create(root, "lin")
    for number, place in enumerate(PLACES):
        tag(project, f"{number:02}.txt", f"记者昨天来到{place}采访。\n他没有去北京。\n", [place])
    return project


def tag(project: Project, name: str, text: str, words: list[str], done: bool = True) -> None:
    path = project.root / name
    path.write_text(text, encoding="utf-8")
    edition = edition_for(project, name, read(path))
    with Store.open(project, name, edition) as store:
        for word in words:
            start = edition.text.index(word)
            store.add(start, start + len(word), "LOC")
        store.set_done(done)


def test_pages_are_counted_with_what_is_left_untagged(project: Project) -> None:
    learned = learning.learn(project, model=False)
    assert learned.pages["01.txt"] == {"上海": {"LOC": 1}, "北京": {"": 1}}
    assert learned == learning.load(project)
    assert learned.models == {}


def test_a_page_that_is_not_done_leaves_nothing_untagged(project: Project) -> None:
    tag(project, "x.txt", "他在北京。上海很远。\n", ["上海"], done=False)
    assert learning.learn(project, model=False).pages["x.txt"] == {"上海": {"LOC": 1}}


def test_rejections_count(project: Project) -> None:
    path = project.root / "00.txt"
    edition = edition_for(project, "00.txt", read(path))
    with Store.open(project, "00.txt", edition) as store:
        start = edition.text.index("采访")
        key, record = new_rejection(edition.text, start, start + 2, "LOC", "lin")
        store.put(REJECTIONS, {key: record})
    said = learning.learn(project, model=False).pages["00.txt"]
    assert said["采访"] == {"-LOC": 1, "": 1}


def test_the_model_learns_what_it_has_not_seen_and_is_made_again_when_lost(
    project: Project,
) -> None:
    learned = learning.learn(project)
    assert learned.spans == len(PLACES)
    folder = learning.folder_of(project)
    path = folder / learned.models["name"].file
    text = "記者昨天來到長沙採訪。"
    (model,) = learning.models_of(project).values()
    found = list(model.suggest(text))
    assert [(text[one.start : one.end], one.label) for one in found] == [("長沙", "LOC")]
    assert 0.5 < found[0].score <= 1
    path.unlink()
    assert learning.learn(project).models == learned.models
    assert path.exists()


def test_nothing_is_trained_anew_when_nothing_changed(project: Project) -> None:
    models = learning.learn(project).models
    path = learning.folder_of(project) / models["name"].file
    before = path.stat().st_mtime_ns
    assert learning.learn(project).models == models
    assert path.stat().st_mtime_ns == before
    tag(project, "x.txt", "记者昨天来到长春采访。\n", ["长春"])
    assert learning.learn(project).models != models
    assert not path.exists()


def test_the_process_answers_a_line_for_a_line(project: Project) -> None:
    who = {"root": str(project.root), "by": "lin"}
    asked = [
        {"do": "learn", "model": True, **who},
        {"do": "read", "text": "记者昨天来到长沙采访。", **who},
        {"do": "read", "text": "\ud800", **who},
        {"do": "nothing"},
    ]
    answers = io.StringIO()
    child.serve(io.StringIO("".join(json.dumps(one) + "\n" for one in asked)), answers)
    learned, read_, half, wrong = map(json.loads, answers.getvalue().splitlines())
    assert learned == {"spans": len(PLACES)}
    assert [one[:4] for one in read_["found"]] == [[6, 8, "LOC", "model"]]
    assert half == {"found": []}
    assert "problem" in wrong


@given(st.text(alphabet="国家主席江泽民说。！？”\n 1a，", max_size=120))
def test_sentences_hold_all_that_is_not_blank_once(text: str) -> None:
    places = list(sentences(text))
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(places))
    inside = "".join(text[start:end] for start, end in places)
    assert [c for c in inside if not c.isspace()] == [c for c in text if not c.isspace()]
    assert not any("\n" in text[start:end] for start, end in places)


@given(st.text(max_size=40))
def test_every_character_has_features(text: str) -> None:
    assert len(features(text)) == len(text)


@given(st.lists(st.tuples(st.floats(0.01, 0.99), st.booleans()), max_size=60))
def test_a_calibration_keeps_the_order_of_scores(seen: list[tuple[float, bool]]) -> None:
    calibrated = sequence.calibration(seen)
    likely = [calibrated(score / 20) for score in range(1, 20)]
    assert likely == sorted(likely)
    assert 0 < likely[0] < likely[-1] < 1


def test_a_calibration_follows_what_was_right() -> None:
    doubtful = sequence.calibration([(0.9, at % 2 == 0) for at in range(200)])
    assert doubtful(0.9) == pytest.approx(0.5, abs=0.05)
    trusted = sequence.calibration([(0.6, at % 10 > 0) for at in range(200)])
    assert trusted(0.6) == pytest.approx(0.9, abs=0.05)
    assert sequence.calibration([]) == sequence.Calibration()


def test_what_a_page_itself_says_is_no_hint_while_learning(project: Project) -> None:
    strings = {"北京": {"LOC": 2}, "上海": {"LOC": 1}}
    hints = Hints(strings, ["LOC"], [{"菏泽": ["LOC"]}])
    assert hints.of("北京上海菏泽") == [
        ["BmLOC"], ["EmLOC"], ["BmLOC"], ["EmLOC"], ["BgLOC"], ["EgLOC"],
    ]  # fmt: skip
    assert hints.of("北京上海", but={"上海": {"LOC": 1}})[2:] == [[], []]


def test_overlapping_spans_leave_the_longest() -> None:
    text = "牡丹晚报记者在北京。"
    spans = [Tagged(0, 2, "LOC"), Tagged(0, 4, "ORG"), Tagged(3, 6, "ROLE"), Tagged(7, 9, "LOC")]
    (one,) = sequence.examples(text, spans, complete=True)
    assert one.spans == (Tagged(0, 4, "ORG"), Tagged(7, 9, "LOC"))
    assert list(sequence.examples("没有。", [], complete=False)) == []
