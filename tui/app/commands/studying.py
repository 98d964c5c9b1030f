"""Commands that look through the whole project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.app.commands.registry import Group, Mode, Registry
from tui.errors import JiaozhuError
from tui.language import tr, tr_later
from tui.text.query import Query, meant
from tui.text.units import Unit, containing

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading
    from tui.app.screens.searching import Sought
    from tui.app.screens.tables import View


def add_to(registry: Registry[Reading]) -> None:
    """Register them."""
    command = registry.command

    @command(
        "concordance",
        "*",
        title="all the same",
        group=Group.TAG,
        footer=(Mode.ON_SPAN, Mode.SELECT, Mode.EDIT),
    )
    def concordance(desk: Reading, count: int) -> None:
        """All places of the word, selection or span"""
        words, label = here(desk)
        desk.hands.clear()
        desk.concordance(Query(words, whole=True), label)

    @command("search-project", "g /", title="search all pages", group=Group.MOVE)
    def search_project(desk: Reading, count: int) -> None:
        """Search all pages of the project"""
        from tui.app.screens.searching import SearchPrompt

        def asked(sought: Sought | None) -> None:
            if sought is not None and sought.hits is not None:
                # What is not on this page may be meant otherwise on another.
                known = sought.hits.query if len(sought.hits) else None
                index = desk.study()[0].index
                texts = [text for page in index.ready if (text := index.text(page))]
                desk.concordance(known or meant(sought.typed, texts))

        desk.study()
        desk.app.push_screen(
            SearchPrompt(tr("Find in the whole project"), desk.session.page), asked
        )

    @command("conflicts", "g x", title="conflicts", group=Group.TAG)
    def conflicts(desk: Reading, count: int) -> None:
        """The same string with different labels"""
        from tui.app.screens.tables import View
        from tui.study import tables

        index = desk.study()[0].index
        _open(desk, tr_later("conflicts"), [View("", lambda: tables.conflicts(index))])

    @command("frequency", "g f", title="frequencies", group=Group.VIEW)
    def frequency(desk: Reading, count: int) -> None:
        """How often words and spans are there"""
        from tui.app.screens.tables import View
        from tui.study import tables

        study, page = desk.study()
        cutter, index = study.cutter, study.index
        views = [
            View(tr("words, all pages"), lambda: tables.frequency(cutter)),
            View(tr("words, this page"), lambda: tables.frequency(cutter, [page])),
            View("spans", lambda: tables.span_frequency(index)),
        ]
        _open(desk, tr_later("frequency"), views)

    @command("collocates", "g c", title="collocates", group=Group.VIEW)
    def collocates(desk: Reading, count: int) -> None:
        """What stands around the word or span here"""
        from functools import partial

        from tui.app.screens.tables import View
        from tui.study import tables

        words, _ = here(desk)
        cutter, query = desk.study()[0].cutter, Query(words, whole=True)
        views = [
            View(
                tr("of {words}, window {window}", words=words, window=window),
                partial(tables.collocates, cutter, query, window),
            )
            for window in (tables.WINDOW, 10, 1, 2, 3)
        ]
        _open(desk, tr_later("collocates"), views)

    @command("keyness", "g k", title="key words", group=Group.VIEW)
    def keyness(desk: Reading, count: int) -> None:
        """What words are typical of pages or labels"""
        from tui.app.screens.prompt import Prompt
        from tui.app.screens.tables import View
        from tui.study import tables

        study, page = desk.study()

        def asked(typed: str | None) -> None:
            target, _, reference = (typed or "").partition(" : ")
            if target.strip():
                view = View(
                    "",
                    lambda: tables.compared(study.cutter, target.strip(), reference.strip()),
                )
                _open(desk, tr_later("keyness"), [view])

        hint = tr(
            "Pages (a name, a folder, * and ?) or a label; after ' : ' those to compare with, "
            "else all others. ORG : PER"
        )
        question = tr("Key words of which pages or label?")
        desk.app.push_screen(Prompt(question, study.index.name(page), hint), asked)


def _open(desk: Reading, title: str, views: Sequence[View]) -> None:
    from tui.app.screens.tables import TableScreen

    desk.app.push_screen(TableScreen(desk, desk.study()[0].index, title, views))


def here(desk: Reading) -> tuple[str, str]:
    """The words that are selected, tagged or under the cursor, and the label they have."""
    text = desk.session.edition.text
    span = desk.hands.target
    if span is not None:
        place, label = (span.start, span.end), span.label
    elif desk.reader.selection is not None:
        place, label = desk.reader.selection, ""
    else:
        place, label = containing(text, desk.reader.cursor, Unit.WORD), ""
    words = text[place[0] : place[1]].strip()
    if not any(char.isalnum() for char in words):
        raise JiaozhuError(tr("There is no word here; select something first."))
    if len(words) > 200:
        raise JiaozhuError(
            tr("The selection is too long to be looked up; take up to 200 characters.")
        )
    return words, label
