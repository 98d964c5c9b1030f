"""The store: changes, undo, look-ups, other annotators, other programs at the same file."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tinydb import TinyDB, where

from tests.annotate.helpers import TEXT, edition, project
from tui.annotate import journal, storage
from tui.annotate.progress import Progress, progress
from tui.annotate.snapshot import dump
from tui.annotate.store import Locked, NewSpan, NotSaved, Store
from tui.errors import JiaozhuError

DOC = "news/page.txt"


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Store.open(project(tmp_path), DOC, edition()) as opened:
        yield opened


def reopened(old: Store) -> Store:
    old.close()
    return Store.open(old.project, DOC, old.edition)


def what(one: Any) -> list[tuple[int, int, str, str]]:
    return [(span.start, span.end, span.label, span.note) for span in one.spans()]


def test_a_span_says_where_it_is_and_who_said_it(store: Store) -> None:
    start = TEXT.index("𠮷野家")
    span = store.add(start, start + 3, "ORG", "名")
    assert span.quote == "𠮷野家"
    assert span.prefix == TEXT[start - 32 : start]
    assert span.suffix == TEXT[start + 3 : start + 35]
    assert (span.source_start, span.source_end) == (start, start + 3)
    assert span.digest == store.edition.digest
    assert (span.by, span.origin, span.note) == ("lin", "manual", "名")
    assert span.created == span.updated
    assert span.created.endswith("Z")
    assert store.get(span.id) == span
    assert store.spans_at(start + 2) == [span]
    assert store.between(start + 3, len(TEXT)) == []
    assert store.saved
    assert store.problem == ""


def test_source_range_goes_round_what_was_taken_out(tmp_path: Path) -> None:
    page = edition("张(zhang)三(san)说", [(1, 8, ""), (9, 14, "")])
    with Store.open(project(tmp_path), DOC, page) as store:
        span = store.add(0, 2, "PER")
    assert (span.quote, span.source_start, span.source_end) == ("张三", 0, 9)


def test_same_stretch_and_label_again_is_the_same_span(store: Store) -> None:
    first = store.add(0, 5, "ORG", "one")
    assert store.add(0, 5, "ORG", "two") == first
    assert store.steps == (1, 0)
    both = store.add_many([NewSpan(0, 5, "ORG"), NewSpan(0, 5, "LOC"), NewSpan(0, 5, "LOC")])
    assert both[0] == first
    assert both[1] == both[2]
    assert len(store) == 2
    assert store.steps == (2, 0)
    assert reopened(store).add(0, 5, "ORG") == first


def test_nested_and_crossing_spans_are_allowed(store: Store) -> None:
    store.add_many([NewSpan(0, 5, "ORG"), NewSpan(0, 1, "LOC"), NewSpan(3, 8, "QUOTE")])
    assert what(store) == [(0, 1, "LOC", ""), (0, 5, "ORG", ""), (3, 8, "QUOTE", "")]
    assert [span.label for span in store.spans_at(4)] == ["ORG", "QUOTE"]


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, 0), (3, 2), (-1, 2), (0, len(TEXT) + 1), (10**30, 10**30 + 1)],
)
def test_stretches_outside_the_page_are_refused(store: Store, start: int, end: int) -> None:
    with pytest.raises(JiaozhuError, match="no stretch"):
        store.add(start, end, "PER")
    assert len(store) == 0
    assert store.steps == (0, 0)


@pytest.mark.parametrize("value", [True, 1.0, "1", None, pytest.param(10**5000, id="huge")])
def test_offsets_are_whole_numbers(store: Store, value: Any) -> None:
    with pytest.raises(JiaozhuError, match="no stretch"):
        store.add(0, value, "PER")


def test_labels_and_notes_are_checked(store: Store) -> None:
    with pytest.raises(JiaozhuError, match="There is no label 'GPE'; this project has PER"):
        store.add(0, 1, "GPE")
    with pytest.raises(JiaozhuError, match="lone surrogate"):
        store.add(0, 1, "PER", "\ud800")
    span = store.add(0, 1, "PER")
    with pytest.raises(JiaozhuError, match="lone surrogate"):
        store.set_note(span.id, "\udfff")
    with pytest.raises(JiaozhuError, match="no label"):
        store.relabel(span.id, "per")
    with pytest.raises(JiaozhuError, match="no span"):
        store.delete("nothing")
    assert what(store) == [(0, 1, "PER", "")]


def test_many_with_one_mistake_adds_none(store: Store) -> None:
    with pytest.raises(JiaozhuError):
        store.add_many([NewSpan(0, 1, "PER"), NewSpan(0, 10**6, "PER")])
    assert len(store) == 0
    assert store.add_many([]) == ()


@pytest.mark.parametrize("note", ["\0", "\u2028\x85\x1b[31m", "\uffff𠮷", '"],{}\\\n', "\u202e"])
def test_any_text_comes_back(store: Store, note: str) -> None:
    store.add(0, 1, "PER", note)
    again = reopened(store)
    assert what(again) == [(0, 1, "PER", note)]
    raw = again.project.file(DOC).read_bytes().decode()
    assert not set(raw) & set("\0\x1b\x85\u2028\u202e")


def test_undecodable_bytes_can_be_tagged(tmp_path: Path) -> None:
    page = edition("张\udc80三说")
    with Store.open(project(tmp_path), DOC, page) as store:
        span = store.add(0, 3, "PER")
        assert span.quote == "张\ufffd三"
        with reopened(store) as again:
            assert again.spans() == [span]
            assert not again.report


def test_changes_say_what_became_of_a_span(store: Store) -> None:
    span = store.add(0, 5, "LOC")
    (change,) = store.relabel(span.id, "ORG")
    assert change.before == span
    assert change.after is not None
    assert (change.after.label, change.after.id) == ("ORG", span.id)
    assert change.after.created == span.created
    (change,) = store.move(span.id, 0, 4)
    assert change.after is not None
    assert (change.after.quote, change.after.source_end) == (TEXT[:4], 4)
    (change,) = store.set_note(span.id, "x")
    assert store.set_note(span.id, "x") == ()
    (change,) = store.delete([span.id])
    assert change.after is None
    assert store.steps == (5, 0)
    assert [len(store.undo()) for _ in range(5)] == [1] * 5
    assert store.undo() == ()
    assert len(store) == 0
    (change,) = store.redo()
    assert (change.before, change.after) == (None, span)
    assert store.spans() == [span]


def test_several_at_once_are_one_step(store: Store) -> None:
    spans = store.add_many(NewSpan(n, n + 1, "PER") for n in range(5))
    store.relabel((span.id for span in spans), "ORG")
    store.delete(span.id for span in spans[1:])
    assert store.steps == (3, 0)
    assert len(store.undo()) == 4
    assert {span.label for span in store.spans()} == {"ORG"}
    store.undo()
    assert store.spans() == list(spans)
    store.undo()
    assert len(store) == 0


def test_what_would_become_a_double_goes(store: Store) -> None:
    a, b, c = store.add_many([NewSpan(0, 5, "ORG"), NewSpan(0, 5, "LOC"), NewSpan(0, 4, "ORG")])
    store.relabel(b.id, "ORG")
    assert what(store) == [(0, 4, "ORG", ""), (0, 5, "ORG", "")]
    store.move(c.id, 0, 5)
    assert [span.id for span in store.spans()] == [a.id]
    store.undo()
    store.undo()
    assert store.spans() == sorted([a, b, c], key=lambda span: span.order)
    store.relabel([a.id, b.id], "PER")
    assert what(store) == [(0, 4, "ORG", ""), (0, 5, "PER", "")]


def test_undo_and_redo_go_on_after_a_restart(store: Store) -> None:
    for number in range(6):
        store.add(number, number + 1, "PER")
    store.undo()
    store = reopened(store)
    assert store.steps == (5, 1)
    store.redo()
    assert len(store) == 6
    store.undo()
    store.undo()
    store = reopened(store)
    store.undo()
    assert len(store) == 3
    store.redo()
    store.redo()
    store.redo()
    assert store.redo() == ()
    assert len(store) == 6
    store.undo()
    store.add(20, 21, "LOC")
    assert store.steps == (6, 0)
    assert store.redo() == ()
    store.close()


def test_done_is_kept_and_undone(store: Store) -> None:
    assert not store.done
    store.set_done(True)
    store.set_done(True)
    assert store.steps == (1, 0)
    store = reopened(store)
    assert store.done
    (change,) = store.undo()
    assert change.table == "page"
    assert not store.done
    store.redo()
    assert store.done
    store.set_done(False)
    assert not store.done
    store.close()


def test_other_tables_live_beside_the_spans(store: Store) -> None:
    store.put("edits", {"1": {"state": "rejected"}, "2": {"state": "applied"}})
    store.add(0, 1, "PER")
    store = reopened(store)
    assert store.db.table("edits").get(doc_id=1) == {"state": "rejected"}
    store.undo()
    store.undo()
    assert store.db.table("edits").all() == []
    store.redo()
    store.put("edits", {"1": None})
    assert [record.doc_id for record in store.db.table("edits").all()] == [2]
    store.close()


def test_tinydb_is_the_database(store: Store) -> None:
    store.add_many([NewSpan(0, 5, "ORG"), NewSpan(9, 12, "LOC", "x"), NewSpan(0, 2, "LOC")])
    table = store.db.table("spans")
    assert len(table.search(where("label") == "LOC")) == 2
    assert table.count(where("end") > 4) == 2
    assert table.contains(where("note") == "x")
    # What is written through TinyDB is shown, journalled and undone like anything else.
    table.update({"note": "by query"}, where("label") == "LOC")
    assert [span.note for span in store.spans()] == ["by query", "", "by query"]
    table.update(lambda record: record.update(label="PER"), where("label") == "ORG")
    assert [span.label for span in store.spans()] == ["LOC", "PER", "LOC"]
    table.remove(where("label") == "LOC")
    assert len(store) == 1
    store = reopened(store)
    assert store.steps == (4, 0)
    store.undo()
    store.undo()
    store.undo()
    assert what(store) == [(0, 2, "LOC", ""), (0, 5, "ORG", ""), (9, 12, "LOC", "x")]
    assert len(store.db.table("spans").search(where("label") == "LOC")) == 2
    record = dict(store.db.table("spans").all()[0])
    new_id = store.db.table("spans").insert({**record, "label": "NUM"})
    assert new_id > 1 << 100
    store.db.table("spans").upsert({"note": "up"}, where("label") == "NUM")
    assert ("NUM", "up") in [(span.label, span.note) for span in store.spans()]
    with pytest.raises(NotSaved):
        store.db.table("spans").insert({"start": 1})
    with pytest.raises(NotSaved):
        store.db.table("spans").update({"note": float("nan")})
    store.db.drop_table("spans")
    assert len(store) == 0
    store.undo()
    assert len(store) == 4
    store.close()


def test_update_that_raises_in_the_middle_changes_nothing(store: Store) -> None:
    store.add_many(NewSpan(n, n + 1, "PER") for n in range(5))
    before = store.spans()
    seen = []

    def third_fails(record: Any) -> None:
        record["note"] = "changed"
        seen.append(record)
        if len(seen) == 3:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        store.db.table("spans").update(third_fails)
    assert store.spans() == before
    assert reopened(store).spans() == before


def test_stock_tinydb_opens_the_file(store: Store) -> None:
    spans = store.add_many([NewSpan(0, 5, "ORG"), NewSpan(9, 12, "LOC", "注")])
    store.close()
    with TinyDB(store.project.file(DOC), encoding="utf-8") as stock:
        assert stock.tables() == {"_meta", "spans"}
        assert [d["quote"] for d in stock.table("spans").all()] == [s.quote for s in spans]
        found = stock.table("spans").get(where("note") == "注")
        assert found is not None
        stock.table("spans").insert({**found, "label": "PER"})
        stock.table("spans").update({"extra": {"deep": [1]}}, doc_ids=[found.doc_id])
    # And what it writes comes back here, fields we do not know included.
    again = Store.open(store.project, DOC, edition())
    assert sorted(span.label for span in again.spans()) == ["LOC", "ORG", "PER"]
    (changed,) = (span for span in again.spans() if span.label == "LOC")
    assert changed.extra == {"extra": {"deep": [1]}}
    again.relabel(changed.id, "NUM")
    record = json.loads(again.project.file(DOC).read_bytes())
    again.close()
    record = json.loads(again.project.file(DOC).read_bytes())["spans"]
    assert [r["extra"] for r in record.values() if r["label"] == "NUM"] == [{"deep": [1]}]


def test_equal_content_gives_equal_bytes(tmp_path: Path) -> None:
    with Store.open(project(tmp_path), DOC, edition()) as store:
        store.add_many(NewSpan(n, n + 2, "PER") for n in range(9))
    path = store.project.file(DOC)
    before = path.read_bytes()
    tables = json.loads(before)
    shuffled = {
        name: dict(random.Random(3).sample(sorted(table.items()), len(table)))
        for name, table in reversed(tables.items())
    }
    assert dump(shuffled) == before
    with Store.open(store.project, DOC, edition()) as again:
        again.add(20, 21, "LOC")
        again.undo()
    assert path.read_bytes() == before
    assert before.count(b"\n") == 9 + 1 + 2 * 2 + 2  # one record a line


def test_second_writer_is_told_who_the_first_is(store: Store) -> None:
    store.add(0, 1, "PER")
    with pytest.raises(Locked, match=r"page\.txt is being annotated by this very process"):
        Store.open(store.project, DOC, edition())
    assert len(Store.read(store.project, DOC, edition())) == 1
    Store.open(store.project, "news/other.txt", edition()).close()
    Store.open(store.project, DOC, edition(), "wang").close()
    store.close()
    Store.open(store.project, DOC, edition()).close()


def test_layers_are_what_others_said(tmp_path: Path) -> None:
    place = project(tmp_path)
    for name, label in (("wang", "ORG"), ("Anna", "LOC"), ("lin", "PER"), ("idle", "")):
        with Store.open(place, DOC, edition(), name) as store:
            if label:
                store.add(0, 5, label)
    found = Store.layers(place, DOC, edition())
    assert [(layer.annotator, what(layer)[0][2]) for layer in found] == [
        ("Anna", "LOC"),
        ("wang", "ORG"),
    ]
    assert Store.layers(place, "other.txt", edition()) == []
    assert not hasattr(found[0], "add")


def test_a_layer_being_written_shows_what_was_acknowledged(tmp_path: Path) -> None:
    place = project(tmp_path)
    with Store.open(place, DOC, edition(), "wang") as store:
        store.add(0, 5, "ORG")
        store.idle()
        store.add(0, 2, "LOC")
        (layer,) = Store.layers(place, DOC, edition())
        assert what(layer) == [(0, 2, "LOC", ""), (0, 5, "ORG", "")]


def test_progress_without_opening(tmp_path: Path) -> None:
    place = project(tmp_path)
    assert progress(place, DOC) == Progress(0, False)
    store = Store.open(place, DOC, edition())
    assert progress(place, DOC) == Progress(0, False)
    for number in range(7):
        store.add(number, number + 1, "PER", "\n}")
        assert progress(place, DOC) == Progress(number + 1, False)
    store.set_done(True)
    assert progress(place, DOC) == Progress(7, True)
    store.close()
    assert progress(place, DOC) == Progress(7, True)
    store = Store.open(place, DOC, edition())
    store.delete(span.id for span in store.spans())
    assert progress(place, DOC) == Progress(0, True)
    store.close()
    assert progress(place, DOC) == Progress(0, True)
    assert progress(place, DOC, "wang") == Progress(0, False)


# --- another program at the same file


def pull(path: Path, change: Any) -> None:
    """Replace the snapshot as git does, with what `change` makes of its spans."""
    tables = json.loads(path.read_bytes())
    change(tables["spans"])
    new = path.with_name("pulled")
    new.write_bytes(json.dumps(tables, ensure_ascii=False).encode())
    os.replace(new, path)


def first(spans: dict[str, Any]) -> Any:
    return spans[min(spans, key=int)]


def test_pull_before_opening_is_the_truth(store: Store) -> None:
    store.add_many([NewSpan(0, 5, "ORG"), NewSpan(9, 12, "LOC")])
    store.close()
    pull(store.project.file(DOC), lambda spans: spans.pop(min(spans, key=int)))
    with Store.open(store.project, DOC, edition()) as again:
        assert len(again) == 1


def test_pull_while_open_is_merged_not_overwritten(store: Store) -> None:
    store.add_many([NewSpan(0, 5, "ORG"), NewSpan(9, 12, "LOC")])
    store.idle()
    mine = store.add(20, 22, "PER")
    pull(store.project.file(DOC), lambda spans: first(spans).update(note="theirs"))
    store.idle()
    assert sorted(span.note for span in store.spans()) == ["", "", "theirs"]
    assert store.get(mine.id) == mine
    pull(store.project.file(DOC), lambda spans: first(spans).update(note="again"))
    store = reopened(store)
    assert sorted(span.note for span in store.spans()) == ["", "", "again"]
    assert len(store) == 3
    store.close()


def test_undo_refuses_what_changed_elsewhere_and_goes_on(store: Store) -> None:
    one = store.add(0, 5, "ORG")
    store.add(9, 12, "LOC")
    store.set_note(one.id, "mine")
    store.idle()
    pull(store.project.file(DOC), lambda spans: first(spans).update(note="theirs"))
    store.idle()
    before = store.spans()
    with pytest.raises(JiaozhuError, match="changed elsewhere"):
        store.undo()
    assert store.spans() == before
    assert store.saved
    (change,) = store.undo()
    assert change.before is not None
    assert change.before.label == "LOC"
    with pytest.raises(JiaozhuError, match="changed elsewhere"):
        store.undo()
    assert [span.note for span in store.spans()] == ["theirs"]


def test_conflict_left_while_open_is_not_overwritten(store: Store) -> None:
    store.add(0, 5, "ORG")
    store.idle()
    store.add(9, 12, "LOC")
    path = store.project.file(DOC)
    good = path.read_bytes()
    path.write_bytes(b"<<<<<<< ours\n" + good + b"=======\n>>>>>>> theirs\n")
    bad = path.read_bytes()
    store.idle()
    assert "conflict markers" in store.problem
    store.add(11, 12, "PER")
    assert store.saved
    with pytest.raises(JiaozhuError, match="conflict markers"):
        store.close()
    assert path.read_bytes() == bad
    with pytest.raises(JiaozhuError, match="conflict markers"):
        Store.open(store.project, DOC, edition())
    path.write_bytes(good)  # the person mends it, and nothing said since is lost
    with Store.open(store.project, DOC, edition()) as again:
        assert len(again) == 3


def test_missing_snapshot_is_not_an_empty_one(store: Store) -> None:
    store.add(0, 5, "ORG")
    store.close()
    path = store.project.file(DOC)
    good = path.read_bytes()
    path.unlink()
    with pytest.raises(JiaozhuError, match="restore it"):
        Store.open(store.project, DOC, edition())
    with pytest.raises(JiaozhuError, match="restore it"):
        Store.read(store.project, DOC, edition())
    path.write_bytes(good)
    with Store.open(store.project, DOC, edition()) as again:
        assert len(again) == 1


def test_snapshot_removed_while_open_is_written_again(store: Store) -> None:
    store.add(0, 5, "ORG")
    store.idle()
    store.project.file(DOC).unlink()
    with reopened(store) as again:
        assert len(again) == 1


# --- snapshot and log


def test_snapshot_is_written_now_and_then_and_the_log_trimmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "SNAPSHOT_EVERY", 4_000)
    monkeypatch.setattr(storage, "TRIM_ABOVE", 20_000)
    place = project(tmp_path)
    path = place.file(DOC)
    with Store.open(place, DOC, edition()) as store:
        sizes = set()
        for number in range(60):
            store.add(number, number + 1, "PER")
            if path.exists():
                sizes.add(path.stat().st_size)
        assert 2 <= len(sizes) <= 15
        assert store.steps == (60, 0)
    log = path.with_suffix(".log")
    assert log.stat().st_size > 20_000
    with Store.open(place, DOC, edition()) as store:
        assert 0 < log.stat().st_size <= 10_000
        assert len(store) == 60
        steps = store.steps[0]
        assert 10 < steps < 60
        for _ in range(steps):
            store.undo()
        assert store.undo() == ()
        assert len(store) == 60 - steps
        store.redo()
    with Store.open(place, DOC, edition()) as store:
        assert len(store) == 61 - steps


def test_failing_snapshot_never_fails_the_step_before_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "SNAPSHOT_EVERY", 100)

    def fail(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(storage.files, "replace", fail)
        store.add(0, 5, "ORG")
        store.add(9, 12, "LOC")
        assert store.saved
        assert "No space" in store.problem
        with pytest.raises(JiaozhuError, match="its log has everything"):
            store.close()
    with Store.open(store.project, DOC, edition()) as again:  # the lock is free
        assert len(again) == 2


def test_failing_log_fails_the_step_and_nothing_is_changed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    span = store.add(0, 5, "ORG")

    def fail(descriptor: int, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(journal.files, "write_all", fail)
        for change in (
            lambda: store.add(9, 12, "LOC"),
            lambda: store.delete(span.id),
            lambda: store.relabel(span.id, "LOC"),
            store.undo,
        ):
            with pytest.raises(NotSaved, match="No space left"):
                change()
            assert not store.saved
            assert store.spans() == [span]
            assert store.steps == (1, 0)
    store.add(9, 12, "LOC")
    assert store.saved
    assert store.problem == ""
    assert len(reopened(store)) == 2


def test_closed_store_takes_nothing_and_writes_nothing(store: Store) -> None:
    store.add(0, 5, "ORG")
    store.close()
    with Store.open(store.project, DOC, edition()) as again:
        with pytest.raises(NotSaved, match="closed"):
            store.add(9, 12, "LOC")
        assert store.undo() == ()
        store.idle()
        again.add(9, 12, "PER")
        store.close()
        with pytest.raises(Locked):
            Store.open(store.project, DOC, edition())
    assert len(Store.read(store.project, DOC, edition())) == 2


def test_opening_and_closing_writes_nothing(tmp_path: Path) -> None:
    place = project(tmp_path)
    Store.open(place, DOC, edition()).close()
    path = place.file(DOC)
    assert not path.exists()
    assert not path.with_suffix(".log").exists()
    with Store.open(place, DOC, edition()) as store:
        store.add(0, 1, "PER")
    before = path.stat().st_mtime_ns, path.with_suffix(".log").stat().st_mtime_ns
    Store.open(place, DOC, edition()).close()
    assert before == (path.stat().st_mtime_ns, path.with_suffix(".log").stat().st_mtime_ns)


class Machine(RuleBasedStateMachine):
    """Any sequence of changes, undos and restarts against a list of states."""

    places = st.tuples(st.integers(0, 20), st.integers(1, 20)).map(lambda p: (p[0], sum(p)))

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.store = Store.open(project(Path(self.folder.name)), DOC, edition())
        self.states: list[Any] = [[]]
        self.at = 0

    def _did(self) -> None:
        state = self._state()
        if state != self.states[self.at]:
            self.states[self.at + 1 :] = [state]
            self.at += 1

    def _state(self) -> Any:
        return [*self.store.spans(), self.store.done]

    @rule(place=places, label=st.sampled_from(["PER", "ORG"]))
    def add(self, place: tuple[int, int], label: str) -> None:
        self.states[0] = self.states[0] or [False]
        self.store.add(*place, label)
        self._did()

    @precondition(lambda self: len(self.store))
    @rule(data=st.data(), place=places, how=st.sampled_from(["move", "relabel", "note", "delete"]))
    def change(self, data: Any, place: tuple[int, int], how: str) -> None:
        span = data.draw(st.sampled_from(self.store.spans()))
        if how == "move":
            self.store.move(span.id, *place)
        elif how == "relabel":
            self.store.relabel(span.id, data.draw(st.sampled_from(["PER", "ORG"])))
        elif how == "note":
            self.store.set_note(span.id, data.draw(st.text(max_size=3)))
        else:
            self.store.delete(span.id)
        self._did()

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        self.store.undo()
        self.at -= 1

    @precondition(lambda self: self.at < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        self.store.redo()
        self.at += 1

    @rule(crash=st.booleans())
    def restart(self, crash: bool) -> None:
        if crash:
            self.store._storage.abandon()
        else:
            self.store.close()
        self.store = Store.open(self.store.project, DOC, edition())

    @invariant()
    def same(self) -> None:
        self.states[0] = self.states[0] or [False]
        assert self._state() == self.states[self.at]
        assert self.store.steps == (self.at, len(self.states) - 1 - self.at)
        keys = [(span.start, span.end, span.label) for span in self.store.spans()]
        assert len(set(keys)) == len(keys)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


Machine.TestCase.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
TestAnySequence = Machine.TestCase
