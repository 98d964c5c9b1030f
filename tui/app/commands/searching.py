"""Commands that find words in the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.registry import Group, Registry
from tui.app.search import Hits
from tui.language import tr
from tui.text.query import Query

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading
    from tui.app.screens.searching import Sought


def add_to(registry: Registry[Reading]) -> None:
    """Register them."""
    command = registry.command

    @command("search", "/", title="search", group=Group.MOVE)
    def search(desk: Reading, count: int) -> None:
        """Find words in either script, or pinyin"""
        from tui.app.screens.searching import SearchPrompt

        def asked(sought: Sought | None) -> None:
            if sought is None:
                return
            hits = sought.hits
            if hits is not None and not len(hits):
                _offer(desk, hits.query)
            else:
                _show(desk, hits)
                desk.catch_up(sought.ahead)

        desk.app.push_screen(SearchPrompt(tr("Find on this page"), desk.session.page), asked)

    @command("search-next", "n", title="next hit", group=Group.MOVE)
    def search_next(desk: Reading, count: int) -> None:
        """To the next place that was found"""
        _go(desk, max(1, count))

    @command("search-back", "N", title="hit before", group=Group.MOVE)
    def search_back(desk: Reading, count: int) -> None:
        """Back to the place found before"""
        _go(desk, -max(1, count))


def _show(desk: Reading, hits: Hits | None) -> None:
    """Draw the hits and go to the next; with None draw none."""
    desk.session.hits = hits
    desk.reader.refresh_marks()
    _go(desk, 1)


def _offer(desk: Reading, query: Query) -> None:
    """Offer what is near to words that are not on the page."""
    from tui.app.screens.searching import NearWords
    from tui.text.near import near

    page = desk.session.page
    found = near(query.text, [page.text])
    if not found:
        desk.tell(tr("{query} is not on this page, nor anything near.", query=query))
        return

    def chosen(words: str | None) -> None:
        if words is not None:
            _show(desk, page.find(Query(words)))

    question = tr("{text} is not on this page. Near to it:", text=query.text)
    desk.app.push_screen(NearWords(question, found), chosen)


def _go(desk: Reading, by: int) -> None:
    hits = desk.session.hits
    if hits is None:
        desk.tell(tr("Nothing has been searched for yet: / does."))
    elif not len(hits):
        desk.tell(tr("{query} is not on this page.", query=hits.query))
    else:
        number = hits.step(desk.reader.cursor, by)
        desk.places.leave(desk.spot)
        desk.hands.before_motion()
        desk.reader.jump(hits.starts[number])
        desk.tell(
            tr("{query}: {number} of {count}", query=hits.query, number=number + 1, count=len(hits))
        )
