"""Links between spans, attributes of spans, labels and notes of pages: stored, undone, kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from tests.annotate.helpers import TEXT, edition, project
from tui.annotate.ids import key_of, new_id
from tui.annotate.link import LINKS, Link, Links, check_link
from tui.annotate.linking import candidates, link, unlink
from tui.annotate.page import check_page
from tui.annotate.progress import progress
from tui.annotate.span import Span, check_record
from tui.annotate.steps import Did
from tui.annotate.store import Store
from tui.errors import JiaozhuError

DOC = "news/page.txt"
LABELS = """
[[attribute]]
name = "DIFF"
key = "d"

[[label]]
name = "PER"
key = "p"
color = "#CC6677"

[[label.attribute]]
name = "sex"
key = "s"
type = "choice"
values = ["f", "m"]

[[label.attribute]]
name = "title"
key = "t"
type = "text"

[[label]]
name = "QUOTE"
key = "q"
color = "#44AA99"

[[label]]
name = "LOC"
key = "c"
color = "#117733"

[[link]]
name = "speaker"
key = "s"
from = ["PER"]
to = ["QUOTE"]

[[link]]
name = "says"
key = "y"
from = ["PER"]
to = ["QUOTE"]

[[link]]
name = "same"
key = "e"
from = ["PER"]
to = ["PER"]
symmetric = true

[[page_label]]
name = "report"
key = "r"
exclusive = "genre"

