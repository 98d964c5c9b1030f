"""What the hands are doing: a selection or a picked span, and what a label's key makes of it.

Stands between the reader (where) and the session (what), so that commands are one line each and
can be tested without a screen. Methods give the sentence to show; what cannot be done raises
JiaozhuError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from tui.app.commands.registry import Mode
from tui.app.described import values
from tui.app.entries import change as changed
from tui.app.entries import state
from tui.app.reader import Motion, Reader
from tui.app.session import Session, touched
from tui.errors import JiaozhuError
from tui.language import counted, tr, tr_later
from tui.text.units import Unit, containing, expand

if TYPE_CHECKING:
    from tui.annotate.collation import Entry
    from tui.annotate.span import Span
    from tui.annotate.store import Change
    from tui.app.offers import Held
    from tui.app.reader.model import Stance

Range = tuple[int, int]


class Hands:
    """Selecting, picking and tagging on one open page."""

    def __init__(self, reader: Reader, session: Session) -> None:
        self.reader = reader
        self.session = session
        self.awaiting_label = False
        """Whether the next key is the label for `target`."""
        self.hopped: Range | None = None
        """The name that was hopped to, until the selection is dropped."""
        self.hopping_back = False
        """Whether the last hop went back."""
        self._picked: str | None = None
        self._ladder: list[Stance] = []
        self._grown: Range | None = None

    # --- what is going on

    @property
    def mode(self) -> Mode:
        """What the keys mean now."""
        if self.reader.selection is not None:
            if self.offer is not None:
                return Mode.SUGGEST
            return Mode.EDIT if self.picked is not None else Mode.SELECT
        return Mode.ON_SPAN if self.session.spans_at(self.reader.cursor) else Mode.READ

    @property
    def picked(self) -> Span | None:
        """The span that is picked; any other selection lets it go."""
        span = self.session.get(self._picked) if self._picked else None
        if span is not None and self.reader.selection == (span.start, span.end):
            return span
        return None

    @property
    def offer(self) -> Held | None:
        """The suggestion in hand; any other selection lets it go."""
        held = self.session.offers.held
        if held is not None and self.reader.selection == (held.start, held.end):
            return held
        return None

    @property
    def on_name(self) -> bool:
        """Whether a name that was hopped to is selected, its edges moved or not."""
        now, name = self.reader.selection, self.hopped
        return (
            self.mode is Mode.SELECT
            and now is not None
            and name is not None
            and now[0] < name[1]
            and name[0] < now[1]
        )

    @property
    def target(self) -> Span | None:
        """The span a command is about: the picked one, or the innermost under the cursor."""
        if self.reader.selection is not None:
            return self.picked
        spans = self.session.spans_at(self.reader.cursor)
        return spans[0] if spans else None

    @property
    def takes_label(self) -> bool:
        """Whether a label's key has something to label."""
        return self.awaiting_label or self.reader.selection is not None

    # --- selecting

    def before_motion(self, extend: bool = False) -> None:
        """A motion leaves a picked span or suggestion; with `extend` it goes on as a selection."""
        if (self.picked is not None or self.offer is not None) and not extend:
            self.reader.clear_selection()
        self._picked = self.session.offers.held = None

    def clear(self) -> None:
        """Drop the selection."""
        self.awaiting_label = False
        self._picked = self.session.offers.held = self.hopped = None
        self.reader.clear_selection()

    def grow(self) -> None:
        """Select the next larger unit around the selection, or the word under the cursor."""
        now = self.reader.selection
        if now is None or now != self._grown:
            self._ladder.clear()
        text = self.session.edition.text
        if now is None:
            wider = containing(text, self.reader.cursor, Unit.WORD)
        else:
            spans = [(span.start, span.end) for span in self.session.spans_at(now[0])]
            wider = expand(text, *now, spans)
        if wider == now or wider[0] == wider[1]:
            raise JiaozhuError(tr("There is nothing larger to select."))
        self._ladder.append(self.reader.stance)
        self._select(wider, reveal=False)

    def shrink(self) -> None:
        """Take back one step of growing; a selection that did not grow is dropped."""
        now = self.reader.selection
        if now is None:
            return
        if now != self._grown or not self._ladder:
            self.clear()
            return
        self._picked = None
        self.reader.stand(self._ladder.pop())
        self._grown = self.reader.selection
        if self._grown is None:
            self.clear()

    def select(self, start: int, end: int) -> None:
        """Select a stretch that something found."""
        self.clear()
        self._ladder.clear()
        self._select((start, end))

    def _select(self, wanted: Range, reveal: bool = True) -> None:
        self._picked = None
        self._grown = wanted
        self.reader.select(*wanted, reveal=reveal)

    def select_row(self) -> None:
        """Select the row, or take the next one in as well."""
        if self.reader.selection is None:
            self.reader.move(Motion.ROW_START)
            self.reader.begin_selection()
        elif self.reader.move(Motion.DOWN):
            self._picked = None
        self.reader.move(Motion.ROW_END)

    # --- picking

    def pick(self, span: Span) -> None:
        """Make `span` the one that label keys and H, L work on."""
        self._picked, self.session.offers.held = span.id, None
        self.reader.select(span.start, span.end)

    def pick_here(self) -> None:
        """Pick the innermost span under the cursor; from a picked one, the next around it."""
        spans = self.session.spans_at(self.reader.cursor)
        if not spans:
            raise JiaozhuError(tr("There is no span of yours under the cursor."))
        ids = [span.id for span in spans]
        picked = self.picked
        place = ids.index(picked.id) + 1 if picked and picked.id in ids else 0
        self.pick(spans[place % len(spans)])

    def pick_next(self, forward: bool) -> None:
        """Pick the next span of the page, or the one before."""
        find = self.session.next_span if forward else self.session.previous_span
        span = find(self.reader.cursor, self.picked)
        if span is None:
            raise JiaozhuError(
                tr("There is no span after this one.")
                if forward
                else tr("There is no span before this one.")
            )
        self.pick(span)

    # --- changing

    def label(self, name: str) -> str:
        """What a label's key does: relabel the target, or tag what is selected."""
        if self.offer is not None:
            from tui.app.suggesting import Suggesting

            return Suggesting(self).accept(name)
        target = self.target if self.awaiting_label or self.picked else None
        self.awaiting_label = False
        if target is not None:
            return self.relabel(target, name)
        if self.reader.selection is None:
            raise JiaozhuError(tr("Select something first: v, or + for the word."))
        count = self.session.count
        span = self.session.tag(*self.reader.selection, name)
        self.clear()
        self.reader.refresh_range(span.start, span.end)
        if self.session.count == count:
            return tr("{name} was there already: {quote}", name=name, quote=short(span.quote))
        return f"{name}: {short(span.quote)}"

    def relabel(self, span: Span, name: str) -> str:
        """Give a span another label."""
        self._redraw(self.session.relabel(span, name))
        return tr(
            "{label} is now {name}: {quote}", label=span.label, name=name, quote=short(span.quote)
        )

    def delete(self) -> str:
        """Remove the target."""
        span = self.need_target()
        changes = self.session.delete(span)
        self.clear()
        self._redraw(changes)
        return tr("deleted {label}: {quote}", label=span.label, quote=short(span.quote))

    def set_note(self, span: Span, note: str) -> str:
        """Replace a span's note."""
        self._redraw(self.session.set_note(span, note.strip()))
        return (
            tr("noted on {quote}", quote=short(span.quote))
            if note.strip()
            else tr("the note is gone")
        )

    def move_edge(self, by: int) -> str:
        """Move the edge the cursor is at by so many characters; of a selection, the cursor."""
        if self.mode is Mode.SELECT:
            self.reader.move(Motion.RIGHT if by > 0 else Motion.LEFT, abs(by), True)
            return ""
        picked = self.picked
        span = picked or self.need_target()
        cursor, last = self.reader.cursor, span.end - 1
        if picked is None:
            left = cursor - span.start < last - cursor
        else:
            left = cursor < (self.reader.anchor_offset or 0)
        if span.start == last:  # one character has no nearer edge: grow it
            left = by < 0
        start, end = (span.start + by, span.end) if left else (span.start, span.end + by)
        if not 0 <= start < end <= len(self.session.edition.text):
            raise JiaozhuError(tr("The edge cannot go further."))
        self._redraw(self.session.move(span, start, end))
        moved = self.session.get(span.id)
        if moved is None:  # it became the double of another
            self.clear()
            return tr("it is the same as another span now")
        self.pick(moved)
        if left:
            self.reader.swap_ends()
        return f"{moved.label}: {short(moved.quote)}"

    def move_by(self, start: int, end: int) -> str:
        """Move both edges of the target by so many characters."""
        span = self.need_target()
        picked = self.picked is not None
        place = span.start + start, span.end + end
        if not 0 <= place[0] < place[1] <= len(self.session.edition.text):
            raise JiaozhuError(tr("The edge cannot go further."))
        self._redraw(self.session.move(span, *place))
        moved = self.session.get(span.id)
        if moved is None:
            self.clear()
            return tr("it is the same as another span now")
        if picked:
            self.pick(moved)
        return f"{moved.label}: {short(moved.quote)}"

    def undo(self, count: int = 1) -> str:
        """Take back steps."""
        return self._walk(
            self.session.undo, count, tr_later("undone"), tr("There is nothing to undo.")
        )

    def redo(self, count: int = 1) -> str:
        """Make steps again."""
        return self._walk(
            self.session.redo, count, tr_later("redone"), tr("There is nothing to redo.")
        )

    def _walk(
        self, step: Callable[[], tuple[Change, ...]], count: int, verb: str, none: str
    ) -> str:
        self.clear()
        message = none
        for _ in range(count):
            before = self.session.edits.apparatus and self.session.edits.collation
            changes = step()
            if not changes:
                break
            self._redraw(changes)
            place, told = touched(changes), _told(changes)
            if before and (decided := self.session.edits.decided_since(before)):
                told = _decided(decided)
                self._back_to(decided[0])
            elif place and not self._on_screen(*place):
                self.reader.jump(place[0])
            message = f"{verb}: {told}"
        return message

    def _back_to(self, entry: Entry) -> None:
        """To an entry that waits for another decision, for the last one may have led away."""
        edits, reader = self.session.edits, self.reader
        place = edits.seen.place(entry)
        if edits.shown or not self._on_screen(place, place + 1):
            reader.jump(place)
            edits.hold(entry, reader.cursor)

    def _on_screen(self, start: int, end: int) -> bool:
        first, last = self.reader.on_screen
        return first <= start and end <= last

    def follow(self) -> bool:
        """Show the edition that decisions on edits have made; whether it is another one."""
        session, reader = self.session, self.reader
        if session.edits.edition is reader.edition and not session.is_behind:
            return False
        self._picked = None
        session.follow()
        reader.follow(session.edition, session.view, session.left)
        return True

    def _redraw(self, changes: Iterable[Change]) -> None:
        self.follow()
        if place := touched(changes):
            self.reader.refresh_range(*place)

    def need_target(self) -> Span:
        """The target; JiaozhuError where there is none."""
        if (span := self.target) is None:
            raise JiaozhuError(tr("There is no span of yours here."))
        return span


