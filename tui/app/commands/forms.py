"""Commands about characters that the other script may write in several ways: 发 as 發 or 髮."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.registry import Group, Registry
from tui.errors import JiaozhuError
from tui.language import tr

if TYPE_CHECKING:
    from tui.app.screens.reading import Reading
    from tui.text.forms import Choice


def _is_choice(desk: Reading) -> bool:
    return desk.session.choice_at(desk.reader.cursor) is not None


def add_to(registry: Registry[Reading]) -> None:
    """Register them."""
    command = registry.command

    @command("forms", "z f", title="forms", group=Group.VIEW)
    def forms(desk: Reading, count: int) -> None:
        """Underline characters of several forms"""
        desk.show_forms(not desk.session.forms_shown)

    @command("choose-form", "g z", title="choose form", group=Group.VIEW, when=_is_choice)
    def choose(desk: Reading, count: int) -> None:
        """Choose how the other script writes it"""
        from tui.app.screens.choosing import Choosing

        place = desk.reader.cursor
        choice = desk.session.choice_at(place)
        if choice is None:
            raise JiaozhuError(tr("The other script writes this character in one way only."))

        def chosen(number: str | None) -> None:
            if number is not None:
                desk.attempt(lambda: _choose(desk, choice, int(number)))

        now = desk.session.written(choice)
        char = desk.session.edition.text[place]
        desk.app.push_screen(
            Choosing(
                tr("{char} is written in the other script:", char=char),
                [
                    (str(number), form, "" if number else tr("as OpenCC has it"))
                    for number, form in enumerate(choice.shown)
                ],
                str(choice.shown.index(now)) if now in choice.shown else "",
            ),
            chosen,
        )

    @command("next-form", "] z", title="next form", group=Group.MOVE, jumps=True)
    def following(desk: Reading, count: int) -> None:
        """To the next character of several forms"""
        _go(desk, max(1, count))

    @command("previous-form", "[ z", title="form before", group=Group.MOVE, jumps=True)
    def previous(desk: Reading, count: int) -> None:
        """Back to the character of several forms"""
        _go(desk, -max(1, count))


def _choose(desk: Reading, choice: Choice, number: int) -> None:
    desk.session.choose_form(choice.place, choice.forms[number])
    desk.hands.follow()
    desk.reader.refresh_marks()
    char = desk.session.edition.text[choice.place]
    desk.say(tr("{char} is written {form}", char=char, form=choice.shown[number]))


def _go(desk: Reading, by: int) -> None:
    """To one that nobody and no phrase decided; they are shown from then on."""
    session = desk.session
    for _ in range(abs(by)):
        choice = session.next_choice(desk.reader.cursor, by > 0)
        if choice is None:
            raise JiaozhuError(
                tr("No character after this waits for its form.")
                if by > 0
                else tr("No character before this waits for its form.")
            )
        desk.hands.before_motion()
        desk.reader.jump(choice.place)
    if not session.forms_shown:
        desk.show_forms(True)
