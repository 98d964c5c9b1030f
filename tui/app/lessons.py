"""The tutorial: what to do step by step on a real page, and whether it was done.

A step is done when the page shows it, by whatever keys. Its page is a copy in a folder of its own,
which goes when the tutorial ends.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tui.annotate.project import Project
from tui.language import tr, tr_later

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading

ANNOTATOR = "tutorial"


@dataclass(frozen=True, slots=True)
class Stand:
    """How a page stands, as far as steps ask."""

    cursor: int
    selected: int
    """Code points that are selected."""
    spans: int
    suggested: int
    """Spans that were suggestions."""
    listed: int
    """Spans that were tagged from a concordance."""
    decided: int
    """Edits that were decided on."""
    config: str
    hits: int
    interlinear: bool

    @classmethod
    def of(cls, desk: Reading) -> Stand:
        """How the open page stands."""
        session, reader = desk.session, desk.reader
        start, end = reader.selection or (0, 0)
        origins = [span.origin for span in session.spans_between(0, len(session.edition.text))]
        return cls(
            reader.cursor,
            end - start,
            len(origins),
            origins.count("suggested"),
            origins.count("concordance"),
            len(session.edits.collation.decisions),
            session.view.config,
            len(session.hits) if session.hits is not None else 0,
            desk.options.interlinear,
        )


@dataclass(frozen=True, slots=True)
class Lesson:
    """One step."""

    text: str
    keys: str
    """What to press."""
    is_done: Callable[[Stand, Stand, str], bool]
    """Asked with how the page stood when the step began, how it stands, and its text."""


def _is_at(words: str) -> Callable[[Stand, Stand, str], bool]:
    return lambda _, now, text: text.startswith(words, now.cursor)


LESSONS = (
    Lesson(
        tr_later("w goes to the next word, b back; j and k by rows. Go on a bit."),
        "w w w",
        lambda before, now, _: now.cursor > before.cursor + 3,
    ),
    Lesson(
        tr_later("f and two letters of pinyin go anywhere: go to 党员 (dang yuan)."),
        tr_later("f d y, then the key on it"),
        _is_at("党员"),
    ),
    Lesson(
        tr_later("v selects; v again grows: word, clause, sentence. - shrinks."),
        "v v",
        lambda before, now, _: now.selected > 1,
    ),
    Lesson(
        tr_later("A label's key tags what is selected; the labels stand below."),
        tr_later("r for a role"),
        lambda before, now, _: now.spans > before.spans,
    ),
    Lesson(
        tr_later("On a span * lists all places of its words; Y tags all of them."),
        "* Y Esc",
        lambda before, now, _: now.listed > before.listed,
    ),
    Lesson(
        tr_later("u takes back the last change, of any day: all these at once."),
        "u",
        lambda before, now, _: now.spans < before.spans,
    ),
    Lesson(
        tr_later("Tab goes to the next suggestion, Enter accepts it, x rejects it."),
        "Tab Enter",
        lambda before, now, _: now.suggested > before.suggested,
    ),
    Lesson(
        tr_later("A shows what was cleaned, ]e the next edit; ! rejects, c keeps."),
        "A ]e !",
        lambda before, now, _: now.decided > before.decided,
    ),
    Lesson(
        tr_later("S shows the other pane in the next script; p goes over there."),
        "S",
        lambda before, now, _: now.config != before.config,
    ),
    Lesson(
        tr_later("/ finds words in either script, or pinyin; n the next place."),
        "/ yiqing Enter",
        lambda before, now, _: now.hits > 0 and now.hits != before.hits,
    ),
    Lesson(
        tr_later("I puts the names of labels below the text."),
        "I",
        lambda before, now, _: now.interlinear != before.interlinear,
    ),
)
LAST = tr_later("That is it. D: done and next page, X: export, ?: every key.")


class Course:
    """Where a person is in the tutorial, and the folder it takes place in."""

    def __init__(self) -> None:
        self._kept = ExitStack()
        folder = Path(self._kept.enter_context(TemporaryDirectory(prefix="jiaozhu-tutorial-")))
        self.page = folder / "tutorial.txt"
        self.page.write_bytes(files("tui.app").joinpath("data/tutorial.txt").read_bytes())
        Project.create(folder, ANNOTATOR)
        self.step = 0
        """How many steps are done."""
        self._before: Stand | None = None

    def look(self, desk: Reading) -> None:
        """See whether what is to be done was done."""
        now = Stand.of(desk)
        if self._before is None:
            self._before = now
        if self.step < len(LESSONS) and LESSONS[self.step].is_done(
            self._before, now, desk.session.edition.text
        ):
            self.step += 1
            self._before = now

    @property
    def said(self) -> tuple[str, str, str]:
        """Where one is, what to do, and by which keys."""
        if self.step == len(LESSONS):
            return tr("done"), tr(LAST), "q"
        lesson = LESSONS[self.step]
        return f"{self.step + 1}/{len(LESSONS)}", tr(lesson.text), tr(lesson.keys)

    def close(self) -> None:
        """Leave nothing behind."""
        self._kept.close()
