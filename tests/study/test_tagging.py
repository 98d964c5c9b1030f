"""Deciding on hits: what is written on which page, and how it is taken back."""

from __future__ import annotations

from tests.study.conftest import number, spans, tag
from tests.study.test_concordance import WORDS, made
from tui.annotate.store import Store
from tui.study.concordance import Concordance, Counts, Hit, Show
from tui.study.index import Index, Lent
from tui.study.notes import Notes
from tui.study.tagging import Act, Decision, Outcome, Tagging


def decide(
    tagging: Tagging, found: Concordance, act: Act, hits: list[Hit] | None = None
) -> Outcome:
    decision = Decision(act, found.label, str(found.query))
    outcome = tagging.decide(decision, found.shown if hits is None else hits)
    for page in outcome.pages:
        found.noted(page)
    return outcome


def test_all_at_once_and_back_on_every_page(index: Index) -> None:
    found, tagging = made(index, "ORG"), Tagging(index)
    outcome = decide(tagging, found, Act.TAG)
    assert (outcome.changed, len(outcome.pages)) == (7, 4)
    assert found.counts == Counts(7, 7, 0, 0)
    assert spans(index, "b.txt") == [("ORG", WORDS, "concordance")]
    assert len(spans(index, "a.txt")) == 3
    assert decide(tagging, found, Act.TAG).same == 7
    assert tagging.steps == 1
    assert len(tagging.undo().pages) == 4
    assert spans(index, "a.txt") == spans(index, "b.txt") == []
    assert tagging.steps == 0


def test_what_one_call_does_on_a_page_is_one_step_there(index: Index) -> None:
    found, tagging = made(index, "ORG"), Tagging(index)
    for hit in list(found.shown):
        decide(tagging, found, Act.TAG, [hit])
    assert tagging.steps == 7
    tagging.undo()
    assert spans(index, "e.txt") == []
    tagging.undo()
    assert len(spans(index, "d.txt")) == 1
    with Store.open(index.project, "a.txt", index.edition(number(index, "a.txt"))) as store:
        assert store.steps == (1, 0)
        store.undo()
        assert store.spans() == []


def test_what_was_done_before_is_no_part_of_the_step(index: Index) -> None:
    tag(index, "a.txt", "记者", "ROLE")
    index.load()
    found, tagging = made(index, "ORG"), Tagging(index)
    for _ in range(2):
        decide(tagging, found, Act.TAG)
        tagging.undo()
    decide(tagging, found, Act.TAG)
    with Store.open(index.project, "a.txt", index.edition(number(index, "a.txt"))) as store:
        store.undo()
        assert [span.label for span in store.spans()] == ["ROLE"]


def test_taking_back_may_be_stopped_and_gone_on_with(index: Index) -> None:
    found, tagging = made(index, "ORG"), Tagging(index)
    decide(tagging, found, Act.TAG)
    steps = tagging.undoing(Outcome())
    next(steps)
    steps.close()
    assert spans(index, "a.txt") == []
    assert len(spans(index, "b.txt")) == 1
    tagging.undo()
    assert spans(index, "b.txt") == spans(index, "e.txt") == []
    assert tagging.steps == 0


def test_the_query_is_kept_with_the_span(index: Index) -> None:
    found, tagging = made(index, "ORG"), Tagging(index)
    decide(tagging, found, Act.TAG)
    span = index.notes(number(index, "b.txt")).spans[0]
    assert span.extra == {"concordance": {"query": WORDS}}
    assert span.by == "lin"


def test_rejected_hits_are_not_offered_again(index: Index) -> None:
    found, tagging = made(index, "ORG"), Tagging(index)
    hit = found.shown[1]
    decide(tagging, found, Act.REJECT, [hit])
    found.reject_here([hit])
    assert hit in found.shown  # to be seen until the concordance is left
    assert found.counts == Counts(7, 0, 0, 1)
    again = made(index, "ORG")
    assert hit not in again.shown
    again.arrange(show=Show.REJECTED)
    assert list(again.shown) == [hit]
    assert made(index, "PER").counts.rejected == 0  # it may be that
    tagging.undo()
    assert hit in made(index, "ORG").shown


