"""A project of several pages in both scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.annotate.project import Project
from tui.annotate.store import NewSpan, Store
from tui.study.index import Index

PAGES = {
    "a.txt": "牡丹晚报记者报道，台湾的牡丹晚报很好。\n牡丹晚报又来了。\n",
    "b.txt": "今天的牡丹晚报没有登出。\n",
    "c.txt": "这里没有它。\n",
    "d.txt": "牡丹晚报说：牡丹晚报很好。\n",
    "e.txt": "臺灣的牡丹晚報沒有說話，總統府發言人表示。\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "corpus"
    root.mkdir()
    for name, text in PAGES.items():
        (root / name).write_text(text, encoding="utf-8")
    return Project.create(root, "lin")


@pytest.fixture
def index(project: Project) -> Index:
    index = Index.of(project)
    index.load()
    return index


def tag(index: Index, name: str, words: str, label: str, nth: int = 0) -> None:
    """Tag the nth occurrence of some words on a page."""
    page = number(index, name)
    edition = index.edition(page)
    start = -1
    for _ in range(nth + 1):
        start = edition.text.index(words, start + 1)
    with Store.open(index.project, name, edition) as store:
        store.add_many([NewSpan(start, start + len(words), label)])


def number(index: Index, name: str) -> int:
    found = index.number(index.project.root / name)
    assert found is not None
    return found


def spans(index: Index, name: str) -> list[tuple[str, str, str]]:
    """Label, quote and origin of each span on disk."""
    edition = index.edition(number(index, name))
    layer = Store.read(index.project, name, edition)
    return [(span.label, span.quote, span.origin) for span in layer.spans()]
