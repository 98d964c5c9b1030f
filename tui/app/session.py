"""One open page: edition, script view, spans, layers, and what a person does to them.

No widget is known here: the reading screen asks and shows. All offsets are code points of the
edition text, half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from tui.annotate.labels import LabelSet, default_labels
from tui.annotate.project import Project
from tui.annotate.standards import data_of
from tui.app import forming
from tui.app.edits import Edits
from tui.app.offers import Offers
from tui.app.reader.marks import Kind, Mark
from tui.app.search import Hits, Page
from tui.errors import JiaozhuError
from tui.language import tr, tr_later
from tui.text.alignment import Alignment
from tui.text.edition import Edition
from tui.text.script import PLAIN, SOURCE, ScriptView, configs_for, convert, detect

if TYPE_CHECKING:
    # The database is imported when a store is opened: the first page must not wait for it.
    from tui.annotate.apparatus import Apparatus
    from tui.annotate.layer import Layer
    from tui.annotate.rejection import Rejection
    from tui.annotate.span import Span
    from tui.annotate.steps import Step
    from tui.annotate.store import Change, Store
    from tui.annotate.suggest.suggestion import Suggestion
    from tui.text.forms import Choice, Forms
    from tui.text.opencc_data import OpenCCData
    from tui.text.source import Source

Offered = tuple[int, int, str, str, Mapping[str, Any]]

_WINDOW = 512  # code points looked at first for the next span


class Session:
    """What is open. It writes when it holds the store; otherwise `reason` says why it does not."""

    def __init__(
        self,
        path: Path,
        edition: Edition,
        project: Project | None = None,
        doing: str = tr_later("opening"),
    ) -> None:
        """A page to read. `complete` gives it its other script and makes it one to annotate."""
        self.doing = doing
        """What is still being done to it; empty when it is complete."""
        self.share = 0.0
        """How much of that is done, if it can be told: 0 to 1."""
        self.path = path
        self.edition = edition
        """The text that is read and tagged; another one after a decision on an edit (`follow`)."""
        self.edits = Edits(edition)
        """The apparatus."""
        self.offers = Offers()
        """The suggestions."""
        self.changes = 0
        """How often what is stored has changed."""
        self.project = project
        self.reason = tr("The page is not ready yet ({doing}).", doing=tr(doing))
        self.view = ScriptView("", edition.text, Alignment.identity(len(edition.text)))
        """The page in the other script; until `complete` the page itself, with no `config`."""
        self.left: ScriptView | None = None
        """What the left pane shows; None: the edition."""
        self.notices: tuple[str, ...] = ()
        self.layers: Sequence[Layer] = ()
        """What others tagged."""
        self.shown: Sequence[Layer] = ()
        """Those of `layers` that are drawn."""
        self.hits: Hits | None = None
        """What was searched for."""
        self.hidden: frozenset[str] = frozenset()
        """Labels that are not drawn."""
        self.forms_shown = False
        """Whether characters that may be written in several ways are underlined."""
        self.data: OpenCCData | None = None
        """The official OpenCC data it is converted by; None: those of the package."""
        self._page: Page | None = None
        self._own: Layer | None = None
        self._store: Store | None = None
        self._asked: tuple[int, int, Layer] | None = None
        self._there: list[Span] = []
        self._closed = False
        self._expecting = False

    @property
    def labels(self) -> LabelSet:
        """The label set of the project."""
        return self.project.labels if self.project else default_labels()

    # --- opening and closing

    def complete(
        self, config: str | None = None, left: str = PLAIN, opencc_data: str | None = None
    ) -> None:
        """Convert, by `config` and `left` if they suit the page, and open the annotations.

        `opencc_data`: the data folder that was asked for. The heavy part of opening a page; may run
        beside the event loop.
        """
        self.reason = (
            self._open_store() if self.project else tr("These pages have no project; gN makes one.")
        )
        try:
            self.data = data_of(self.project, opencc_data)
            self._convert(config, left)
        except JiaozhuError as error:  # the package's own data are always there
            self.data = None
            self.notices = (*self.notices, str(error))
            self._convert(config, left)
        self.doing = ""
        if self._closed:  # the person has gone on meanwhile
            self.close()

    def _convert(self, config: str | None, left: str) -> None:
        fitting = configs_for(detect(self.edition.text), self.data)
        texts = (*fitting, SOURCE, PLAIN)
        self.view = self.converted(config if config in texts else fitting[0])
        self.left = self.converted(left) if left in texts and left != PLAIN else None

    def expect_decisions(self) -> None:
        """Have what the first decision needs loaded beside the keys. Returns at once."""
        if self.edits.apparatus is not None and not self._expecting:
            self._expecting = True
            Thread(target=self.edits.apparatus.warm, daemon=True).start()

    def converted(self, config: str) -> ScriptView:
        """The page in another script standard, as it was found, or the edition."""
        if config == PLAIN:
            return ScriptView(PLAIN, self.edition.text, Alignment.identity(len(self.edition.text)))
        if config == SOURCE:
            edition = self.edition
            return ScriptView(SOURCE, edition.source.text, edition.alignment.inverse)
        return convert(self.edition.text, config, forms=self.forms(), data=self.data)

    def _open_store(self) -> str:
        """Open the annotator's annotations and those of others; why they cannot be written."""
        from tui.annotate.apparatus import Apparatus
        from tui.annotate.settings import settings_of
        from tui.annotate.store import Locked, ReadOnly, Store

        assert self.project is not None
        reason = ""
        try:
            doc = self.project.doc_id(self.path)
            try:
                base, settings = self.edits.base, settings_of(self.project)
                self.edits.apparatus = Apparatus.open(self.project, doc, base, settings=settings)
                store = self.edits.apparatus.store
                self.edition = store.edition
                self.notices = (*store.notices, *_found(self.edits.apparatus))
                self._own = self._store = store
                store.changed = self._said
            except (Locked, ReadOnly) as error:
                reason = str(error)
                self._own = Store.read(self.project, doc, self.edition)
            self.layers = self.shown = Store.layers(self.project, doc, self.edition)
        except JiaozhuError as error:
            return reason or str(error)
        except OSError as error:
            return reason or tr(
                "The annotations cannot be opened: {strerror}.", strerror=error.strerror
            )
        return reason

    def _said(self) -> None:
        """Spans, rejections or the page's record changed."""
        self.offers.stale = True
        self.changes += 1

    def facts(self) -> tuple[Sequence[Span], Sequence[Rejection]]:
        """The annotator's spans, and what they rejected."""
        if self._own is None:
            return (), ()
        return self._own.spans(), self._own.rejections()

    def close(self) -> str:
        """Let others write; gives a sentence if the file could not be brought up to date.

        Nothing is lost then: the log has every change.
        """
        self._closed = True
        store, self._store = self._store, None
        if store is not None:
            try:
                store.close()
            except (JiaozhuError, OSError) as error:
                return str(error)
        return ""

    def idle(self) -> None:
        """To be called when the hands rest: brings the file up to date with its log."""
        if self._store is not None:
            self._store.idle()

    def forms(self) -> Forms:
        """Which forms were chosen for characters of the page."""
        return self._own.forms() if self._own is not None else {}

    def _views(self) -> tuple[ScriptView, ...]:
        return (self.view,) if self.left is None else (self.view, self.left)

    def _reconverted(self, before: Edition, view: ScriptView) -> ScriptView:
        """What a pane shows, of the edition there is now."""
        if not view.is_converted:
            return self.converted(view.config)
        known = before.text, view
        return convert(self.edition.text, view.config, known, self.forms(), self.data)

    def choice_at(self, place: int) -> Choice | None:
        """The forms of the character at `place`, where there are several."""
        return forming.at(self.edition.text, self.view, place)

    def next_choice(self, place: int, forward: bool) -> Choice | None:
        """The next character (or the one before) that may be written in several ways."""
        return forming.following(self.edition.text, self.view, place, forward)

    def written(self, choice: Choice) -> str:
        """How the other script writes a character now."""
        return forming.written(self.view, choice)

    @property
    def is_behind(self) -> bool:
        """Whether the other script has not the forms that are chosen by now."""
        forms = self.forms()
        return any(view.is_converted and view.forms != forms for view in self._views())

    def follow(self) -> None:
        """Take up the edition that decisions on edits have made since, and the chosen forms."""
        before, self.edition = self.edition, self.edits.edition
        if before.text == self.edition.text and not self.is_behind:
            return
        if self.view.config:
            self.view = self._reconverted(before, self.view)
        if self.left is not None:
            self.left = self._reconverted(before, self.left)
        if self.hits is not None:
            with suppress(JiaozhuError):
                self.hits = self.page.find(self.hits.query)
        if self.layers and self.project is not None and before.text != self.edition.text:
            from tui.annotate.store import Store

            names = {layer.annotator for layer in self.shown}
            self.layers = Store.layers(self.project, self.project.doc_id(self.path), self.edition)
            self.shown = [layer for layer in self.layers if layer.annotator in names]

    # --- what there is

    @property
    def writable(self) -> bool:
        """Whether spans can be changed."""
        return self._store is not None

    @property
    def store(self) -> Store | None:
        """What writes the page; None where it is only read."""
        return self._store

    @property
    def saved(self) -> bool:
        """Whether everything that was done is on disk."""
        return self._store is None or self._store.saved

    @property
    def problem(self) -> str:
        """Why the last change was not written; why none can be."""
        return self.reason if self._store is None else self._store.problem

    @property
    def count(self) -> int:
        """The annotator's own spans."""
        return len(self._own) if self._own is not None else 0

    @property
    def flagged(self) -> int:
        """How many of the own spans read otherwise than what was tagged."""
        if self._own is None:
            return 0
        return sum(bool(span.was) for span in self._own.between(0, len(self.edition.text)))

    @property
    def done(self) -> bool:
        """Whether the annotator called the page done."""
        return self._own is not None and self._own.done

    @property
    def own(self) -> Layer | None:
        """All that the annotator says of the page; None while that is not known."""
        return self._own

    def get(self, span_id: str) -> Span | None:
        """The annotator's span of this id."""
        return self._own.get(span_id) if self._own is not None else None

    def marks(self, start: int, end: int) -> list[Mark]:
        """What to draw in `start:end`: the layers shown, and above them the own spans."""
        marks = [
            Mark(span.start, span.end, span.label, Kind.LAYER)
            for layer in self.shown
            for span in layer.between(start, end)
        ]
        if self._own is not None:
            marks += [
                Mark(span.start, span.end, span.label, Kind.SPAN)
                for span in self._own.between(start, end)
            ]
        marks += self.offers.marks(start, end)
        if self.hidden:
            marks = [mark for mark in marks if mark.label not in self.hidden]
        marks += self.edits.marks(start, end)
        if self.forms_shown:
            marks += forming.marks(self.edition.text, self.view, start, end)
        if self.hits is not None:
            marks += [Mark(a, b, "", Kind.HIT) for a, b in self.hits.between(start, end)]
        return marks

    @property
    def page(self) -> Page:
        """What one searches in."""
        page = self._page
        if page is None or page.edition is not self.edition or page.view is not self.view:
            page = self._page = Page(self.edition, self.view)
        return page

    def spans_at(self, offset: int) -> list[Span]:
        """The annotator's spans over a character, the innermost (shortest) first."""
        if self._own is None:
            return []
        asked = offset, self.changes, self._own
        if asked != self._asked:  # every part of the screen asks for those at the cursor
            spans = self._own.spans_at(offset)
            self._asked = asked
            self._there = sorted(spans, key=lambda span: (span.end - span.start, span.order))
        return self._there

    def spans_between(self, start: int, end: int) -> list[Span]:
        """The annotator's spans that touch a stretch, by place."""
        return list(self._own.between(start, end)) if self._own is not None else []

    def others_at(self, offset: int) -> list[Span]:
        """The spans of the layers shown over a character, the innermost first."""
        spans = [span for layer in self.shown for span in layer.spans_at(offset)]
        return sorted(spans, key=lambda span: (span.end - span.start, span.order))

    def next_span(self, offset: int, after: Span | None = None) -> Span | None:
        """The span after `after` in reading order; without one, the first from `offset` on."""
        if after is not None:
            offset = after.start
        low, width = offset, _WINDOW
        while low < len(self.edition.text) and self._own is not None:
            for span in self._own.between(low, low + width):
                if span.start >= low and (after is None or span.order > after.order):
                    return span
            low, width = low + width, width * 2
        return None

    def previous_span(self, offset: int, before: Span | None = None) -> Span | None:
        """The span before `before` in reading order; without one, the last that starts earlier."""
        if before is not None:
            offset = before.start + 1
        high, width = offset, _WINDOW
        while high > 0 and self._own is not None:
            low = max(0, high - width)
            for span in reversed(self._own.between(low, high)):
                if span.start >= low and (before is None or span.order < before.order):
                    return span
            high, width = low, width * 2
        return None

    # --- what a person does; each is on disk when it returns, or raises JiaozhuError

    def tag(self, start: int, end: int, label: str, origin: str = "manual") -> Span:
        """Label a stretch, without the blanks at its edges."""
        start, end = self.trim(start, end)
        return self.writer().add(start, end, label, origin=origin)

    def take(self, offers: Iterable[Offered]) -> tuple[Span, ...]:
        """Make suggestions spans, in one step: start, end, label, origin, and what is said of it.

        What is there already with this label stays.
        """
        from tui.annotate.store import NewSpan

        spans = []
        for start, end, label, origin, said in offers:
            start, end = self.trim(start, end)
            spans.append(NewSpan(start, end, label, "", origin, {"suggestion": said}))
        return self.writer().add_many(spans)

    def refuse(self, offers: Iterable[tuple[Suggestion, Mapping[str, Any]]]) -> None:
        """Reject suggestions, in one step; with each what is said of the decision."""
        from tui.annotate.rejection import REJECTIONS, new_rejection

        store, text = self.writer(), self.edition.text
        records = dict(
            new_rejection(
                text, one.start, one.end, one.label, store.annotator, {"suggestion": dict(said)}
            )
            for one, said in offers
        )
        store.put(REJECTIONS, records)

    def choose_form(self, place: int, form: str | None) -> None:
        """Write the character at `place` so in the other script; None: as OpenCC does."""
        from tui.annotate.chosen import choose

        choose(self.writer(), place, form)

    def relabel(self, span: Span, label: str) -> tuple[Change, ...]:
        """Give the span another label."""
        return self.writer().relabel(span.id, label)

    def move(self, span: Span, start: int, end: int) -> tuple[Change, ...]:
        """Put the span on another stretch."""
        return self.writer().move(span.id, start, end)

    def set_note(self, span: Span, note: str) -> tuple[Change, ...]:
        """Replace the span's note."""
        return self.writer().set_note(span.id, note)

    def delete(self, span: Span) -> tuple[Change, ...]:
        """Remove the span."""
        return self.writer().delete(span.id)

    def set_done(self, done: bool) -> None:
        """Say that the page is done, or not yet."""
        self.writer().set_done(done)

    def undo(self) -> tuple[Change, ...]:
        """Take back the last step; () when there is none."""
        return self.writer().undo()

    def redo(self) -> tuple[Change, ...]:
        """Make the last step taken back again; () when there is none."""
        return self.writer().redo()

    def last_step(self) -> Step | None:
        """The last change to a span of this page, of any day."""
        return self._store.last_step() if self._store is not None else None

    def is_tagged(self, start: int, end: int) -> bool:
        """Whether an own span shares a character with a stretch."""
        return self._own is not None and bool(self._own.between(start, end))

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """`start:end` without blanks and line ends at its edges, unless there is nothing else."""
        stretch = self.edition.text[start:end]
        if not stretch.strip():
            return start, end
        return start + len(stretch) - len(stretch.lstrip()), end - len(stretch) + len(
            stretch.rstrip()
        )

    def writer(self) -> Store:
        """The open store; JiaozhuError where nothing can be written."""
        if self._store is None:
            raise JiaozhuError(self.reason or tr("This page is closed."))
        return self._store


