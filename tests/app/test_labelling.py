"""The label first, the same again, the next name: what they tag, and what they leave alone."""

from __future__ import annotations

from textual.pilot import Pilot

from tests.app.test_reading import foot, go, opened, reading, tagged
from tui.annotate.project import Project
from tui.app.app import JiaozhuApp
from tui.app.screens.library import Library
from tui.app.screens.reading import Reading
from tui.app.shelf import Shelf


async def drag(pilot: Pilot[None], screen: Reading, words: str) -> None:
    """Draw over `words` with the mouse."""
    start = screen.session.edition.text.index(words)
    screen.reader.jump(start)
    canvas, model = screen.reader.canvas, screen.reader.model
    assert canvas is not None
    row = model.screen_row
    assert row is not None
    column = canvas.panes.text_column(0) + model.caret_column
    places = [(column, row + canvas.panes.title)]
    places.append((column + 2 * (len(words) - 1), places[0][1]))
    await pilot.mouse_down(screen.reader, offset=places[0])
    await pilot.hover(screen.reader, offset=places[1])
    await pilot.mouse_up(screen.reader, offset=places[1])
    await pilot.pause()


async def test_an_armed_label_is_shown_and_ends_with_escape_or_tt(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("t")
        assert "which label is to be armed?" in foot(pilot)
        await pilot.press("p")
        assert "PER armed" in foot(pilot)
        await pilot.press("j")
        assert "PER armed" in foot(pilot)
        await pilot.press("t", "t")
        assert "PER is no longer armed" in foot(pilot)
        await pilot.press("t", "t")
        assert "TIME armed" in foot(pilot)
        await pilot.press("escape")
        assert "armed" not in foot(pilot).replace("no longer armed", "")
        await pilot.press("t", "9", "t", "r")
        assert not screen.arming.label
        await pilot.press("t", "escape", "t", "y")
        assert "No label has the key y." in foot(pilot)


async def test_escape_drops_the_selection_before_the_armed_label(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("t", "p", "v", "escape")
        assert screen.arming.label == "PER"
        assert screen.reader.selection is None
        await pilot.press("t", "escape")
        assert not screen.arming.label


async def test_enter_takes_the_word_or_what_was_selected(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("t", "z")
        go(screen, "山东省")
        await pilot.press("enter")
        go(screen, "牡丹晚报")
        await pilot.press("v", "l", "l", "l", "enter")
        assert tagged(screen) == [("ORG", "牡丹晚报"), ("ORG", "山东省")]
        assert screen.reader.selection is None
        # A label's own key still wins, and is for this once.
        go(screen, "姜培军")
        await pilot.press("+", "p")
        assert tagged(screen)[1] == ("PER", "姜培军")
        assert screen.arming.label == "ORG"


async def test_a_picked_span_keeps_its_label_while_another_is_armed(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        go(screen, "山东省")
        await pilot.press("+", "c", "t", "p", "enter", "enter", "escape")
        assert tagged(screen) == [("LOC", "山东省")]


async def test_the_mouse_tags_at_once_while_a_label_is_armed(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await drag(pilot, screen, "姜培军")
        assert tagged(screen) == []
        await pilot.press("escape", "t", "p")
        await drag(pilot, screen, "姜培军")
        assert tagged(screen) == [("PER", "姜培军")]


async def test_a_third_click_takes_the_sentence_and_not_the_word(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("t", "q")
        go(screen, "王东")
        canvas, model = screen.reader.canvas, screen.reader.model
        assert canvas is not None
        assert model.screen_row is not None
        at = (
            canvas.panes.text_column(0) + model.caret_column,
            model.screen_row + canvas.panes.title,
        )
        await pilot.click(screen.reader, offset=at, times=3)
        await pilot.pause()
        (span,) = tagged(screen)
        assert span[1].startswith("王东说")


async def test_an_armed_label_outlives_page_and_list(project: Project) -> None:
    app = JiaozhuApp(Shelf.open([str(project.root)], project.annotator), first=0)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await pilot.press("t", "c", ">")
        screen = await opened(pilot)
        go(screen, "發展")
        await pilot.press("enter")
        assert ("LOC", "發展") in tagged(screen)
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, Library)
        await pilot.press("enter")
        screen = await opened(pilot)
        assert "LOC armed" in foot(pilot)


async def test_names_are_hopped_to_and_tagged_a_label_takes_one_on(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("]", "n")
        assert screen.quote() == "市委组织部"
        assert "probably a name" in foot(pilot)
        await pilot.press("z")
        assert tagged(screen) == [("ORG", "市委组织部")]
        seen: list[str] = []
        while not seen or seen[-1] != screen.quote():
            seen.append(screen.quote())
            await pilot.press("]", "n")
        assert seen == ["牡丹晚报", "姜培军", "市委组织部", "王东", "山东省东营市"]
        assert "There is no untagged name after this." in foot(pilot)
        await pilot.press("[", "n")
        assert screen.quote() == seen[-2]
        await pilot.press("escape", "g", "g", "]", "n")
        assert screen.quote() == "牡丹晚报"  # the first has a span now
        await pilot.press("escape", "2", "]", "n")
        assert screen.quote() == "市委组织部"


async def test_a_label_takes_one_on_from_a_name_hopped_to_while_it_is_in_hand(
    project: Project,
) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("]", "n", "h", "z")  # with an edge moved
        assert tagged(screen) == [("ORG", "市委组织")]
        assert screen.quote() == "牡丹晚报"
        await pilot.press("]", "n", "]", "n", "[", "n", "p")  # back: it goes on back
        assert tagged(screen)[-1] == ("PER", "姜培军")
        assert screen.quote() == "牡丹晚报"
        await pilot.press("escape", "v", "z")  # dropped, and selected anew
        assert tagged(screen)[1] == ("ORG", "报")
        assert screen.reader.selection is None


async def test_enter_on_a_name_hopped_to_tags_and_hops_on(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press("t", "z", "]", "n", "enter")
        assert tagged(screen) == [("ORG", "市委组织部")]
        assert screen.quote() == "牡丹晚报"
        await pilot.press("enter", "]", "n")
        assert [quote for _, quote in tagged(screen)] == ["市委组织部", "牡丹晚报"]
        while screen.reader.selection is not None and "no untagged name" not in foot(pilot):
            await pilot.press("enter")
        assert "There is no untagged name after this." in foot(pilot)


async def test_again_tags_selection_same_words_or_word(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        await pilot.press(".")
        assert "Nothing was tagged yet" in foot(pilot)
        go(screen, "党组织和")
        await pilot.press("v", "l", "l", "z")
        text = screen.session.edition.text
        # The word.
        go(screen, "山东省")
        await pilot.press(".")
        assert tagged(screen)[-1] == ("ORG", "山东省")
        # What is selected.
        go(screen, "东营市")
        await pilot.press("v", "l", "l", ".")
        assert tagged(screen)[-1] == ("ORG", "东营市")
        # The same words as before, from the middle of them.
        go(screen, "市委组织部印发")
        await pilot.press("v", "l", "l", "l", "l", "z")
        screen.reader.jump(text.index("组织部号召"))
        await pilot.press(".")
        assert ("ORG", "市委组织部") in tagged(screen)[:1]
        go(screen, "。王东") if "。王东" in text else screen.reader.jump(text.index("”王东"))
        await pilot.press(".")
        assert "There is no word under the cursor." in foot(pilot)


async def test_again_relabels_notes_moves_and_deletes(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        for words in ("牡丹", "山东", "东营"):
            go(screen, words)
            await pilot.press("v", "l", "z")
        go(screen, "牡丹")
        await pilot.press("r", "p")
        go(screen, "山东")
        await pilot.press(".")
        assert [label for label, _ in tagged(screen)] == ["PER", "PER", "ORG"]
        await pilot.press("a", *"ok", "enter")
        go(screen, "东营")
        await pilot.press(".")
        assert screen.session.spans_at(screen.reader.cursor)[0].note == "ok"
        await pilot.press("enter", "L", "escape")
        assert tagged(screen)[-1] == ("ORG", "东营市")
        go(screen, "山东")
        await pilot.press(".")
        assert tagged(screen)[1] == ("PER", "山东省")
        await pilot.press("d")
        go(screen, "东营")
        await pilot.press(".")
        assert tagged(screen) == [("PER", "牡丹")]
        await pilot.press(".")
        assert "There is no span of yours here." in foot(pilot)


async def test_again_survives_undo_restart_and_the_turn_of_a_page(project: Project) -> None:
    async with reading(project) as (pilot, screen):
        go(screen, "牡丹晚报")
        await pilot.press("v", "l", "l", "l", "z", "u")
        go(screen, "山东省")
        await pilot.press(".", "D")
    async with reading(project) as (pilot, screen):
        go(screen, "王东")
        await pilot.press(".")
        assert tagged(screen)[0] == ("ORG", "王东")
    app = JiaozhuApp(Shelf.open([str(project.root)], project.annotator), first=0)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot)
        go(screen, "姜培军")
        await pilot.press("+", "p", ">")
        screen = await opened(pilot)
        go(screen, "發展")
        await pilot.press(".")
        assert ("PER", "發展") in tagged(screen)


async def test_done_goes_on_to_the_next_page_that_is_not(project: Project) -> None:
    for name in ("a.txt", "z.txt"):
        (project.root / name).write_text("王东说。\n", encoding="utf-8")
    app = JiaozhuApp(Shelf.open([str(project.root)], project.annotator), first=1)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)  # a, news, statement, z
        await pilot.press("D")
        assert (await opened(pilot)).index == 2
        await pilot.press("<")
        screen = await opened(pilot)
        await pilot.press("<")
        screen = await opened(pilot)
        assert screen.index == 0
        await pilot.press("D")
        assert (await opened(pilot)).index == 2  # not 1, which is done
        await pilot.press("D")
        assert (await opened(pilot)).index == 3
        await pilot.press("D")
        screen = await opened(pilot)
        assert screen.index == 3
        assert "done; so is every page" in foot(pilot)