def test_tagging_goes_against_an_earlier_rejection(index: Index) -> None:
    found, tagging = made(index, "ORG"), Tagging(index)
    hit = found.shown[0]
    decide(tagging, found, Act.REJECT, [hit])
    decide(tagging, found, Act.TAG, [hit])
    assert found.counts == Counts(7, 1, 0, 0)
    decide(tagging, found, Act.REJECT, [hit])  # and the other way
    assert found.counts == Counts(7, 0, 0, 1)
    assert spans(index, "a.txt") == []


def test_other_labels_stay_unless_they_are_asked_for(index: Index) -> None:
    tag(index, "d.txt", WORDS, "PER")
    index.load()
    found, tagging = made(index, "ORG"), Tagging(index)
    outcome = decide(tagging, found, Act.TAG)
    assert (outcome.changed, outcome.other) == (6, 1)
    assert decide(tagging, found, Act.REJECT).other == 1
    tagging.undo()
    found.arrange(show=Show.CONFLICTS)
    decide(tagging, found, Act.RELABEL)
    assert [label for label, *_ in spans(index, "d.txt")] == ["ORG", "ORG"]
    tagging.undo()
    assert [label for label, *_ in spans(index, "d.txt")] == ["PER", "ORG"]
    found.arrange(show=Show.HITS)
    assert decide(tagging, found, Act.REMOVE).changed == 7
    assert spans(index, "d.txt") == []


def test_done_and_locked_pages_are_left_alone_and_told(index: Index) -> None:
    done, locked = number(index, "d.txt"), number(index, "b.txt")
    with Store.open(index.project, "d.txt", index.edition(done)) as store:
        store.set_done(True)
    index.load()
    found, tagging = made(index, "ORG"), Tagging(index)
    with Store.open(index.project, "b.txt", index.edition(locked)):
        outcome = decide(tagging, found, Act.TAG)
    assert outcome.changed == 4
    assert outcome.done == [done]
    assert "being annotated" in outcome.refused[locked]
    assert spans(index, "d.txt") == []


def test_a_page_that_is_open_is_written_through_its_store(index: Index) -> None:
    page = number(index, "a.txt")
    text = index.text(page)
    assert text is not None
    with Store.open(index.project, "a.txt", index.edition(page)) as store:
        index.lend(page, Lent(text, store, lambda: Notes.of(store)))
        found, tagging = made(index, "ORG"), Tagging(index)
        assert decide(tagging, found, Act.TAG).changed == 7
        assert len(store.spans()) == 3
        store.add(0, 2, "PER")
        outcome = tagging.undo()  # something came after it
        assert page in outcome.refused
        assert len(store.spans()) == 4
        assert spans(index, "b.txt") == []
        index.lend(page, Lent(text, None, lambda: Notes.of(store)))
        assert page in decide(tagging, found, Act.TAG).refused
    index.lend(page, None)


def test_a_text_that_changed_meanwhile_is_not_tagged_at_random(index: Index) -> None:
    found, tagging = made(index, "ORG"), Tagging(index)
    path = index.project.root / "b.txt"
    path.write_text("改过的牡丹晚报。\n", encoding="utf-8")
    outcome = decide(tagging, found, Act.TAG)
    assert outcome.changed == 6
    assert "another text" in outcome.refused[number(index, "b.txt")]


def test_it_may_be_stopped_between_pages(index: Index) -> None:
    found, tagging, outcome = made(index, "ORG"), Tagging(index), Outcome()
    steps = tagging.deciding(Decision(Act.TAG, "ORG", "q"), found.shown, outcome)
    assert [next(steps), next(steps)] == [(1, 4), (2, 4)]
    steps.close()
    assert len(outcome.pages) == 2
    assert tagging.undo().pages == outcome.pages
    assert spans(index, "a.txt") == spans(index, "b.txt") == []
