"""Projects: found upwards, made where there is none, and the names of pages in them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.annotate.helpers import edition
from tui.annotate.ids import file_stem, id_of, key_of, new_id
from tui.annotate.labels import default_labels
from tui.annotate.project import Project, who
from tui.annotate.store import Store
from tui.errors import JiaozhuError

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    monkeypatch.delenv("JIAOZHU_ANNOTATOR", raising=False)


def page(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("市委", encoding="utf-8")
    return path


def test_made_in_the_page_s_folder_when_the_page_is_elsewhere(tmp_path: Path) -> None:
    one = page(tmp_path / "pages" / "one.txt")
    project = Project.find_or_create(one)
    assert project.root == one.parent
    assert project.created
    assert str(one.parent / "annotations") in project.notice
    assert project.labels == default_labels()
    ignored = (project.folder / ".gitignore").read_text("utf-8").split()
    assert {"*.log", "*.lock", "*.tmp", "*.bad"} <= set(ignored)


def test_made_in_the_current_folder_when_the_page_is_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    project = Project.find_or_create(page(tmp_path / "a" / "b" / "one.txt"))
    assert project.root == tmp_path
    assert project.doc_id("a/b/one.txt") == "a/b/one.txt"
    assert Project.find_or_create(tmp_path / "a").root == tmp_path


def test_found_upwards_like_git(tmp_path: Path) -> None:
    Project.create(tmp_path, "lin")
    one = page(tmp_path / "a" / "b" / "one.txt")
    project = Project.find_or_create(one, "lin")
    assert project.root == tmp_path
    assert not project.created
    assert project.notice == ""
    inner = Project.create(tmp_path / "a", "lin")
    assert Project.find_or_create(one) == Project(inner.root, who())
    assert Project.find(tmp_path / "elsewhere") == Project(tmp_path, who())


def test_a_folder_that_is_called_so_but_is_no_project_is_kept(tmp_path: Path) -> None:
    page(tmp_path / "annotations" / "brat.ann")
    (tmp_path / "annotations" / ".gitignore").write_bytes(b"mine\n")
    assert Project.find(tmp_path) is None
    project = Project.find_or_create(page(tmp_path / "one.txt"))
    assert (project.folder / "brat.ann").exists()
    assert (project.folder / ".gitignore").read_bytes() == b"mine\n"


def test_where_none_can_be_made(tmp_path: Path) -> None:
    one = page(tmp_path / "one.txt")
    (tmp_path / "annotations").write_bytes(b"")
    with pytest.raises(JiaozhuError, match="annotations must be a folder"):
        Project.find_or_create(one)
    assert (tmp_path / "annotations").read_bytes() == b""


def test_labels_that_are_wrong_or_gone_are_told(tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    (project.folder / "labels.toml").write_text("x = 1", encoding="utf-8")
    with pytest.raises(JiaozhuError, match=r"labels\.toml must hold"):
        _ = Project.find_or_create(tmp_path).labels
    (project.folder / "labels.toml").unlink()
    with pytest.raises(JiaozhuError, match="is gone"):
        _ = project.labels


def test_names_of_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project.create(tmp_path)
    one = page(tmp_path / "新闻" / "第一 页.txt")
    assert project.doc_id(one) == "新闻/第一 页.txt"
    monkeypatch.chdir(one.parent)
    assert project.doc_id("第一 页.txt") == "新闻/第一 页.txt"
    assert project.doc_id("../新闻/./第一 页.txt") == "新闻/第一 页.txt"
    with pytest.raises(JiaozhuError, match="standard input"):
        project.doc_id("-")
    for path in (tmp_path.parent / "x.txt", "/", "../../x.txt", tmp_path):
        with pytest.raises(JiaozhuError, match="outside the project"):
            project.doc_id(path)
    with pytest.raises(JiaozhuError, match="NUL"):
        project.doc_id("a\0b")
    with pytest.raises(JiaozhuError, match="UTF-8"):
        project.doc_id(os.fsdecode(b"\xd6\xd0.txt"))


@needs_links
def test_a_page_has_one_name_however_it_is_reached(tmp_path: Path) -> None:
    root = tmp_path / "p"
    page(root / "real" / "one.txt")
    elsewhere = page(tmp_path / "corpus" / "two.txt")
    project = Project.create(root)
    (root / "link").symlink_to(root / "real")
    (root / "one").symlink_to(root / "real" / "one.txt")
    (root / "corpus").symlink_to(elsewhere.parent)
    assert project.doc_id(root / "link" / "one.txt") == "real/one.txt"
    assert project.doc_id(root / "one") == "real/one.txt"
    # A corpus linked into the project has its place there.
    assert project.doc_id(root / "corpus" / "two.txt") == "corpus/two.txt"
    assert Project.find_or_create(root / "corpus" / "two.txt").root == root
    # The project itself may be reached by a link too.
    (tmp_path / "way").symlink_to(root)
    again = Project.find_or_create(tmp_path / "way" / "real" / "one.txt")
    assert again.doc_id(tmp_path / "way" / "real" / "one.txt") == "real/one.txt"
    assert again.file("real/one.txt").relative_to(again.root) == project.file(
        "real/one.txt"
    ).relative_to(project.root)


def test_pages_of_a_project(tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    for name in ("b.txt", "a/c.md", ".hidden/x.txt", "annotations/x.txt", "x.png"):
        page(tmp_path / name)
    assert [project.doc_id(p) for p in project.pages()] == ["a/c.md", "b.txt"]
    assert [project.doc_id(p) for p in project.pages(tmp_path / "a")] == ["a/c.md"]


def test_who_annotates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIAOZHU_ANNOTATOR", "王")
    assert who() == "王"
    assert who("lin") == "lin"
    assert Project.create(tmp_path).annotator == "王"
    monkeypatch.setenv("JIAOZHU_ANNOTATOR", " ")
    monkeypatch.setattr("getpass.getuser", lambda: "user")
    assert who() == "user"

    def nobody() -> str:
        raise OSError("No username set in the environment")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert who() == "anonymous"
    for name in ("", "  ", "a\nb", "a\x1b[31m", "\ud800", "x" * 101):
        with pytest.raises(JiaozhuError, match="no name for an annotator"):
            who(name)


def test_annotators_whose_names_look_alike_have_their_own_files(tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    names = ["lin", "Lin", "林", "lin ", "../lin", "l/in", "CON", "a:b"]
    for name in names:
        with Store.open(project, "one.txt", edition(), name) as store:
            store.add(0, 2, "ORG")
    assert len({str(project.file("one.txt", name)).casefold() for name in names}) == len(names)
    assert sorted(
        layer.annotator for layer in Store.layers(project, "one.txt", edition())
    ) == sorted(names)


def test_ids_sort_by_time_and_are_the_numbers_of_the_database() -> None:
    ids = [str(new_id()) for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert [i[:13] for i in ids] == sorted(i[:13] for i in ids)
    for one in ids[:20]:
        assert one[14] == "7"
        assert one[19] in "89ab"
        assert id_of(key_of(one)) == one
    assert file_stem("新闻/第一页.txt").startswith("第一页-txt-")
