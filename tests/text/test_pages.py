import os

import pytest

from tui.errors import JiaozhuError
from tui.text.pages import pages


def test_the_pages_of_a_folder_in_order(tmp_path):
    names = ["b.txt", "a/2.TXT", "a/1.md", "a.txt", "中.text"]
    others = [".hidden.txt", ".git/x.txt", "annotations/me/x.txt", "p.png", "README", "x.html"]
    for name in names + others:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    found = [path.relative_to(tmp_path).as_posix() for path in pages(tmp_path)]
    assert found == ["a/1.md", "a/2.TXT", "a.txt", "b.txt", "中.text"]


def test_a_file_is_its_own_page_whatever_its_name(tmp_path):
    path = tmp_path / "README"
    path.touch()
    assert pages(path) == [path]
    assert pages(tmp_path) == []


def test_a_folder_without_permission_is_said_in_a_sentence(tmp_path, monkeypatch):
    shut = tmp_path / "shut"
    shut.mkdir()
    look = os.scandir

    def scandir(path):  # root may look everywhere, and tests may run as root
        if os.fspath(path) == str(shut):
            raise PermissionError(13, "Permission denied", str(shut))
        return look(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (tmp_path / "a.txt").touch()
    with pytest.raises(JiaozhuError, match="shut: Permission denied"):
        pages(tmp_path)
    told = []
    assert pages(tmp_path, told.append) == [tmp_path / "a.txt"]
    assert [str(error) for error in told] == [f"cannot read {shut}: Permission denied"]
