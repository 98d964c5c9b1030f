"""The hits of a project: in which order, which of them, and what is said of each."""

from __future__ import annotations

from tests.study.conftest import number, tag
from tui.annotate.project import Project
from tui.study.concordance import Concordance, Counts, Hit, Order, Show, State
from tui.study.index import Index
from tui.text.fold import fold
from tui.text.query import Query

WORDS = "牡丹晚报"


def made(index: Index, label: str = "", first: str = "a.txt", words: str = WORDS) -> Concordance:
    found = Concordance(index, Query(words), label, number(index, first))
    found.gather_all()
    return found


def said(found: Concordance) -> list[tuple[str, str, str, str]]:
    rows = []
    for hit in found.shown:
        left, node, right = found.contexts(hit, 3)
        rows.append((found.index.name(hit.page), left, node, right))
    return rows


def test_all_hits_in_either_script_the_first_page_first(index: Index) -> None:
    found = made(index, first="b.txt")
    assert [name for name, *_ in said(found)] == [
        *["b.txt", "a.txt", "a.txt", "a.txt", "d.txt", "d.txt", "e.txt"]
    ]
    assert said(found)[:4] == [
        ("b.txt", "今天的", "牡丹晚报", "没有登"),
        ("a.txt", "", "牡丹晚报", "记者报"),
        ("a.txt", "台湾的", "牡丹晚报", "很好。"),
        ("a.txt", "", "牡丹晚报", "又来了"),
    ]
    assert said(found)[-1] == ("e.txt", "臺灣的", "牡丹晚報", "沒有說")
    assert found.counts == Counts(7, 0, 0, 0)


def test_sorted_by_context_the_same_stand_together(index: Index) -> None:
    found = made(index)
    found.arrange(Order.LEFT)
    lefts = [left for _, left, _, _ in said(found)]
    assert abs(lefts.index("台湾的") - lefts.index("臺灣的")) == 1
    found.arrange(Order.RIGHT)
    rights = [fold(right[:1]) for _, _, _, right in said(found)]
    assert rights == sorted(rights)


def test_states_and_filters(index: Index) -> None:
    tag(index, "a.txt", WORDS, "ORG")
    tag(index, "a.txt", WORDS, "ORG", 1)
    tag(index, "d.txt", WORDS, "PER")
    tag(index, "b.txt", "晚报", "ORG")  # inside a hit: says nothing of it
    index.load()
    found = made(index, "ORG")
    assert found.counts == Counts(7, 2, 1, 0)
    found.arrange(show=Show.CONFLICTS)
    assert [name for name, *_ in said(found)] == ["d.txt"]
    assert found.state(found.shown[0]) is State.CONFLICT
    found.arrange(show=Show.OPEN)
    assert len(found.shown) == 4
    # Nobody said which label: the one most have is right, the other a conflict.
    assert made(index).counts == Counts(7, 2, 1, 0)
    found.label = "PER"
    assert found.counts == Counts(7, 1, 2, 0)


def test_a_sample_is_drawn_again_by_its_seed(index: Index) -> None:
    found, again = made(index), made(index)
    found.sample = again.sample = (3, 7)
    assert list(found.shown) == list(again.shown)
    assert len(found.shown) == 3
    seeds = set()
    for seed in range(9):
        found.sample = (3, seed)
        seeds.add(tuple(found.shown))
    assert len(seeds) > 1
    found.sample = None
    assert len(found.shown) == 7


def test_a_page_that_changes_is_searched_again(index: Index, project: Project) -> None:
    found = made(index)
    (project.root / "c.txt").write_text("现在有牡丹晚报了。\n", encoding="utf-8")
    (project.root / "b.txt").write_text("没有了。\n", encoding="utf-8")
    changed = [page for page in index.update() if found.gather(page)]
    assert {index.name(page) for page in changed} == {"b.txt", "c.txt"}
    assert found.counts.hits == 7
    assert list(index.update()) == []


def test_a_page_that_cannot_be_read_is_a_problem_and_no_more(project: Project) -> None:
    (project.root / "b.txt").unlink()
    (project.root / "b.txt").symlink_to(project.root / "nowhere")
    index = Index.of(project)
    index.load()
    assert made(index).counts.hits == 6


def test_only_some_pages(index: Index) -> None:
    found = Concordance(index, Query(WORDS), of=[number(index, "d.txt")])
    found.gather_all()
    assert len(found) == 2
    assert found.shown[0] == Hit(number(index, "d.txt"), 0, 4)
