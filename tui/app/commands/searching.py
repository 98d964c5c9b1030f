"""Commands that find words in the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.registry import Group, Registry

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading


def add_to(registry: Registry[Reading]) -> None:
    """Register them."""
    command = registry.command

    @command("search", "/", title="search", group=Group.MOVE)
    def search(desk: Reading, count: int) -> None:
        """Find words, in either script"""
        from tui.app.screens.prompt import Prompt

        def asked(query: str | None) -> None:
            if query is not None:
                desk.session.search(query)
                desk.reader.refresh_marks()
                _go(desk, 1)

        desk.session  # noqa: B018 - says so where no page is open
        desk.app.push_screen(Prompt("Find, in either script"), asked)

    @command("search-next", "n", title="next hit", group=Group.MOVE)
    def search_next(desk: Reading, count: int) -> None:
        """To the next place that was found"""
        _go(desk, max(1, count))

    @command("search-back", "N", title="hit before", group=Group.MOVE)
    def search_back(desk: Reading, count: int) -> None:
        """Back to the place found before"""
        _go(desk, -max(1, count))


def _go(desk: Reading, by: int) -> None:
    hits = desk.session.hits
    if hits is None:
        desk.tell("Nothing has been searched for yet: / does.")
    elif not len(hits):
        desk.tell(f"{hits.query} is not on this page.")
    else:
        number = hits.step(desk.reader.cursor, by)
        desk.hands.before_motion()
        desk.reader.jump(hits.starts[number])
        desk.tell(f"{hits.query}: {number + 1} of {len(hits)}")
