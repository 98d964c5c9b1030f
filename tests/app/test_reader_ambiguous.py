from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len as rich_cell_len
from rich.cells import set_cell_size

from tui.app.reader.ambiguous import measure_ambiguous
from tui.text.width import cell_widths, safe_display


@pytest.fixture(scope="module", autouse=True)
def wide() -> Iterator[None]:
    measure_ambiguous(2)
    yield
    measure_ambiguous(1)
    assert rich_cell_len("“”") == 2


@given(st.text(st.sampled_from("“”…—·中a°é①ΑЖ🎉─│"), max_size=20))
def test_rich_measures_as_the_layout_does(text: str) -> None:
    display = safe_display(text)
    frames = sum(char in "─│" for char in display)
    assert rich_cell_len(display) == sum(cell_widths(display, ambiguous=2)) - frames


def test_rich_cuts_where_the_cells_are() -> None:
    assert rich_cell_len("──") == 2
    assert set_cell_size("“一”", 4) == "“一"
    assert set_cell_size("“一”", 5) == "“一 "
