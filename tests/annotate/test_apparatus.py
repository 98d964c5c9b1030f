"""The apparatus on real stores: decisions, undo, spans that follow, other annotators."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.annotate.helpers import edition, project
from tui.annotate.anchor import Fitter
from tui.annotate.apparatus import Apparatus
from tui.annotate.collation import Collation, Entry
from tui.annotate.decision import DECISIONS, from_record
from tui.annotate.editions import collate, decisions_of, edition_for, repaired
from tui.annotate.project import Project
from tui.annotate.span import Anchor
from tui.annotate.store import NotSaved, Store
from tui.errors import JiaozhuError
from tui.repair.pipeline import settle
from tui.text.edit import Edit, State
from tui.text.edition import Edition
from tui.text.source import Source, decode

DOC = "news/page.txt"
TEXT = "市委(wěi)组织部,印发意见.张三(sān)说,大家都要重视疫情防空工作的。\n另一段在这里"


def base_edition(text: str = TEXT) -> Edition:
    """A page with edits made and proposed."""
    source = Source("page.txt", text, text.encode(), "utf-8")

    def edit(old: str, new: str, rule: str, state: State, confidence: float = 0.9) -> Edit:
        start = text.index(old)
        return Edit(start, start + len(old), old, new, rule, confidence, "why", state)

    end = len(text)
    return settle(
        source,
        [
            edit("(wěi)", "", "pinyin", State.APPLIED),
            edit("(sān)", "", "pinyin", State.PROPOSED, 0.6),
            edit(",印", "，印", "punctuation", State.APPLIED),
            edit(".张", "。张", "punctuation", State.APPLIED),
            edit(",大", "，大", "punctuation", State.PROPOSED, 0.4),
            edit("防空", "防控", "lookalike", State.PROPOSED),
            Edit(end, end, "", "。", "stops", 0.97, "no stop", State.APPLIED),
        ],
    )


@pytest.fixture
def apparatus(tmp_path: Path) -> Iterator[Apparatus]:
    opened = Apparatus.open(project(tmp_path), DOC, base_edition())
    with opened.store:
        yield opened


def named(apparatus: Apparatus | Collation, old: str) -> Edit:
    edits = apparatus.edition.edits
    return next(edit for edit in edits if edit.old == old)


def reopened(apparatus: Apparatus) -> Apparatus:
    apparatus.store.close()
    return Apparatus.open(apparatus.store.project, DOC, apparatus.base)


def test_before_anybody_decides_the_page_is_as_the_repairs_left_it(apparatus: Apparatus) -> None:
    assert apparatus.edition == apparatus.base
    assert apparatus.unplaced == ()
    assert apparatus.store.steps == (0, 0)


def test_accepting_rejecting_and_adding_make_the_text(apparatus: Apparatus) -> None:
    start = "市委组织部，印发意见。张三(sān)说,大家都要重视疫情防空工作的。\n另一段在这里。"
    assert apparatus.edition.text == start
    apparatus.accept(named(apparatus, "防空"))
    assert apparatus.edition.text == start.replace("防空", "防控")
    apparatus.reject(named(apparatus, "(wěi)"))
    assert apparatus.edition.text.startswith("市委(wěi)组织部，")
    at = apparatus.edition.text.index("重视")
    entry = apparatus.add(at, at + 2, "重點", "同名")
    assert apparatus.edition.text[entry.start : entry.end] == "重點"
    assert (entry.edit.rule, entry.edit.state, entry.edit.evidence) == ("own", "added", "同名")
    assert entry.decision is not None
    assert (entry.decision.by, entry.decision.at[-1]) == ("lin", "Z")
    states = {edit.old: edit.state for edit in apparatus.edits}
    assert states["防空"] is State.APPLIED
    assert states["(wěi)"] is State.REJECTED
    # Blocks are those of the text as it is now.
    assert apparatus.edition.blocks[-1].end == len(apparatus.edition.text)
    assert apparatus.store.edition is apparatus.edition


def test_decisions_are_plain_records_beside_the_spans(apparatus: Apparatus) -> None:
    apparatus.accept(named(apparatus, "防空"))
    apparatus.store.close()
    tables = json.loads(apparatus.store.project.file(DOC).read_text("utf-8"))
    (record,) = tables[DECISIONS].values()
    at = TEXT.index("防空")
    assert (record["start"], record["end"]) == (at, at + 2)
    assert (record["old"], record["new"], record["rule"]) == ("防空", "防控", "lookalike")
    assert (record["state"], record["was"], record["by"]) == ("applied", "proposed", "lin")
    assert record["prefix"] == TEXT[max(0, at - 32) : at]
    assert record["suffix"] == TEXT[at + 2 : at + 34]
    assert len(record["source"]) == 16


def test_each_decision_is_one_step_and_the_edition_follows_undo(apparatus: Apparatus) -> None:
    texts = [apparatus.edition.text]
    for act in (
        lambda: apparatus.accept(named(apparatus, "防空")),
        lambda: apparatus.reject_rule("punctuation"),
        lambda: apparatus.accept_rule("pinyin"),
        lambda: apparatus.add(0, 2, "县委"),
        lambda: apparatus.withdraw(named(apparatus, "防空")),
    ):
        act()
        texts.append(apparatus.edition.text)
    assert len(set(texts)) == len(texts)
    assert apparatus.store.steps == (5, 0)
    for text in reversed(texts[:-1]):
        (*_, change) = apparatus.store.undo()
        assert change.table == DECISIONS
        assert apparatus.edition.text == apparatus.store.edition.text == text
    assert apparatus.edition == apparatus.base
    for text in texts[1:]:
        apparatus.store.redo()
        assert apparatus.edition.text == text
    again = reopened(apparatus)
    assert again.edition == apparatus.edition
    again.store.undo()
    assert again.edition.text == texts[-2]
    again.store.close()


def test_a_decision_can_be_changed_and_is_still_one_record(apparatus: Apparatus) -> None:
    apparatus.accept(named(apparatus, "防空"))
    apparatus.reject(named(apparatus, "防空"))
    assert named(apparatus, "防空").state is State.REJECTED
    assert len(apparatus.store.table(DECISIONS)) == 1
    decision = apparatus.collation.decision(named(apparatus, "防空"))
    assert decision is not None
    assert decision.was == "proposed"


def test_a_whole_rule_at_once_leaves_what_is_doubtful_or_decided(apparatus: Apparatus) -> None:
    apparatus.reject(named(apparatus, ",印"))
    assert apparatus.accept_rule("punctuation") == 1  # confirmed: 。张; left: the doubtful ，大
    states = {edit.old: edit.state for edit in apparatus.edits}
    assert states[",印"] is State.REJECTED
    assert states[",大"] is State.PROPOSED
    assert apparatus.reject_rule("pinyin") == 2
    assert "(wěi)" in apparatus.edition.text
    assert apparatus.accept_rule("nothing-of-the-kind") == 0


def test_of_alternatives_at_most_one_is_accepted_at_once(tmp_path: Path) -> None:
    source = Source("page.txt", "甲乙丙", "甲乙丙".encode(), "utf-8")
    edits = [
        Edit(1, 2, "乙", new, "lookalike", share, "", State.PROPOSED)
        for new, share in (("子", 0.6), ("丑", 0.55))
    ]
    with (opened := Apparatus.open(project(tmp_path), DOC, settle(source, edits))).store:
        assert opened.accept_rule("lookalike") == 1
        assert opened.edition.text in ("甲子丙", "甲丑丙")
        assert sorted(edit.state for edit in opened.edits) == ["applied", "rejected"]


def test_an_own_edit_that_is_what_the_repairs_propose_accepts_it(apparatus: Apparatus) -> None:
    at = apparatus.edition.text.index("防空")
    entry = apparatus.add(at, at + 2, "防控")
    assert (entry.edit.rule, entry.edit.state) == ("lookalike", State.APPLIED)


def test_writing_what_the_source_has_rejects_what_was_made_of_it(apparatus: Apparatus) -> None:
    at = apparatus.edition.text.index("，印")
    apparatus.add(at, at + 2, ",印")
    assert named(apparatus, ",印").state is State.REJECTED
    assert not any(edit.rule == "own" for edit in apparatus.edits)


def test_an_edit_that_is_cut_is_written_anew_with_the_rest_of_what_it_wrote(
    apparatus: Apparatus,
) -> None:
    at = apparatus.edition.text.index("张三")
    entry = apparatus.add(at, at + 2, "李四")
    assert (entry.edit.old, entry.edit.new) == (".张三", "。李四")
    assert named(apparatus, ".张").state is State.REJECTED


def test_writing_over_an_own_edit_replaces_it(apparatus: Apparatus) -> None:
    apparatus.add(0, 2, "县委")
    apparatus.add(1, 2, "府")
    assert apparatus.edition.text.startswith("县府组织部")
    assert [e.new for e in apparatus.edits if e.rule == "own"] == ["县府"]
    apparatus.store.undo()
    assert apparatus.edition.text.startswith("县委组织部")
    apparatus.reject(next(e for e in apparatus.edits if e.rule == "own"))
    assert apparatus.edition == apparatus.base


def test_going_back_to_the_source_under_an_own_edit(apparatus: Apparatus) -> None:
    text = apparatus.edition.text
    end = text.index("。张") + 2
    apparatus.add(0, end, "全都改了")
    assert apparatus.edition.text == "全都改了" + text[end:]
    apparatus.add(0, 4, TEXT[: TEXT.index(".张") + 2])
    assert apparatus.edition.text == TEXT[: TEXT.index(".张") + 2] + text[end:]


@pytest.mark.parametrize(
    ("start", "end", "new"),
    [
        (-1, 2, "x"),
        (3, 2, "x"),
        (0, 10_000, "x"),
        (0, 2, "市委"),
        (0, 1, "\x1b[2J"),
        (0, 1, "\ud800"),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(
    apparatus: Apparatus, start: int, end: int, new: str
) -> None:
    with pytest.raises(JiaozhuError):
        apparatus.add(start, end, new)
    assert apparatus.store.steps == (0, 0)


# --- spans ---------------------------------------------------------------------------------------


def test_spans_move_with_the_edition_and_one_whose_text_changed_is_flagged(
    apparatus: Apparatus,
) -> None:
    store = apparatus.store
    text = apparatus.edition.text
    moved = store.add(text.index("另一段"), text.index("另一段") + 3, "ORG")
    hit = store.add(text.index("疫情"), text.index("工作"), "ORG")
    apparatus.reject(named(apparatus, "(wěi)"))
    apparatus.accept(named(apparatus, "防空"))
    after = store.get(moved.id)
    assert after is not None
    assert apparatus.edition.text[after.start : after.end] == "另一段" == after.quote
    assert after.start == moved.start + 5
    assert after.anchor is Anchor.FIRM
    flagged = store.get(hit.id)
    assert flagged is not None
    assert (flagged.quote, flagged.was, flagged.anchor) == ("疫情防控", "疫情防空", Anchor.CHANGED)
    store.undo()
    store.undo()
    back = store.get(hit.id)
    assert back is not None
    assert (back.start, back.quote, back.anchor) == (hit.start, "疫情防空", Anchor.FIRM)
    assert store.get(moved.id) == moved


def test_undo_goes_through_spans_and_decisions_alike(apparatus: Apparatus) -> None:
    store = apparatus.store
    span = store.add(0, 2, "ORG")
    apparatus.reject(named(apparatus, "(wěi)"))
    later = store.add(7, 10, "ORG")
    assert later.quote == "组织部"
    store.undo()
    store.undo()
    assert apparatus.edition == apparatus.base
    store.redo()
    store.redo()
    again = store.get(later.id)
    assert again is not None
    assert (again.start, again.quote) == (7, "组织部")
    assert store.get(span.id) is not None


def test_a_span_on_text_that_was_taken_out_is_listed_and_comes_back(apparatus: Apparatus) -> None:
    store = apparatus.store
    at = apparatus.edition.text.index("另一段")
    span = store.add(at, at + 3, "ORG")
    apparatus.add(at, at + 3, "")
    assert [lost.id for lost in store.lost] == [span.id]
    store.undo()
    assert store.get(span.id) == span


@pytest.mark.parametrize("ended", ["closed", "killed", "full"])
def test_places_that_were_not_written_are_found_again(
    apparatus: Apparatus, ended: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = apparatus.store
    span = store.add(apparatus.edition.text.index("另一段"), len(apparatus.edition.text), "ORG")
    log = store.project.file(DOC).with_suffix(".log")
    apparatus.reject(named(apparatus, "(wěi)"))
    size = log.stat().st_size
    assert size < 3000  # a decision does not write what follows from it
    moved = store.get(span.id)
    assert moved is not None
    if ended == "killed":
        store._storage.abandon()
    elif ended == "full":
        monkeypatch.setattr(store._storage, "_append", _no_space)
    store.close()
    monkeypatch.undo()
    again = Apparatus.open(store.project, DOC, apparatus.base)
    assert again.edition.text.startswith("市委(wěi)")
    assert again.store.get(span.id) == moved
    assert moved.start == span.start + 5
    again.store.undo()
    assert again.store.get(span.id) == span
    again.store.close()


def _no_space(*_: object) -> None:
    raise NotSaved("Not saved: no space.")


def test_a_span_changed_after_it_moved_can_be_put_back(apparatus: Apparatus) -> None:
    store = apparatus.store
    span = store.add(apparatus.edition.text.index("另一段"), len(apparatus.edition.text), "ORG")
    apparatus.reject(named(apparatus, "(wěi)"))
    store.relabel(span.id, "LOC")
    store.set_note(span.id, "看")
    store.undo()
    store.undo()
    moved = store.get(span.id)
    assert moved is not None
    assert (moved.start, moved.label) == (span.start + 5, "ORG")
    store.undo()
    assert store.get(span.id) == span
    store.undo()
    assert len(store) == 0
    for _ in range(4):
        store.redo()
    again = store.get(span.id)
    assert again is not None
    assert (again.start, again.label, again.note) == (span.start + 5, "LOC", "看")


# --- opening, other versions, others -------------------------------------------------------------


def test_opening_does_not_move_spans_that_are_in_place(apparatus: Apparatus) -> None:
    apparatus.reject(named(apparatus, "(wěi)"))
    apparatus.store.add(7, 10, "ORG")
    apparatus.store.close()
    path = apparatus.store.project.file(DOC)
    before = path.read_bytes()
    again = Apparatus.open(apparatus.store.project, DOC, apparatus.base)
    assert not again.store.report
    again.store.close()
    assert path.read_bytes() == before


def test_decisions_outlive_a_version_that_finds_nothing(apparatus: Apparatus) -> None:
    apparatus.accept(named(apparatus, "防空"))
    apparatus.reject(named(apparatus, "(wěi)"))
    apparatus.add(0, 2, "县委")
    apparatus.store.close()
    bare = settle(apparatus.base.source, [])
    again = Apparatus.open(apparatus.store.project, DOC, bare)
    assert again.edition.text == TEXT.replace("防空", "防控").replace("市委", "县委")
    assert again.unplaced == ()
    again.store.close()


def test_decisions_follow_a_page_that_was_fetched_again(apparatus: Apparatus) -> None:
    apparatus.accept(named(apparatus, "防空"))
    apparatus.reject(named(apparatus, "(wěi)"))
    apparatus.store.close()
    later = base_edition("新标题\n" + TEXT + "还有")
    again = Apparatus.open(apparatus.store.project, DOC, later)
    assert "防控" in again.edition.text
    assert "(wěi)" in again.edition.text
    decision = again.collation.decision(named(again, "防空"))
    assert decision is not None
    # Decided again, it is of the source as it is now.
    again.reject(named(again, "防空"))
    renewed = again.collation.decision(named(again, "防空"))
    assert renewed is not None
    assert (renewed.id, renewed.start) == (decision.id, decision.start + 4)
    assert renewed.source != decision.source
    again.store.close()
    other = Apparatus.open(apparatus.store.project, DOC, edition("完全不同的一页，别的内容。"))
    assert len(other.unplaced) == 2
    other.forget(other.unplaced[0])
    assert len(other.unplaced) == 1
    other.store.undo()
    assert len(other.unplaced) == 2
    other.store.close()


def test_a_pull_that_brings_decisions_changes_the_edition(apparatus: Apparatus) -> None:
    span = apparatus.store.add(
        apparatus.edition.text.index("另"), len(apparatus.edition.text), "ORG"
    )
    apparatus.store.idle()
    apparatus.store.close()
    path = apparatus.store.project.file(DOC)
    elsewhere = path.read_bytes()
    first = Apparatus.open(apparatus.store.project, DOC, apparatus.base)
    first.reject(named(first, "(wěi)"))
    first.store.close()
    pulled = path.read_bytes()
    path.write_bytes(elsewhere)
    path.with_suffix(".log").unlink()
    again = Apparatus.open(apparatus.store.project, DOC, apparatus.base)
    assert again.edition == apparatus.base
    path.write_bytes(pulled)
    again.store.idle()
    assert again.edition.text.startswith("市委(wěi)")
    moved = again.store.get(span.id)
    assert moved is not None
    assert (moved.start, moved.anchor) == (span.start + 5, Anchor.FIRM)
    again.store.close()


def test_a_layer_shows_on_the_edition_of_who_looks(tmp_path: Path) -> None:
    lin = project(tmp_path, "lin")
    theirs = Apparatus.open(lin, DOC, base_edition())
    theirs.reject(named(theirs, "(wěi)"))
    theirs.add(0, 0, "县")
    text = theirs.edition.text
    theirs.store.add(text.index("另"), text.index("另") + 3, "ORG")
    theirs.store.close()
    wang = replace(lin, annotator="wang")
    mine = Apparatus.open(wang, DOC, base_edition())
    assert mine.edition == mine.base
    (layer,) = Store.layers(wang, DOC, mine.edition)
    (span,) = layer.spans()
    assert mine.edition.text[span.start : span.end] == "另一段"
    mine.store.close()


def test_the_one_place_to_ask_gives_each_annotator_their_text(tmp_path: Path) -> None:
    lin = project(tmp_path, "lin")
    source = decode("近日,市委(宣传部)印发,意见,好,办法,的,全文,如下,。".encode(), "page.txt")
    base = repaired(source, lin)
    assert edition_for(lin, DOC, source) == base
    opened = Apparatus.open(lin, DOC, base)
    opened.add(0, 2, "昨日")
    opened.store.close()
    assert edition_for(lin, DOC, source).text.startswith("昨日，市委")
    assert edition_for(lin, DOC, source, "wang") == base
    assert edition_for(replace(lin, annotator="wang"), DOC, source, "lin").text.startswith("昨日")
    assert len(decisions_of(lin, DOC)) == 1
    assert collate(lin, DOC, base).decision(named(opened, "近日")) is not None


def test_a_project_can_switch_a_rule_off(tmp_path: Path) -> None:
    lin = project(tmp_path, "lin")
    source = decode("近日,市委(宣传部)印发,意见,好,办法,的,全文,如下,。".encode(), "page.txt")
    (lin.folder / "repairs.toml").write_text('[rules]\npunctuation = "propose"\n', "utf-8")
    page = repaired(source, lin)
    assert page.text == source.text
    assert {edit.state for edit in page.edits} == {State.PROPOSED}
    (lin.folder / "repairs.toml").write_text('[rules]\npunctuation = "often"\n', "utf-8")
    with pytest.raises(JiaozhuError, match=r"repairs\.toml: rules: punctuation must be off"):
        repaired(source, lin)


# --- walking -------------------------------------------------------------------------------------


def walk(collation: Collation, *, proposals: bool) -> list[Entry]:
    found: list[Entry] = []
    entry = collation.next(0, proposals=proposals)
    while entry is not None:
        found.append(entry)
        entry = collation.next(0, entry, proposals=proposals)
    return found


def test_every_edit_is_met_once_forwards_and_backwards(apparatus: Apparatus) -> None:
    collation = apparatus.collation
    forwards = walk(collation, proposals=False)
    assert forwards == list(collation.entries)
    assert len(forwards) == len(apparatus.edits)
    backwards: list[Entry] = []
    entry = collation.previous(10_000)
    while entry is not None:
        backwards.append(entry)
        entry = collation.previous(0, entry)
    assert backwards[::-1] == forwards
    open_ones = walk(collation, proposals=True)
    assert [entry.edit.old for entry in open_ones] == ["(sān)", ",大", "防空"]
    text = apparatus.edition.text
    assert [text[entry.start : entry.end] for entry in open_ones] == ["(sān)", ",大", "防空"]
    made = [entry for entry in forwards if entry.edit.applied]
    assert all(text[entry.start : entry.end] == entry.edit.new for entry in made)


def test_the_next_proposal_after_one_that_was_decided(apparatus: Apparatus) -> None:
    first = apparatus.collation.next(0, proposals=True)
    assert first is not None
    apparatus.accept(first.edit)
    second = apparatus.collation.next(0, first, proposals=True)
    assert second is not None
    assert second.edit.old == ",大"
    before = apparatus.collation.previous(0, second)
    assert before is not None
    assert before.edit.old == "(sān)"


def test_what_touches_a_stretch(apparatus: Apparatus) -> None:
    collation = apparatus.collation
    at = apparatus.edition.text.index("，印")
    assert [entry.edit.old for entry in collation.between(at, at + 1)] == [",印"]
    assert [entry.edit.old for entry in collation.between(2, 2)] == ["(wěi)"]


# --- anything in any order -----------------------------------------------------------------------


class Anything(RuleBasedStateMachine):
    """Decisions in any order: undo gives back just what was, and reopening changes nothing."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.project = Project.create(Path(self.folder.name), "lin")
        self.apparatus = Apparatus.open(self.project, DOC, base_edition())
        self.texts = [self.apparatus.edition.text]

    def step(self) -> None:
        steps, undone = self.apparatus.store.steps
        if undone:
            return  # nothing was to be done
        del self.texts[steps:]
        self.texts += [self.apparatus.edition.text] * (steps + 1 - len(self.texts))

    @rule(number=st.integers(0, 20), kind=st.sampled_from(["accept", "reject", "withdraw"]))
    def decide_on_one(self, number: int, kind: str) -> None:
        edits = self.apparatus.edits
        edit = edits[number % len(edits)]
        getattr(self.apparatus, kind)(edit)
        if kind == "accept":
            there = self.apparatus.collation.find(edit)
            assert there is not None
            assert there.edit.applied
        self.step()

    @rule(name=st.sampled_from(["pinyin", "punctuation"]), accept=st.booleans())
    def decide_on_a_rule(self, name: str, accept: bool) -> None:
        (self.apparatus.accept_rule if accept else self.apparatus.reject_rule)(name)
        self.step()

    @rule(a=st.integers(0, 40), b=st.integers(0, 40), new=st.sampled_from(["", "新", "。", "防控"]))
    def write(self, a: int, b: int, new: str) -> None:
        before = self.apparatus.edition.text
        start, end = sorted((min(a, len(before)), min(b, len(before))))
        if before[start:end] == new:
            return
        self.apparatus.add(start, end, new)
        assert self.apparatus.edition.text == before[:start] + new + before[end:]
        self.step()

    @rule()
    def undo(self) -> None:
        if self.apparatus.store.undo():
            assert self.apparatus.edition.text == self.texts[self.apparatus.store.steps[0]]

    @rule()
    def redo(self) -> None:
        if self.apparatus.store.redo():
            assert self.apparatus.edition.text == self.texts[self.apparatus.store.steps[0]]

    @rule()
    def reopen(self) -> None:
        before = self.apparatus.edition
        self.apparatus.store.close()
        self.apparatus = Apparatus.open(self.project, DOC, base_edition())
        assert self.apparatus.edition == before

    @invariant()
    def store_and_apparatus_agree(self) -> None:
        if hasattr(self, "apparatus"):
            assert self.apparatus.store.edition is self.apparatus.edition

    @invariant()
    def what_was_taken_over_is_as_if_made_anew(self) -> None:
        if hasattr(self, "apparatus"):
            now, store = self.apparatus.collation, self.apparatus.store
            records = store.table(DECISIONS).items()
            anew = Collation.of(self.apparatus.base, [from_record(*one) for one in records])
            assert now.edition == anew.edition
            assert now.entries == anew.entries
            for entry in anew.entries:
                assert now.find(entry.edit) == entry
            for span in (*store.spans(), *store.lost):
                found = Fitter(anew.edition).fit(span)
                assert (found.start, found.end, found.anchor) == (span.start, span.end, span.anchor)

    @rule(a=st.integers(0, 40), length=st.integers(1, 6))
    def tag(self, a: int, length: int) -> None:
        text = self.apparatus.edition.text
        if a + length <= len(text):
            self.apparatus.store.add(a, a + length, "PER")
            self.step()

    def teardown(self) -> None:
        if hasattr(self, "apparatus"):
            self.apparatus.store.close()
            self.folder.cleanup()


TestAnything = Anything.TestCase
TestAnything.settings = hypothesis_settings(max_examples=20, stateful_step_count=20, deadline=None)
