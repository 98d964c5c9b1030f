"""Commands of a concordance. The keys and digits of labels come from the label set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.common import add_common, add_list_moves
from tui.app.commands.registry import Group, Mode, Registry
from tui.study.concordance import Order, Show
from tui.study.tagging import Act

if TYPE_CHECKING:
    from tui.app.screens.concordance import ConcordanceScreen

concordance: Registry[ConcordanceScreen] = Registry()
_FOOTER = (Mode.READ,)
command = concordance.command


@command("hit-yes", "y", title="tag", group=Group.TAG, footer=_FOOTER)
def yes(screen: ConcordanceScreen, count: int) -> None:
    """Give this hit the label; the next hit"""
    screen.decide(yes=True)


@command("hit-no", "n", title="reject", group=Group.TAG, footer=_FOOTER)
def no(screen: ConcordanceScreen, count: int) -> None:
    """Not this one: it is not offered again"""
    screen.decide(yes=False)


@command("hits-yes", "Y", title="tag all shown", group=Group.TAG, footer=_FOOTER)
def all_yes(screen: ConcordanceScreen, count: int) -> None:
    """Give all hits in the list the label"""
    screen.decide_all(yes=True)


@command("hits-no", "N", title="reject all", group=Group.TAG, footer=_FOOTER)
def all_no(screen: ConcordanceScreen, count: int) -> None:
    """Reject all hits in the list that are untagged"""
    screen.decide_all(yes=False)


@command("hit-undo", "u", title="undo", group=Group.TAG, footer=_FOOTER)
def undo(screen: ConcordanceScreen, count: int) -> None:
    """Take back the last decision, on all its pages"""
    screen.undo()


@command("hit-open", "enter", title="open", group=Group.MOVE, footer=_FOOTER)
def open_hit(screen: ConcordanceScreen, count: int) -> None:
    """Show the hit on its page; Ctrl-o comes back"""
    screen.rows.choose()


@command("hits-filter", "f", title="filter", group=Group.VIEW, footer=_FOOTER)
def filter_hits(screen: ConcordanceScreen, count: int) -> None:
    """Show all, untagged, conflicts, rejected"""
    shows = list(Show)
    screen.rearrange(show=shows[(shows.index(screen.found.show) + 1) % len(shows)])


@command("hits-left", "H", title="sort left", group=Group.VIEW, footer=_FOOTER)
def sort_left(screen: ConcordanceScreen, count: int) -> None:
    """Sort by what is left of the hit; again: by page"""
    _sort(screen, Order.LEFT)


@command("hits-right", "L", title="sort right", group=Group.VIEW, footer=_FOOTER)
def sort_right(screen: ConcordanceScreen, count: int) -> None:
    """Sort by what is right of the hit; again: by page"""
    _sort(screen, Order.RIGHT)


@command("hit-label", "l", title="label", group=Group.TAG, footer=_FOOTER)
def label(screen: ConcordanceScreen, count: int) -> None:
    """Choose the label that y gives"""
    screen.ask_label(lambda: None)


@command("hit-remove", "d", title="remove", group=Group.TAG)
def remove(screen: ConcordanceScreen, count: int) -> None:
    """Take the spans on this hit away"""
    screen.decide_on(Act.REMOVE)


@command("hit-conflict", "x", title="next conflict", group=Group.MOVE)
def conflict(screen: ConcordanceScreen, count: int) -> None:
    """To the next hit with another label"""
    screen.next_conflict()


@command("hits-sample", "~", title="sample", group=Group.VIEW)
def sample(screen: ConcordanceScreen, count: int) -> None:
    """Show a random sample, the same for one seed"""
    screen.ask_sample()


@command("hits-search", "/", title="other query", group=Group.VIEW)
def search(screen: ConcordanceScreen, count: int) -> None:
    """Search the project for something else"""
    screen.ask_query()


@command("hits-export", "w", title="write CSV", group=Group.VIEW)
def export(screen: ConcordanceScreen, count: int) -> None:
    """Write the hits in the list as CSV, TSV or JSON"""
    screen.ask_file()


@command("hits-close", "escape", "q", "ctrl+o", "*", title="close", group=Group.APP, footer=_FOOTER)
def close(screen: ConcordanceScreen, count: int) -> None:
    """Back to where one came from"""
    screen.leave()


def _sort(screen: ConcordanceScreen, order: Order) -> None:
    screen.rearrange(order=Order.PLACE if screen.found.order is order else order)


add_list_moves(concordance)
add_common(concordance)