def short(quote: str) -> str:
    """A quote for one line of status."""
    quote = quote.replace("\n", " ")
    return quote if len(quote) <= 24 else f"{quote[:20]} .. {quote[-2:]}"


def _decided(entries: Sequence[Entry]) -> str:
    """What is true of edits after a step was taken back or made again."""
    if len(entries) > 1:
        return counted(len(entries), "decision")
    return tr("{changed} is {state}", changed=changed(entries[0]), state=state(entries[0])[0])


def _written(change: Change) -> str:
    """How a character is written by now."""
    if (span := change.after) is not None:
        return tr("{char} is written {form}", char=span.quote, form=span.label)
    assert change.before is not None
    return tr("{char} is written as OpenCC does", char=change.before.quote)


def _told(changes: tuple[Change, ...]) -> str:
    from tui.annotate.chosen import FORMS
    from tui.annotate.layer import SPANS

    if all(change.table == FORMS for change in changes):
        return _written(changes[0])
    spans = [change for change in changes if change.table == SPANS]
    if not spans:
        # A decision on an edit that the repairs do not find, and that is gone with it.
        if all(change.table == "rejections" for change in changes):
            return counted(len(changes), "rejection")
        if all(change.table == "links" for change in changes):
            return counted(len(changes), "link")
        decision = any(change.table == "decisions" for change in changes)
        return tr("your edit") if decision else tr("what is said of the page")
    if len(spans) > 1:
        return counted(len(spans), "span")
    before, after = spans[0].before, spans[0].after
    if before is None and after is not None:
        return tr("{label} is there: {quote}", label=after.label, quote=short(after.quote))
    if after is None and before is not None:
        return tr("{label} is gone: {quote}", label=before.label, quote=short(before.quote))
    assert before is not None
    assert after is not None
    if before.label != after.label:
        return tr(
            "{label} is {label2}: {quote}",
            label=before.label,
            label2=after.label,
            quote=short(after.quote),
        )
    if before.attributes != after.attributes:
        said = ", ".join(values(after)) or tr("no attributes")
        return f"{after.label}, {said}: {short(after.quote)}"
    return f"{after.label}: {short(after.quote)}"
