import os

import pytest

from tui.annotate import corpus as module
from tui.annotate.apparatus import Apparatus
from tui.annotate.corpus import Corpus
from tui.annotate.editions import repaired
from tui.annotate.project import Project
from tui.errors import JiaozhuError
from tui.text.source import read

CLEAN = "第{}页。国家会议在北京举行。\n"


@pytest.fixture
def project(tmp_path):
    project = Project.create(tmp_path, "lin")
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(CLEAN.format(number) + "近日,市委印发。\n")
    return project


def counting(calls):
    def clean(source, project):
        calls.append(os.path.basename(source.path))
        return repaired(source, project)

    return clean


def test_every_page_has_its_edition(project):
    corpus = Corpus.of(project)
    assert len(corpus) == 4
    assert [corpus.get(n).text for n in range(4)] == [
        repaired(read(page.path)).text for page in corpus.pages
    ]


def test_a_page_is_cleaned_again_only_when_something_was_written(project):
    calls = []
    corpus = Corpus(Corpus.of(project).pages, clean=counting(calls))
    assert corpus.peek(1) is None
    first = corpus.get(1)
    assert corpus.get(1) is first
    assert corpus.peek(1) is first
    (project.root / "1.txt").write_text("另一页,新的。\n")
    assert corpus.peek(1) is None
    assert corpus.get(1).text == "另一页，新的。"
    (project.folder / "repairs.toml").write_text('[rules]\npunctuation = "off"\n')
    assert corpus.get(1).text == "另一页,新的。"
    assert calls == ["1.txt"] * 3


def test_decisions_count_as_soon_as_they_are_made(project):
    corpus = Corpus.of(project)
    before = corpus.get(2)
    base = repaired(read(project.root / "2.txt"), project)
    with Apparatus.open(project, "2.txt", base).store as store:
        apparatus = Apparatus(store, base)
        apparatus.add(0, 1, "那")
        assert corpus.get(2).text == "那" + before.text[1:]
    assert corpus.get(2).text == "那" + before.text[1:]


def test_ensure_reports_and_leaves_out_what_cannot_be_had(project):
    (project.root / "1.txt").write_bytes(b"\0\1\2\xff" * 40)
    corpus = Corpus.of(project)
    seen = []
    corpus.ensure(lambda done, of: seen.append((done, of)))
    assert seen == [(n, 4) for n in range(5)]
    assert list(corpus.problems) == [1]
    assert "not text" in corpus.problems[1]
    with pytest.raises(JiaozhuError):
        corpus.get(1)
    (project.root / "1.txt").write_text("好了。\n")
    assert corpus.get(1).text == "好了。"
    assert not corpus.problems


def test_ensure_stops_when_nobody_waits(project):
    calls = []
    corpus = Corpus(Corpus.of(project).pages, clean=counting(calls))
    corpus.ensure(stop=lambda: len(calls) == 2)
    assert calls == ["0.txt", "1.txt"]


def test_only_so_much_is_held(project, monkeypatch):
    monkeypatch.setattr(module, "IN_MEMORY", 50)
    corpus = Corpus.of(project)
    corpus.ensure()
    assert [corpus.peek(n) is not None for n in range(4)] == [False, False, True, True]


def test_pages_without_a_project_and_outside_of_it_are_only_read(project, tmp_path_factory):
    path = tmp_path_factory.mktemp("elsewhere") / "x.txt"
    path.write_text("近日,市委印发。\n")
    corpus = Corpus([module.Page(path, None), module.Page(path, project)])
    assert [corpus.get(n).text for n in range(2)] == ["近日，市委印发。"] * 2
