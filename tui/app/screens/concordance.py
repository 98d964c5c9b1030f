"""The concordance: all hits of a query in a project, to look through and to tag."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult

from tui.annotate.labels import Label
from tui.app.commands.concordance import concordance
from tui.app.commands.registry import Mode
from tui.app.concording import Concording
from tui.app.reader.ink import Ink
from tui.app.screens import bars
from tui.app.screens.gathering import Gathering
from tui.app.screens.prompt import Confirm, Prompt
from tui.app.widgets.chips import Chip, Chips
from tui.app.widgets.kwic import Columns, kwic
from tui.app.widgets.rows import Part, Row, Rows
from tui.errors import JiaozhuError
from tui.language import counted, tr, tr_later
from tui.study.concordance import Hit, Order, Show, State
from tui.study.tagging import Act, Outcome
from tui.text.query import MOST
from tui.text.width import cell_len

if TYPE_CHECKING:
    from tui.app.screens.studying import Studying


class ConcordanceScreen(Gathering):
    """Rows left, hit, right, tag, page. Gives nothing: what is decided is on disk at once."""

    REGISTRY = concordance

    def __init__(self, desk: Studying, concording: Concording) -> None:
        super().__init__(desk, concording)
        self._message = ("", False)
        self._typed = ""
        self._busy = ""
        self._columns: Columns | None = None
        self._ink: Ink | None = None

    def compose(self) -> ComposeResult:
        yield Chips(id="title")
        yield Chips(id="counts")
        yield Rows(self._row, id="hits")
        yield Chips(id="status")
        yield Chips(id="labels", gap=bars.LABEL_GAP)
        yield Chips(id="keys")

    def on_mount(self) -> None:
        """Show what is known at once; the rest comes as it is read."""
        self.rows.focus()
        self.search()

    # --- what commands work on

    @property
    def hit(self) -> Hit:
        """The current one; JiaozhuError where there is none."""
        shown = self.found.shown
        if not shown:
            raise JiaozhuError(tr("There is no hit here."))
        return shown[self.rows.current]

    @property
    def labels_to_explain(self) -> Iterable[Label]:
        """Those of the project."""
        return self.desk.session.labels

    @property
    def counting(self) -> bool:
        """Digits are labels."""
        return False

    def press(self, key: str) -> None:
        """A command, or else a label's key: it labels the current hit."""
        if self._busy:
            if key == "escape":
                self.workers.cancel_group(self, "decide")
            return
        pending = self.key_reader.is_pending
        label = self.desk.session.labels.by_key(key)
        if label is not None and not pending and key not in self.REGISTRY.keymap():
            self.say("")
            self.attempt(lambda: self.decide_on(Act.RELABEL, label.name))
            return
        super().press(key)

    def attempt(self, change: Callable[[], None]) -> None:
        """Do something and say what is in the way."""
        try:
            change()
        except JiaozhuError as error:
            self.say(str(error), error=True)
        self.settle()

    # --- deciding

    def decide(self, yes: bool) -> None:
        """y or n on the current hit."""
        act = self.concording.act(yes, self.hit, bulk=False)
        self.with_label(lambda: self.decide_on(act))

    def decide_on(self, act: Act, label: str = "") -> None:
        """Decide on the current hit, and go to the next."""
        hit = self.hit
        self._run(act, [hit], label or self.concording.label)

    def decide_all(self, yes: bool) -> None:
        """Y or N on all hits in the list; asked for once more where not all are on the screen."""
        hits = list(self.found.shown)
        if not hits:
            raise JiaozhuError(tr("There is no hit here."))
        bulk = self.found.show is not Show.CONFLICTS
        act = self.concording.act(yes, hits[0], bulk)

        def agreed(sure: bool | None) -> None:
            if sure:
                self.attempt(lambda: self._run(act, hits, self.concording.label))

        def ask() -> None:
            if len(hits) <= self.rows.size.height:
                agreed(True)
                return
            pages = len({hit.page for hit in hits})
            asked = (
                tr_later("Tag {hits} on {pages} as {label}?")
                if yes
                else tr_later("Reject {hits} on {pages} as {label}?")
            )
            question = tr(
                asked,
                hits=counted(len(hits), "hit"),
                pages=counted(pages, "page"),
                label=self.concording.label,
            )
            self.app.push_screen(Confirm(question), agreed)

        self.with_label(ask)

    def with_label(self, then: Callable[[], None]) -> None:
        """Do something with the label y gives; it is asked for once."""
        if self.concording.label:
            then()
        else:
            self.ask_label(then)

    def ask_label(self, then: Callable[[], None]) -> None:
        """Choose the label that y gives."""
        from tui.app.screens.labels import LabelChooser

        def chosen(name: str | None) -> None:
            if name is not None:
                self.found.label = name
                self.attempt(then)
                self.fill()

        question = tr("Which label is it about?  its key, or Enter")
        self.app.push_screen(LabelChooser(self.desk.session.labels, question), chosen)

    def undo(self) -> None:
        """Take back the last decision, on all its pages."""
        outcome = Outcome()
        steps = self.concording.undoing(outcome)
        self._go_on(steps, tr("taking back"), lambda: self.concording.undone(outcome), outcome)

    def _run(self, act: Act, hits: Sequence[Hit], label: str) -> None:
        outcome = Outcome()
        steps = self.concording.deciding(act, hits, label, outcome)

        def took() -> str:
            said = self.concording.took(act, hits, label, outcome)
            if len(hits) == 1 and not (outcome.refused or outcome.done):
                self._next(hits[0])
            return said

        self._go_on(steps, "writing", took, outcome)

    def _go_on(
        self, steps: Iterator[tuple[int, int]], doing: str, then: Callable[[], str], made: Outcome
    ) -> None:
        """Do the first page at once, as that is mostly all; more beside the keys."""
        done, of = next(steps, (0, 0))
        if done < of:
            self._busy = doing
            self._beside(steps, then, made)
        else:
            self._did(then, made)

    @work(exclusive=True, group="decide")
    async def _beside(
        self, steps: Iterator[tuple[int, int]], then: Callable[[], str], made: Outcome
    ) -> None:
        doing = self._busy
        try:
            for done, of in steps:
                self.tell(
                    tr(
                        "{doing} {done:,} of {of:,} pages ..   Esc stops",
                        doing=doing,
                        done=done,
                        of=of,
                    )
                )
                await asyncio.sleep(0)
        finally:
            self._busy = ""
            self._did(then, made)

    def _did(self, then: Callable[[], str], made: Outcome) -> None:
        self.say(then(), error=bool(made.refused))
        shelf, index = self.desk.shelf, self.found.index
        self.desk.learned_elsewhere(made.changed)
        for page in made.pages:
            shelf.forget_path(index.path(page))
        self.fill()

    def _next(self, hit: Hit) -> None:
        """Make the hit after this one the current one."""
        shown = self.found.shown
        if hit in shown:
            number = shown.index(hit) + 1
            self.concording.at = shown[min(number, len(shown) - 1)]
        elif shown:  # what was decided is filtered away: the next stands in its place
            self.concording.at = shown[min(self.rows.current, len(shown) - 1)]

    # --- looking

    def rearrange(self, order: Order | None = None, show: Show | None = None) -> None:
        """Another order, or other hits; the current hit stays so if it is shown."""
        self.keep_place()
        self.found.arrange(order, show)
        self.fill()

    def next_conflict(self) -> None:
        """To the next hit with another label, round the end."""
        shown, here = self.found.shown, self.rows.current
        for step in range(1, len(shown) + 1):
            number = (here + step) % len(shown)
            if self.found.state(shown[number]) is State.CONFLICT:
                self.rows.go(number)
                return
        raise JiaozhuError(tr("No hit here has another label."))

    def ask_sample(self) -> None:
        """How many hits to draw at random."""

        def asked(typed: str | None) -> None:
            if typed is None:
                return
            words = typed.split()
            if not all(word.isdecimal() for word in words) or len(words) > 2:
                self.tell(
                    tr("A sample is a number of hits, and if you like a seed: 50 7"), error=True
                )
                return
            numbers = [int(word[:9]) for word in words]
            self.keep_place()
            self.found.sample = (numbers[0], numbers[1] if numbers[1:] else 1) if numbers else None
            self.fill()

        hint = tr(
            "A number; another number behind it is the seed. The same seed draws the same hits."
        )
        sample = self.found.sample
        value = f"{sample[0]} {sample[1]}" if sample else "50"
        self.app.push_screen(
            Prompt(tr("Show how many hits, drawn at random? empty: all"), value, hint), asked
        )

    def ask_query(self) -> None:
        """Search the project for something else."""
        self.leave()
        # Asked by the screen that stays: an answer for one that is gone is told to nobody.
        self.desk.call_later(self.desk.run, "search-project")

    def ask_file(self) -> None:
        """Write the hits that are shown."""
        from tui.app.screens.writing import ask_and_write
        from tui.study.tables import of_hits

        ask_and_write(self, "concordance", lambda: of_hits(self.found))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter or a click: show the hit on its page."""
        if not self.found.shown or self._busy:
            return
        hit = self.concording.at = self.found.shown[event.index]
        self.concording.study.last = self.concording
        while self.app.screen is not self.desk:
            self.app.pop_screen()
        self.desk.visit(hit.page, (hit.start, hit.end), self.found.query)

    # --- drawing

    def fill(self) -> None:
        """Show the hits as they are now."""
        self._columns = None
        self.rows.fill(len(self.found.shown), self.concording.row())
        self.settle()

    def _row(self, index: int) -> Row:
        shown = self.found.shown
        if index >= len(shown):
            return Row(())
        hit = shown[index]
        if self._columns is None:
            self._columns = self._widths()
        columns = self._columns
        contexts = self.found.contexts(hit, columns.right)
        ambiguous = self.desk.shelf.ambiguous
        return Row(
            kwic(columns, contexts, self._tag(hit), (self._page_name(hit.page), "muted"), ambiguous)
        )

    def _widths(self) -> Columns:
        some = self.found.shown[:200]
        ambiguous = self.desk.shelf.ambiguous
        node = max((cell_len(self.found.contexts(hit, 0)[1], ambiguous) for hit in some), default=4)
        names = {self._page_name(hit.page) for hit in some}
        page = max(map(cell_len, names), default=8)
        tag = max(8, *(len(label.name) + 2 for label in self.desk.session.labels))
        return Columns.of(self.rows.size.width, max(2, node), tag, page)

    def _page_name(self, page: int) -> str:
        """The page, and whether nothing can be changed on it."""
        index = self.found.index
        mark = tr("done ") if index.notes(page).done else ""
        if page in self.concording.locked:
            mark = tr("locked ")
        return mark + index.path(page).name

    def _tag(self, hit: Hit) -> Part:
        state = self.found.state(hit)
        notes = self.found.index.notes(hit.page)
        on = notes.on(hit.start, hit.end)
        if on:
            names = " ".join(dict.fromkeys(span.label for span in on))
            return (f"! {names}", "accent") if state is State.CONFLICT else (names, "good")
        if state is State.REJECTED:
            return tr("not {label}", label=self.concording.label), "muted"
        touching = notes.touching(hit.start, hit.end)
        return (tr("in {label}", label=touching[0].label) if touching else "", "muted")

    def say(self, text: str, error: bool = False) -> None:
        """Show one sentence until the next key."""
        self._message = (text, error)

    def pending(self, pressed: object) -> None:
        """Nothing: sequences are short here."""

    def settle(self) -> None:
        """Bring the lines around the list up to date."""
        if not self.is_attached:
            return
        found, (message, error) = self.found, self._message
        counts = found.counts
        query = Chip(((f" {found.query.text} ", "mode"),), whole=False)
        label = self.concording.label
        title = [query, Chip(((str(found.query.mode), "muted"),))]
        title.append(
            Chip(
                (
                    (
                        tr("y tags {label}", label=label) if label else tr("y asks for a label"),
                        "text",
                    ),
                )
            )
        )
        arranged = [
            Chip(((str(found.order), "muted"),)),
            Chip(((tr("{show} hits", show=found.show), "muted"),)),
        ]
        if found.sample:
            size, seed = found.sample
            arranged.insert(
                0, Chip(((tr("sample of {size:,}, seed {seed}", size=size, seed=seed), "key"),))
            )
        self.query_one("#title", Chips).show(title, arranged)
        more = (
            tr("the first {most:,} of more", most=MOST)
            if counts.hits >= MOST
            else counted(counts.hits, "hit")
        )
        told = [
            Chip(((more, "strong"),)),
            Chip(((tr("{tagged:,} tagged", tagged=counts.tagged), "text"),)),
        ]
        told.append(
            Chip(
                (
                    (
                        counted(counts.conflicts, "conflict"),
                        "bad" if counts.conflicts else "text",
                    ),
                )
            )
        )
        if counts.rejected:
            told.append(Chip(((tr("{rejected:,} rejected", rejected=counts.rejected), "muted"),)))
        told.append(Chip(((counted(len(found.pages), "page"), "muted"),)))
        place = (
            f"{self.rows.current + 1:,}/{len(found.shown):,}"
            if found.shown
            else tr("nothing shown")
        )
        self.query_one("#counts", Chips).show(
            told, [Chip(((self.reading, "muted"),)), Chip(((place, "muted"),))]
        )
        self.query_one("#status", Chips).show(
            [Chip(((message, "bad" if error else "text"),), whole=False)]
        )
        line = self.query_one("#labels", Chips)
        line.show(bars.labels(self.desk.session.labels, self._colour, line.room, True, label))
        self.query_one("#keys", Chips).show(
            bars.keys(concordance.for_footer(Mode.READ, self)), bars.keys([concordance["help"]])
        )

    def _colour(self, name: str) -> str:
        if self._ink is None:
            colours = {label.name: label.color for label in self.desk.session.labels}
            self._ink = Ink(self.app.theme_variables, colours)
        return self._ink.label(name).hex

    def on_resize(self) -> None:
        """Other widths have room for other contexts."""
        self._columns = None
        self.call_after_refresh(self.settle)

    def on_chips_pressed(self, event: Chips.Pressed) -> None:
        """A label or a key was clicked."""
        if event.action.startswith("label:"):
            name = event.action.removeprefix("label:")
            self.attempt(lambda: self.decide_on(Act.RELABEL, name))
        else:
            self.run(event.action)
