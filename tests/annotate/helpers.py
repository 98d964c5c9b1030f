"""Pages and projects for the tests."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tui.annotate.project import Project
from tui.text.edit import Edit
from tui.text.edition import Edition
from tui.text.source import Source

TEXT = (
    "市委组织部\n本报讯（牡丹晚报全媒体记者 张三）2020年1月28日，"
    "山东省东营市东营区𠮷野家门前，张三说：“责任重于泰山。”\n"
)


def edition(text: str = TEXT, edits: Iterable[tuple[int, int, str]] = ()) -> Edition:
    """An edition of a page that reads `text`, with replacements (start, end, new) made."""
    source = Source("page.txt", text, text.encode("utf-8", "surrogatepass"), "utf-8")
    return Edition.make(source, (Edit(a, b, text[a:b], new, "test") for a, b, new in edits))


def project(tmp_path: Path, annotator: str = "lin") -> Project:
    """A new project."""
    return Project.create(tmp_path, annotator)
