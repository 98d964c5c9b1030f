import sys
from types import SimpleNamespace

import pytest

from tui.annotate.project import Project
from tui.errors import JiaozhuError
from tui.exchange import registry
from tui.exchange.documents import Selection
from tui.exchange.writer import export


def test_every_format_has_a_writer():
    for name, form in registry.FORMATS.items():
        assert registry.named(name) is form
        assert form.name == name
        assert form.suffix.startswith(".")
        assert callable(form.write)


def test_a_name_that_is_no_format_is_refused():
    with pytest.raises(JiaozhuError, match=r"there are: .*jsonl"):
        registry.named("xls")


def test_a_new_format_needs_a_module_and_a_line(monkeypatch, tmp_path):
    def write(documents, out, *, pretty=False):
        count = 0
        for document in documents:
            out.write(f"{document.id} {len(document.edition.text)}\n".encode())
            count += 1
        return [f"{count} editions were left out"]

    monkeypatch.setitem(sys.modules, "lengths", SimpleNamespace(write=write))
    new = registry.Format("lengths", ".len", "how long pages are", "lengths")
    monkeypatch.setitem(registry.FORMATS, "lengths", new)
    (tmp_path / "a.txt").write_text("在北京。", "utf-8")
    out = tmp_path / "out.len"
    project = Project.create(tmp_path)
    report = export(project, str(out), Selection([str(tmp_path / "a.txt")]), form="lengths")
    assert out.read_text() == "a.txt 4\n"
    assert report.not_held == ["1 editions were left out"]
    assert str(report) == f"wrote 1 document with 0 spans to {out}"
