"""The reading screen: one page in the reader, with outline, labels, keys and status."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from textual.app import ComposeResult
from textual.widget import Widget

from tui.annotate.labels import Label
from tui.app.commands import labelling
from tui.app.commands.keys import KeyReader, Pressed
from tui.app.commands.reading import OUTLINE, reading
from tui.app.commands.registry import Command, Group, Mode, Registry
from tui.app.commands.suggesting import OFFERED, titled
from tui.app.jumping import Jumping, landings
from tui.app.places import Places, Spot
from tui.app.reader import Reader
from tui.app.reader.messages import Picked
from tui.app.screens import bars
from tui.app.screens.showing import Showing
from tui.app.shelf import Shelf
from tui.app.widgets.chips import Chip, Chips
from tui.app.widgets.outline import Outline
from tui.app.widgets.still import Backdrop, Row
from tui.errors import JiaozhuError
from tui.language import tr

if TYPE_CHECKING:
    from tui.app.app import JiaozhuApp
    from tui.app.arming import Arming
    from tui.app.repeating import Repeating


class Reading(Showing, Backdrop):
    """Reads and tags the pages of a shelf, one after the other."""

    REGISTRY = reading

    def __init__(self, shelf: Shelf, index: int) -> None:
        super().__init__(shelf, index)
        self._message = ("", False)
        self._typed = ""
        self._settled: object = None
        self._labels_shown: object = None
        self._keys_shown: list[Command[Reading]] | None = None
        self._outline_keys = KeyReader(OUTLINE.keymap())
        self._offer_keys = OFFERED.keymap()
        self._jumping: Jumping | None = None
        self._asking: Callable[[str], None] | None = None
        self.previewing = False
        """Whether it is shown where the next motions would land."""

    def compose(self) -> ComposeResult:
        with Row():
            outline = Outline(id="outline")
            outline.display = False
            yield outline
            yield Reader(id="reader", options=self.options)
        yield Chips(id="lesson")
        yield Chips(id="lesson-keys")
        yield Chips(id="status")
        yield Chips(id="labels", gap=bars.LABEL_GAP)
        yield Chips(id="keys")

    def on_mount(self) -> None:
        """Open the page."""
        taught = cast("JiaozhuApp", self.app).course is not None
        for name in ("#lesson", "#lesson-keys"):
            self.query_one(name, Chips).display = taught
        self.reader.focus()
        self.app.theme_changed_signal.subscribe(self, self._theme_changed)
        self.rest_now_and_then()
        self.open_page(self.index)

    def on_unmount(self) -> None:
        """Let others write the page."""
        self.close_page()
        self.leave()

    # --- what commands work on

    @property
    def rows(self) -> Outline:
        """The list that has the keys while the outline has them."""
        return self.outline

    @property
    def arming(self) -> Arming:
        """The label that is armed."""
        return self.shelf.arming

    @property
    def places(self) -> Places:
        """Marks and jumps."""
        return self.shelf.places

    @property
    def repeating(self) -> Repeating:
        """The change that can be made again."""
        return self.shelf.repeating

    @property
    def labels_to_explain(self) -> Iterable[Label]:
        """Those of the project."""
        return self._session.labels if self._session is not None else ()

    @property
    def keys_to_explain(self) -> Mapping[str, Registry[Any]]:
        """Those of a suggestion."""
        return {tr("A suggestion in hand"): OFFERED}

    # --- pages

    def close_page(self) -> None:
        """Let others write the page."""
        if self._session is not None:
            self.repeating.leave(self._session)
            self.remember(self._session)
        super().close_page()
        self._hands = None
        self._jumping = self._asking = None

    # --- keys

    @property
    def mode(self) -> Mode:
        """What the hands are doing."""
        return self._hands.mode if self._hands is not None else Mode.READ

    @property
    def drawn(self) -> Iterable[Widget]:
        """The reader and the lines below it."""
        return (self.reader, *self.query(Chips))

    def takes_keys_from(self, focused: Widget | None) -> bool:
        """The text, which has the focus once all is there, has no keys of its own."""
        return focused is not None and focused is self.reader

    def press(self, key: str) -> None:
        """A label's key where there is something to label; otherwise a command."""
        if self.outline.has_focus:
            pressed = self._outline_keys.press(key)
            if pressed.command is not None:
                OUTLINE[pressed.command].run(self, pressed.count)
            return
        if self._jumping is not None:
            self._jump(key)
            return
        if self._asking is not None:
            asked, self._asking = self._asking, None
            self._typed = ""
            self.attempt(lambda: asked(key) if key != "escape" else None)
            return
        hands = self._hands
        if self.arming.waiting:
            self.attempt(lambda: self.arming.key(key, self.session.labels))
            return
        if hands is not None and hands.awaiting_label and key == "escape":
            hands.awaiting_label = False
            self.tell("")
            return
        if hands is not None and hands.takes_label and not self.key_reader.is_pending:
            label = self.session.labels.by_key(key)
            if label is not None:
                self.tag(label.name)
                return
            hands.awaiting_label = False
        if hands is not None and hands.offer is not None and not self.key_reader.is_pending:
            name = self._offer_keys.get(key)
            if name is not None:
                self.say("")
                self.run(name)
                return
        super().press(key)

    @property
    def spot(self) -> Spot:
        """Where the cursor is, in the source of the page."""
        place = self.reader.cursor
        return Spot(self.index, self.session.edition.alignment.inverse.map_range(place, place)[0])

    def go(self, spot: Spot, leave: bool = True) -> None:
        """Go to a place, also on another page; `leave`: remember this one."""
        if leave and spot != self.spot:
            self.places.leave(self.spot)
        if spot.page != self.index:
            self.open_page(spot.page, spot.place)
            return
        self.hands.before_motion()
        self.reader.jump(self.session.edition.alignment.map_range(spot.place, spot.place)[0])

    def ask_key(self, take: Callable[[str], None]) -> None:
        """Give the next key to `take`; Escape takes that back."""
        self._asking = take
        self._typed = ".."

    def begin_jump(self, word: bool) -> None:
        """The next keys say where on the screen to jump; `word`: and select the word there."""
        self.hands.before_motion(extend=self.hands.picked is None)
        self._jumping = Jumping(self.reader, self.shelf.fuzzy, word)
        self._typed = "f"

    def _jump(self, key: str) -> None:
        """A key of a jump."""
        jumping, before = self._jumping, self.spot
        assert jumping is not None
        self.say("")
        try:
            over = jumping.key(key)
        except JiaozhuError as error:
            over = True
            self.say(str(error), error=True)
        if over:
            self._jumping = None
            if self.spot != before:
                self.places.leave(before)
        self._typed = "" if over else f"f {jumping.pending}"
        self.settle()

    def run(self, name: str, count: int = 0) -> None:
        """Run a command; before a page is open, only one that needs none."""
        if self._session is None and self.find(name).group not in (Group.PAGE, Group.APP):
            self.tell(tr("No page is open."), error=True)
            return
        before = self.spot if self._session is not None and self.find(name).jumps else None
        super().run(name, count)
        if before is not None and self._session is not None and self.spot != before:
            self.places.leave(before)

    def find(self, name: str) -> Command[Any]:
        """A command, also one of a suggestion in hand."""
        return OFFERED[name] if name in OFFERED.commands else super().find(name)

    def tag(self, name: str) -> None:
        """Give the label to what is selected or picked, and say so."""
        self.attempt(lambda: self.arming.tag(self.hands, name))

    def finished(self, clicks: int = 0) -> None:
        """A selection was made in one go: where a label is armed it gets it."""
        if self.arming.label and self._hands is not None:
            self.attempt(lambda: self.arming.finish(self.hands, clicks))

    def attempt(self, change: Callable[[], str | None]) -> None:
        """Make a change and say what came of it, unless it has."""
        try:
            if (said := change()) is not None:
                self.say(said)
        except JiaozhuError as error:
            self.say(str(error), error=True)
        self.settle()

    @property
    def counting(self) -> bool:
        """Digits are labels while something is selected."""
        return self._hands is None or self.reader.selection is None

    def pending(self, pressed: Pressed) -> None:
        """Show what has been typed of a sequence."""
        self._typed = pressed.pending
        if pressed.pending:
            self.settle()

    # --- what is shown around the text

    def say(self, text: str, error: bool = False) -> None:
        """Show one sentence until the next key."""
        self._message = (text, error)

    def settle(self) -> None:
        """Bring the lines at the foot up to date."""
        message, error = self._message
        status = self.query_one("#status", Chips)
        if self._session is None or self._hands is None:
            status.show(bars.status(Mode.READ, self._typed, message, error, ()))
            return
        session, hands, reader = self._session, self._hands, self.reader
        mode = hands.mode
        self._settled = reader.cursor, reader.selection
        if self._jumping is None:
            reader.sign(landings=landings(reader) if self.previewing else ())
        self.draw_offers()
        if hands.awaiting_label:
            message = tr("which label? its key, or Esc")
        armed = self.arming.label
        if self.arming.waiting:
            message = tr("which label is to be armed? its key, or Esc")
        status.show(
            bars.armed(
                bars.status(mode, self._typed, message, error, bars.about(mode, session, reader)),
                armed,
                self._label_colour,
                self.joining.marked(hands),
            ),
            bars.place(session, reader, self.index, len(self.shelf.pages)),
        )
        self._settle_labels(armed)
        self._teach()
        registry = OFFERED if mode is Mode.SUGGEST else reading
        commands = [*labelling.titled(titled(registry.for_footer(mode, self), self), self)]
        if commands != self._keys_shown:
            self._keys_shown = commands
            self.query_one("#keys", Chips).show(bars.keys(commands), bars.keys([reading["help"]]))

    def _settle_labels(self, armed: str) -> None:
        """Bring the line of labels up to date; it is made only where it would look different."""
        hands, target, offer = self.hands, self.hands.target, self.hands.offer
        current = offer.suggestion.label if offer else target.label if target else ""
        line = self.query_one("#labels", Chips)
        active = hands.takes_label or self.arming.waiting
        shown = self.session.labels, self.app.theme, line.room, active, current, armed
        if shown != self._labels_shown:
            self._labels_shown = shown
            line.show(
                bars.labels(
                    self.session.labels, self._label_colour, line.room, active, current, armed
                )
            )

    def _teach(self) -> None:
        """Show the step of the tutorial, while there is one."""
        course = cast("JiaozhuApp", self.app).course
        if course is None:
            return
        course.look(self)
        where, text, keys = course.said
        self.query_one("#lesson", Chips).show(
            [Chip(((f" {where} ", "mode"),)), Chip(((text, "strong"),), whole=False)]
        )
        self.query_one("#lesson-keys", Chips).show(
            [Chip(((tr("press "), "muted"), (keys, "key")))],
            [Chip(((tr("q leaves"), "faint"),), "close")],
        )

    def speak(self) -> None:
        """Show everything again, in another language."""
        self._keys_shown = None
        self.reader.refresh_marks()
        super().speak()

    def _theme_changed(self, _: object) -> None:
        self._ink = None
        self.settle()

    def on_resize(self) -> None:
        """Other widths have room for other labels."""
        self.call_after_refresh(self.settle)

    def on_reader_cursor_moved(self) -> None:
        """The mouse moved the cursor (keys have settled already)."""
        if self._settled != (self.reader.cursor, self.reader.selection):
            self.settle()

    def on_reader_selection_changed(self) -> None:
        """The mouse selected."""
        self.on_reader_cursor_moved()

    def on_reader_picked(self, event: Picked) -> None:
        """The mouse has finished a selection."""
        self.finished(event.clicks)

    def on_chips_pressed(self, event: Chips.Pressed) -> None:
        """A label, a key or a part of the status was clicked."""
        if event.action.startswith("label:"):
            self.tag(event.action.removeprefix("label:"))
        else:
            self.run(event.action)

    def on_rows_chosen(self, event: Outline.Chosen) -> None:
        """A heading was chosen: go there."""
        self.reader.focus()
        self.places.leave(self.spot)
        self.hands.before_motion()
        self.reader.jump(self.outline.place_of(event.index))
        self.settle()
