"""Which pages there are, and what is known of them without opening them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.conftest import NEWS, load
from tui.annotate.progress import Progress
from tui.annotate.project import Project
from tui.app.shelf import Shelf, headline
from tui.errors import JiaozhuError
from tui.text.blocks import Block, BlockType
from tui.text.edition import Edition
from tui.text.source import decode, read


def test_a_folder_gives_its_pages_in_order(project: Project) -> None:
    shelf = Shelf.open([str(project.root)], "lin")
    assert [page.name for page in shelf.pages] == ["news.txt", "statement.txt"]
    assert shelf.project == project
    assert shelf.notices == []


def test_a_project_is_made_when_that_is_asked_for(tmp_path: Path) -> None:
    page = tmp_path / "pages" / "a.txt"
    page.parent.mkdir()
    page.write_text("校注", encoding="utf-8")
    shelf = Shelf.open([str(page)])
    assert shelf.unmade == [page.parent]
    assert list(page.parent.iterdir()) == [page]
    shelf.make_projects("discourse")
    assert shelf.unmade == []
    assert shelf.project is not None
    assert shelf.project.labels.by_key("s") is not None
    assert "annotations" in shelf.notices[0]


def test_a_project_that_was_made_meanwhile_is_taken_up(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("校注", encoding="utf-8")
    shelf = Shelf.open([str(tmp_path)], "lin")
    labels = Project.create(tmp_path, "wu", "empty").labels
    shelf.make_projects("general")
    assert shelf.project is not None
    assert shelf.project.annotator == "lin"
    assert shelf.project.labels == labels


def test_progress_is_read_again_after_work(project: Project) -> None:
    shelf = Shelf.open([str(project.root)], "lin")
    assert shelf.progress(0) == Progress(0, False)
    path = project.root / "news.txt"
    session = load(path, project)
    session.tag(0, 5, "ORG")
    session.set_done(True)
    session.close()
    assert shelf.progress(0) == Progress(0, False)
    shelf.forget(0)
    assert shelf.progress(0) == Progress(1, True)


def test_pages_are_told_apart_by_their_first_words(project: Project) -> None:
    (project.root / "z.txt").write_bytes(b"\x00\x01\x02\x00\x00\xff\x00\x07" * 20)
    (project.root / "a.txt").write_text("\n 没有人清理过的一页\n\n第二行\n", encoding="utf-8")
    shelf = Shelf.open([str(project.root)], "lin")
    assert shelf.opening(0) == "没有人清理过的一页"
    assert shelf.opening(3) == ""


def test_nothing_to_open_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(JiaozhuError, match="no pages"):
        Shelf.open([str(tmp_path)])
    with pytest.raises(JiaozhuError, match="no page or folder"):
        Shelf.open([str(tmp_path / "none.txt")])


def test_a_broken_label_set_leaves_pages_to_read(project: Project) -> None:
    (project.folder / "labels.toml").write_text("[[label]]\nname = 3\n", encoding="utf-8")
    shelf = Shelf.open([str(project.root)], "lin")
    assert shelf.pages[0].project is None
    assert "labels.toml" in shelf.notices[0]


def test_a_page_that_was_cleaned_is_listed_by_its_headline(project: Project) -> None:
    page = project.root / "site.txt"
    page.write_text("来源:来源:商洛日报\n\n" + NEWS.replace("市委", "市 委"), encoding="utf-8")
    shelf = Shelf.open([str(page)], "lin")
    assert shelf.opening(0) == "来源:来源:商洛日报"
    shelf.cleaning.clean(read(page), shelf.pages[0].project)
    shelf.forget(0)
    assert shelf.opening(0) == "主动扛起责任，守住疫情防线"


def test_a_headline_and_what_stands_for_one() -> None:
    text = "首页\n正文一段。\n标题"
    source = decode(text.encode())
    kinds = (0, 2, "nav"), (3, 8, "body"), (9, 11, "headline")
    blocks = [Block(a, b, BlockType(kind)) for a, b, kind in kinds]
    assert headline(Edition.make(source, (), blocks)) == "标题"
    assert headline(Edition.make(source, (), blocks[:2])) == "正文一段。"
    assert headline(Edition.make(source, (), blocks[:1])) == ""
