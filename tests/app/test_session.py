"""One open page, without a screen: what is tagged is kept, undone, shown and found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app.conftest import load
from tui.annotate.project import Project
from tui.annotate.store import NewSpan, Store
from tui.app.reader.marks import Kind, Mark
from tui.app.session import Session, glance, touched
from tui.errors import JiaozhuError
from tui.text.source import decode, read


@contextmanager
def opened(project: Project, name: str = "news.txt") -> Iterator[Session]:
    path = project.root / name
    session = load(path, project)
    yield session
    session.close()


def find(session: Session, words: str) -> tuple[int, int]:
    start = session.edition.text.index(words)
    return start, start + len(words)


def test_a_page_opens_with_its_other_script(project: Project) -> None:
    with opened(project) as news, opened(project, "statement.txt") as statement:
        assert news.view.config == "s2t"
        assert statement.view.config == "t2s"
        assert news.writable
        assert news.saved


def test_what_was_tagged_is_there_after_a_restart(project: Project) -> None:
    with opened(project) as session:
        session.tag(*find(session, "牡丹晚报"), "ORG")
    with opened(project) as session:
        (span,) = session.spans_at(find(session, "牡丹晚报")[0])
        assert (span.quote, span.label, span.by, span.origin) == (
            "牡丹晚报",
            "ORG",
            "lin",
            "manual",
        )
        assert session.count == 1


def test_undo_and_redo_go_on_after_a_restart(project: Project) -> None:
    with opened(project) as session:
        first = session.tag(*find(session, "牡丹晚报"), "ORG")
        session.relabel(first, "PER")
        session.set_note(first, "报社")
        session.delete(first)
    with opened(project) as session:
        seen = []
        while session.undo():
            span = session.get(first.id)
            seen.append((span.label, span.note) if span else None)
        assert seen == [("PER", "报社"), ("PER", ""), ("ORG", ""), None]
        for _ in range(4):
            session.redo()
        assert session.count == 0
        assert session.redo() == ()


def test_blanks_at_the_edges_are_left_out(project: Project) -> None:
    with opened(project) as session:
        start, end = find(session, " 姜培军")
        assert session.edition.text[start] == " "
        span = session.tag(start, end, "PER")
        assert span.quote == "姜培军"


def test_a_blank_selection_is_tagged_as_it_is(project: Project) -> None:
    with opened(project) as session:
        place = session.edition.text.index(" ")
        assert session.trim(place, place + 1) == (place, place + 1)


def test_a_second_session_reads_and_does_not_write(project: Project) -> None:
    with opened(project) as first:
        first.tag(*find(first, "牡丹晚报"), "ORG")
        with opened(project) as second:
            assert not second.writable
            assert "annotated by" in second.problem
            assert second.count == 1
            with pytest.raises(JiaozhuError, match="annotated by"):
                second.tag(0, 2, "PER")
        assert first.saved
    with opened(project) as third:
        assert third.writable
        assert third.count == 1


def test_others_are_a_layer_that_can_be_hidden(project: Project) -> None:
    other = replace(project, annotator="sample")
    with opened(other) as session:
        session.tag(*find(session, "姜培军"), "PER")
    with opened(project) as session:
        start, end = find(session, "姜培军")
        session.tag(start, end, "ROLE")
        layer = Mark(start, end, "PER", Kind.LAYER)
        own = Mark(start, end, "ROLE", Kind.SPAN)
        assert session.marks(start, end) == [layer, own]
        assert [span.by for span in session.others_at(start)] == ["sample"]
        assert session.spans_at(start)[0].by == "lin"
        session.shown = ()
        assert session.marks(start, end) == [own]
        assert session.others_at(start) == []


def test_the_innermost_span_comes_first(project: Project) -> None:
    with opened(project) as session:
        outer = session.tag(*find(session, "牡丹晚报全媒体记者 姜培军"), "ROLE")
        inner = session.tag(*find(session, "牡丹晚报"), "ORG")
        assert [s.id for s in session.spans_at(inner.start)] == [inner.id, outer.id]


def test_a_page_without_a_project_is_read_only(project: Project) -> None:
    path = project.root / "news.txt"
    session = load(path, None)
    assert not session.writable
    assert len(session.labels) > 0
    with pytest.raises(JiaozhuError):
        session.tag(0, 2, "PER")


def test_the_raw_page_can_be_read_while_it_is_cleaned(project: Project) -> None:
    path = project.root / "news.txt"
    session = glance(path, read(path))
    assert session.edition.text == read(path).text
    assert "cleaning" in session.problem


def test_broken_annotations_are_left_alone_and_said(project: Project) -> None:
    with opened(project) as session:
        session.tag(0, 2, "PER")
    file = project.file("news.txt")
    file.write_bytes(b"{ not json")
    with opened(project) as session:
        assert not session.writable
        assert str(file) in session.problem
    assert file.read_bytes() == b"{ not json"


def test_a_done_page_says_so(project: Project) -> None:
    with opened(project) as session:
        assert not session.done
        session.set_done(True)
    with opened(project) as session:
        assert session.done
        session.undo()
        assert not session.done


def test_touched_covers_what_changed(project: Project) -> None:
    with opened(project) as session:
        span = session.tag(10, 12, "PER")
        assert touched(session.move(span, 14, 20)) == (10, 20)
        assert touched(()) is None


@pytest.mark.parametrize("text", ["", "字", "\n\n\n", "字\x1b[2J\x9b\u202e", "a"])
def test_odd_pages_open(project: Project, text: str) -> None:
    path = project.root / "odd.txt"
    path.write_text(text, encoding="utf-8")
    session = load(path, project)
    assert session.writable
    assert session.next_span(0) is None
    assert session.previous_span(0) is None
    session.close()


@settings(deadline=None, max_examples=50)  # each opens a store on disk
@given(
    st.lists(st.tuples(st.integers(0, 2999), st.integers(1, 900)), max_size=30),
    st.integers(0, 2999),
)
def test_next_and_previous_walk_all_spans_in_order(
    tmp_path_factory: pytest.TempPathFactory, places: list[tuple[int, int]], offset: int
) -> None:
    root = tmp_path_factory.mktemp("walk")
    session = glance(root / "page.txt", decode(("字" * 3000).encode()))
    store = Store.open(Project.create(root, "lin"), "page.txt", session.edition)
    store.add_many(NewSpan(start, min(3000, start + length), "PER") for start, length in places)
    session._own = store
    spans = store.spans()

    walked, span = [], session.next_span(0)
    while span is not None:
        walked.append(span)
        span = session.next_span(0, span)
    assert walked == spans
    for before, after in pairwise(spans):
        assert session.previous_span(0, after) == before
    assert session.next_span(offset) == next((s for s in spans if s.start >= offset), None)
    earlier = [s for s in spans if s.start < offset]
    assert session.previous_span(offset) == (earlier[-1] if earlier else None)
    store.close()
