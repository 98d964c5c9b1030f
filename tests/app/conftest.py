"""A project with pages to open."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.annotate.editions import repaired
from tui.annotate.project import Project
from tui.app.session import Session, opened
from tui.text.source import read

NEWS = """市委组织部号召各级党组织和广大党员

主动扛起责任，守住疫情防线

本报讯（牡丹晚报全媒体记者 姜培军）市委组织部印发《关于加强疫情防控工作的通知》。

“我是党员我先上。”王东说，2020年1月28日，他在山东省东营市值班。
"""
STATEMENT = "臺灣總統府發言人表示，資訊與網際網路的發展不會停止。\n\n本報臺北訊。\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of two pages, one in each script, without suggestions."""
    root = tmp_path / "corpus"
    root.mkdir()
    (root / "news.txt").write_text(NEWS, encoding="utf-8")
    (root / "statement.txt").write_text(STATEMENT, encoding="utf-8")
    project = Project.create(root, "lin")
    (project.folder / "project.toml").write_text("[suggest]\non = false\n", encoding="utf-8")
    return project


def load(path: Path, project: Project | None) -> Session:
    """Open a page as the reading screen does."""
    session = opened(path, project, repaired(read(path), project))
    session.complete()
    return session
