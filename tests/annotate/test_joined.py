"""Changes that are one step of undo though each was on disk when it was made."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.annotate.helpers import edition, project
from tui.annotate.store import Store

DOC = "page.txt"


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Store.open(project(tmp_path), DOC, edition()) as opened:
        yield opened


def starts(store: Store) -> list[int]:
    return [span.start for span in store.spans()]


def test_changes_of_one_call_are_one_step(store: Store) -> None:
    store.add(0, 1, "PER")
    with store.joined():
        store.add(1, 2, "PER")
        store.add(2, 3, "PER")
    last = store.last
    with store.joined(last):
        store.relabel(store.spans_at(2)[0].id, "ORG")
    assert store.steps == (2, 0)
    assert store.undo(part=True)
    assert [span.label for span in store.spans()] == ["PER"] * 3
    store.undo()
    assert starts(store) == [0]
    assert store.steps == (1, 2)
    store.redo()
    assert starts(store) == [0, 1, 2]


def test_a_change_in_between_parts_them(store: Store) -> None:
    with store.joined():
        store.add(1, 2, "PER")
    last = store.last
    store.add(5, 6, "PER")
    with store.joined(last):
        store.add(2, 3, "PER")
    assert store.steps == (3, 0)
    store.undo()
    assert starts(store) == [1, 5]


def test_a_record_changed_twice_in_a_step_is_what_it_was_before(store: Store) -> None:
    span = store.add(1, 2, "PER")
    with store.joined():
        store.relabel(span.id, "ORG")
        store.relabel(span.id, "LOC")
        store.delete(span.id)
    store.undo()
    assert [one.label for one in store.spans()] == ["PER"]
    store.redo()
    assert store.spans() == []


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(["alone", "joined", "undo", "part", "redo", "open"]), max_size=25))
def test_history_is_the_same_after_a_restart(acts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        here = project(Path(folder))
        store = Store.open(here, DOC, edition())
        last = -1
        for number, act in enumerate(acts):
            if act == "alone":
                store.add(number, number + 1, "PER")
            elif act == "joined":
                with store.joined(last):
                    store.add(number, number + 1, "PER")
                last = store.last
            elif act == "redo":
                store.redo()
            elif act == "open":
                before = starts(store), store.steps
                store.close()
                store = Store.open(here, DOC, edition())
                assert (starts(store), store.steps) == before
            else:
                store.undo(part=act == "part")
        latest = starts(store)
        done = store.steps[0]
        for _ in range(done):
            assert store.undo()
        assert starts(store) == []
        assert store.steps[0] == 0
        while starts(store) != latest:
            assert store.redo()
        store.close()
