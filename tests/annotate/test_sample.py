"""The sample annotations of the repository: what a newcomer sees on the seeds first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tinydb import TinyDB

from tui.annotate import snapshot
from tui.annotate.layer import check
from tui.annotate.project import Project
from tui.annotate.store import Store
from tui.repair.pipeline import clean
from tui.text.source import read

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold"
PAGES = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture
def repository() -> Project:
    found = Project.find(ROOT / "seeds", "newcomer")
    assert found is not None
    assert found.root == ROOT
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem[:3])
def test_sample_is_a_layer_on_every_seed(repository: Project, page: Path) -> None:
    doc_id = repository.doc_id(page)
    assert doc_id == f"seeds/{page.name}"
    edition = clean(read(page))
    (layer,) = (
        one for one in Store.layers(repository, doc_id, edition) if one.annotator == "sample"
    )
    lines = (GOLD / "entities" / f"{page.stem}.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    assert layer.lost == []
    assert len(layer) == len(gold)
    for span in layer.spans():
        assert edition.text[span.start : span.end] == span.quote
        assert span.label in repository.labels
    # The same stretches as tagged by hand, but for marks that cleaning leaves to a person.
    right = sum(
        span.label == other["label"] and span.quote == other["text"]
        for span, other in zip(layer.spans(), sorted(gold, key=_order), strict=True)
    )
    assert right >= 0.9 * len(gold)


def _order(span: dict[str, int]) -> tuple[int, int]:
    return span["start"], span["end"]


def test_files_are_as_the_program_writes_them(repository: Project) -> None:
    paths = sorted(repository.folder.glob("sample-*/*/*.json"))
    assert len(paths) == len(PAGES)
    total = 0
    for path in paths:
        data = path.read_bytes()
        tables = snapshot.load(data, path, check)
        assert snapshot.dump(tables) == data
        meta = tables["_meta"]["1"]
        assert repository.file(str(meta["doc"]), "sample") == path
        with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
            total += len(stock.table("spans").all())
    assert total == 838
