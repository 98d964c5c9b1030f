"""The page of keys in the documents is what the program does."""

from pathlib import Path

from tui.app.commands.table import markdown


def test_the_page_of_keys_is_up_to_date() -> None:
    page = Path(__file__).parents[3] / "docs" / "keys.md"
    assert page.read_text(encoding="utf-8") == markdown()