[[page_label]]
name = "comment"
key = "c"
exclusive = "genre"
"""


@pytest.fixture
def store(tmp_path: Path) -> Any:
    made = project(tmp_path)
    (made.folder / "labels.toml").write_text(LABELS, encoding="utf-8")
    with Store.open(made, DOC, edition()) as opened:
        yield opened


def reopened(old: Store) -> Store:
    old.close()
    return Store.open(old.project, DOC, old.edition)


def add(store: Store, words: str, label: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = store.edition.text.index(words, start + 1)
    return store.add(start, start + len(words), label)


def test_a_link_is_kept_undone_and_made_again(store: Store) -> None:
    who, quote = add(store, "张三", "PER", 1), add(store, "“责任重于泰山。”", "QUOTE")
    made = link(store, who.id, quote.id, "speaker")
    assert link(store, who.id, quote.id, "speaker") == made
    assert store.links.of(who.id) == store.links.of(quote.id) == [made]
    assert made.other(who.id) == quote.id
    assert made.other(quote.id) == who.id
    store.undo()
    assert len(store.links) == 0
    store.redo()
    with reopened(store) as again:
        assert list(again.links) == [made]
        unlink(again, made.id)
        assert list(again.links) == []
        again.undo()
        assert again.links.get(made.id) == made
    assert Store.read(store.project, DOC, store.edition).links.of(who.id) == [made]


def test_deleting_a_span_takes_its_links_along_in_one_step(store: Store) -> None:
    one, two = add(store, "张三", "PER"), add(store, "张三", "PER", 1)
    quote = add(store, "“责任重于泰山。”", "QUOTE")
    made = [
        link(store, one.id, quote.id, "speaker"),
        link(store, two.id, quote.id, "speaker"),
        link(store, two.id, one.id, "same"),
    ]
    store.delete([one.id, quote.id])
    assert len(store.links) == 0
    store.undo()
    assert list(store.links) == made
    assert store.get(one.id) == one
    store.redo()
    with reopened(store) as again:
        assert len(again.links) == 0
        again.undo()
        assert list(again.links) == made


def test_links_survive_a_new_edition(store: Store) -> None:
    who, quote = add(store, "张三", "PER", 1), add(store, "“责任重于泰山。”", "QUOTE")
    made = link(store, who.id, quote.id, "speaker")
    store.close()
    shorter = edition(edits=[(0, 6, "")])
    with Store.open(store.project, DOC, shorter) as moved:
        assert list(moved.links) == [made]
        assert moved.get(who.id).start == who.start - 6  # type: ignore[union-attr]


def test_the_ends_of_a_link_are_checked(store: Store) -> None:
    who, quote = add(store, "张三", "PER", 1), add(store, "“责任重于泰山。”", "QUOTE")
    other, place = add(store, "张三", "PER"), add(store, "东营市", "LOC")
    labels = store.project.labels
    assert [one.name for one in candidates(labels, who, quote)[0]] == ["speaker", "says"]
    assert candidates(labels, quote, who)[1]
    assert [one.name for one in candidates(labels, who, other)[0]] == ["same"]
    with pytest.raises(JiaozhuError, match="goes from PER to LOC; there are speaker says same"):
        candidates(labels, who, place)
    with pytest.raises(JiaozhuError, match="linked to itself"):
        candidates(labels, who, who)
    made = link(store, who.id, other.id, "same")
    assert link(store, other.id, who.id, "same") == made
    for source, target, kind, says in (
        (quote.id, who.id, "speaker", "does not go from QUOTE to PER"),
        (who.id, quote.id, "none", "no link 'none' in labels.toml; there are speaker says same"),
        (who.id, who.id, "same", "to itself"),
        (who.id, str(new_id()), "same", "no span"),
    ):
        with pytest.raises(JiaozhuError, match=says):
            link(store, source, target, kind)
    assert len(store.links) == 1


def test_attributes_are_checked_kept_and_undone(store: Store) -> None:
    who = add(store, "张三", "PER")
    store.set_attributes(who.id, {"DIFF": True, "sex": "f"})
    store.set_attributes(who.id, {"title": "记者"})
    assert store.get(who.id).attributes == {"DIFF": True, "sex": "f", "title": "记者"}  # type: ignore[union-attr]
    assert store.set_attributes(who.id, {"sex": "f"}) == ()  # it is so already
    step = store.last_step()
    assert step is not None
    assert (step.did, step.attributes) == (Did.ATTRIBUTES, {"title": "记者"})
    store.set_attributes(who.id, {"DIFF": False, "title": ""})
    with reopened(store) as again:
        assert again.get(who.id).attributes == {"sex": "f"}  # type: ignore[union-attr]
        again.undo()
        assert again.get(who.id).attributes == {"DIFF": True, "sex": "f", "title": "记者"}  # type: ignore[union-attr]
        again.relabel(who.id, "LOC")
        assert again.get(who.id).attributes == {"DIFF": True}  # type: ignore[union-attr]
        again.undo()
        assert again.get(who.id).attributes["sex"] == "f"  # type: ignore[union-attr]
        for values, says in (
            ({"sex": "x"}, "sex is one of f, m, not 'x'"),
            ({"DIFF": "yes"}, "DIFF is true or false"),
            ({"title": 3}, "title is a text in quotes"),
            ({"title": "\ud800"}, "half a character"),
            ({"mood": "bad"}, "PER has no attribute 'mood' in labels.toml"),
        ):
            with pytest.raises(JiaozhuError, match=says):
                again.set_attributes(who.id, values)  # type: ignore[arg-type]


def test_labels_and_note_of_a_page(store: Store) -> None:
    add(store, "张三", "PER")
    store.set_page_labels(["report"])
    store.set_page_note("看一下")
    store.set_done(True)
    with reopened(store) as again:
        assert (again.page.labels, again.page.note, again.done) == (("report",), "看一下", True)
        with pytest.raises(JiaozhuError, match="no page label 'poem'"):
            again.set_page_labels(["poem"])
        seen = progress(again.project, DOC)
        assert (seen.spans, seen.done, seen.labels, seen.note) == (1, True, ("report",), "看一下")
        again.undo()
        again.undo()
        assert (again.page.labels, again.page.note, again.done) == (("report",), "", False)
        assert progress(again.project, DOC).note == ""
        again.set_page_labels([])
    assert progress(store.project, DOC).labels == ()


def test_stock_tinydb_and_later_versions_can_read_and_write_it(store: Store) -> None:
    who, quote = add(store, "张三", "PER", 1), add(store, "“责任重于泰山。”", "QUOTE")
    made = link(store, who.id, quote.id, "speaker")
    store.set_attributes(who.id, {"DIFF": True})
    store.close()
    path = store.project.file(DOC)
    with TinyDB(path, encoding="utf-8") as plain:
        (record,) = plain.table(LINKS).all()
        assert (record["type"], record["from"], record["to"]) == ("speaker", who.id, quote.id)
    tables = json.loads(path.read_text(encoding="utf-8"))
    tables[LINKS][key_of(made.id)]["weight"] = 3
    tables["spans"][key_of(who.id)]["attributes"]["rank"] = 7
    path.write_text(json.dumps(tables), encoding="utf-8")
    with Store.open(store.project, DOC, store.edition) as again:
        assert next(iter(again.links)).extra == {"weight": 3}
        again.set_attributes(who.id, {"sex": "f"})
        assert again.get(who.id).attributes == {"DIFF": True, "rank": 7, "sex": "f"}  # type: ignore[union-attr]
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept[LINKS][key_of(made.id)]["weight"] == 3


GOOD = {"type": "a", "from": str(new_id()), "to": str(new_id()), "by": "lin", "created": "now"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"type": 3}, "its type is no text"),
        ({"from": "x"}, "its from is no id"),
        ({"to": GOOD["to"].upper()}, "its to is no id"),
        ({"created": None}, "its created is no text"),
    ],
)
def test_a_wrong_link_is_refused(change: dict[str, Any], says: str) -> None:
    check_link(GOOD)
    with pytest.raises(ValueError, match=says):
        check_link({**GOOD, **change})


def test_wrong_attributes_and_pages_are_refused(store: Store) -> None:
    record = add(store, TEXT[:5], "LOC").record()
    check_record({**record, "attributes": {"a": 1.5}})
    for wrong in ([], "x", {"a": None}, {"a": []}):
        with pytest.raises(ValueError, match="its attributes"):
            check_record({**record, "attributes": wrong})
    for page, says in (
        ({"labels": "x"}, "its labels"),
        ({"labels": [1]}, "its labels"),
        ({"note": 1}, "its note"),
        ({"done": "yes"}, "its done"),
    ):
        with pytest.raises(ValueError, match=says):
            check_page(page)


def test_links_are_found_by_both_ends() -> None:
    ids = [str(new_id()) for _ in range(4)]
    one = Link(ids[0], "a", ids[1], ids[2], "lin", "")
    links = Links([one])
    links.put(Link(ids[0], "a", ids[1], ids[3], "lin", ""))
    assert links.of(ids[2]) == []
    assert len(links.of(ids[1])) == len(links.of(ids[3])) == len(links) == 1
    links.discard(ids[0])
    links.discard(ids[0])
    assert not len(links)
    assert links.of(ids[1]) == []