def touched(changes: Iterable[Change]) -> tuple[int, int] | None:
    """The stretch that changed spans cover, before and after; None where no span changed."""
    ends = [
        (span.start, span.end)
        for change in changes
        for span in (change.before, change.after)
        if span is not None
    ]
    return (min(s for s, _ in ends), max(e for _, e in ends)) if ends else None


def _found(apparatus: Apparatus) -> list[str]:
    """What a person should know about spans and decisions that did not find their place again."""
    notices = []
    if lost := len(apparatus.store.lost):
        notices.append(tr("{lost} spans have lost their place; export still has them.", lost=lost))
    if unplaced := len(apparatus.unplaced):
        notices.append(
            tr(
                "{unplaced} decisions on edits have no place here any more; they are kept.",
                unplaced=unplaced,
            )
        )
    return notices


def opened(path: Path, project: Project | None, base: Edition) -> Session:
    """The page as the person decided, ready to be read; `complete` does the rest.

    `base`: the page as the repairs left it.
    """
    edits = Edits(base)
    if project is not None:
        with suppress(JiaozhuError, OSError):  # `complete` says what is wrong with them
            if project.is_annotated(doc_id := project.doc_id(path)):
                from tui.annotate.editions import collate, may_have_decisions

                if may_have_decisions(project, doc_id):
                    edits = Edits(base, collate(project, doc_id, base))
    session = Session(path, edits.edition, project)
    session.edits = edits
    _ = edits.edition.blocks, edits.edition.alignment  # made here, not when keys are waiting
    return session


def glance(path: Path, source: Source) -> Session:
    """The page as found, to read while it is being cleaned."""
    return Session(path, Edition.make(source, ()), doing=tr_later("cleaning"))
