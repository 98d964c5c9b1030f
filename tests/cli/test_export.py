import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.text import official_folder
from tui.annotate.linking import link
from tui.annotate.project import Project
from tui.annotate.store import Store
from tui.cli import main
from tui.repair.pipeline import clean
from tui.text.source import read

ROOT = Path(__file__).parents[2]
VALIDATOR = Draft202012Validator(json.loads((ROOT / "docs" / "export.schema.json").read_text()))
PAGES = {
    "a.txt": "新华社北京电。记者张三在北京报道。",
    "news/b.txt": "北京大学校长，在上海。",
    "news/c.txt": "没有人读过这一页。",
}


def tag(root, doc, *quotes, by="lin", label="LOC"):
    """Have `by` tag the first occurrence of each quote on a page."""
    project = Project.find(root)
    edition = clean(read(root / doc))
    with Store.open(project, doc, edition, by) as store:
        for quote in quotes:
            start = edition.text.index(quote)
            store.add(start, start + len(quote), label)


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A project of three pages, two of them annotated, one by two people; the current folder."""
    for name, text in PAGES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIAOZHU_ANNOTATOR", "lin")
    Project.create(tmp_path)
    tag(tmp_path, "a.txt", "北京", "新华社北京")
    tag(tmp_path, "a.txt", "张三", by="wang", label="PER")
    tag(tmp_path, "news/b.txt", "上海", by="wang")
    return tmp_path


@pytest.fixture
def run(capsysbinary):
    """Run `jiaozhu export ARG…`: the exit code, what it printed and what it said."""

    def run(*args):
        code = main(["export", *map(str, args)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


def lines(text):
    records = [json.loads(line) for line in text.splitlines()]
    for record in records:
        assert [error.message for error in VALIDATOR.iter_errors(record)] == []
    return records


def test_every_annotated_page_by_everybody(run, root):
    code, out, err = run("-o", "out.jsonl")
    assert (code, out) == (0, "")
    assert err == "jiaozhu: wrote 2 documents with 4 spans to out.jsonl\n"
    first, second = lines(Path("out.jsonl").read_text("utf-8"))
    assert (first["id"], second["id"]) == ("a.txt", "news/b.txt")
    assert [(s["text"], s["label"], s["annotator"]) for s in first["spans"]] == [
        ("新华社北京", "LOC", "lin"),
        ("北京", "LOC", "lin"),
        ("张三", "PER", "wang"),
    ]
    assert first["text"] == PAGES["a.txt"]
    assert first["source"]["path"] == "a.txt"
    assert first["view"]["text"].startswith("新華社")


def test_the_same_annotations_give_the_same_bytes_whoever_asks_and_wherever(
    run, root, monkeypatch, tmp_path_factory
):
    assert run("-o", "one.jsonl")[0] == 0
    monkeypatch.setenv("JIAOZHU_ANNOTATOR", "wang")
    monkeypatch.chdir("news")
    elsewhere = tmp_path_factory.mktemp("out") / "two.jsonl"
    assert run("-o", elsewhere)[0] == 0
    monkeypatch.chdir("/")
    code, out, err = run("--project", root)
    assert (code, err) == (0, "")
    assert (root / "one.jsonl").read_bytes() == elsewhere.read_bytes() == out.encode()


def test_only_what_was_asked_for(run, root):
    def texts(*args):
        code, out, _ = run(*args)
        assert code == 0
        return {record["id"]: [s["text"] for s in record["spans"]] for record in lines(out)}

    assert texts("--annotator", "wang") == {"a.txt": ["张三"], "news/b.txt": ["上海"]}
    assert texts("--label", "PER") == {"a.txt": ["张三"], "news/b.txt": []}
    assert texts("--label", "PER", "--label", "LOC", "a.txt") == {
        "a.txt": ["新华社北京", "北京", "张三"]
    }
    assert texts("news") == {"news/b.txt": ["上海"], "news/c.txt": []}


def test_another_view_and_pretty(run, root):
    code, out, _ = run("--view", "s2hk", "--pretty", "a.txt")
    assert code == 0
    assert out.count("\n") > 20
    assert json.loads(out)["view"]["config"] == "s2hk"


def test_an_export_follows_a_page_that_changed(run, root):
    (root / "a.txt").write_text("本报讯，" + PAGES["a.txt"].replace("张三", "李四"), "utf-8")
    code, _, err = run("-o", "out.jsonl")
    assert code == 0
    record = lines(Path("out.jsonl").read_text("utf-8"))[0]
    by_text = {span["text"]: span for span in record["spans"]}
    assert by_text["北京"]["start"] == 7
    assert by_text["北京"]["anchor"] == "firm"
    # 张三 is not in the page any more: it is kept, flagged, and counted aloud.
    kept = [s for s in record["spans"] if s["was"] == "张三"] + record["lost"]
    assert len(kept) == 1
    assert "to look at" in err or "place is gone" in err


def test_annotations_that_lost_their_page_are_reported(run, root):
    (root / "news" / "b.txt").unlink()
    code, out, err = run()
    assert [record["id"] for record in lines(out)] == ["a.txt"]
    assert code == 1
    assert f"is of news/b.txt, not found in {root}" in err
    code, out, err = run("news/b.txt", "a.txt")
    assert (code, [record["id"] for record in lines(out)]) == (1, ["a.txt"])
    assert "news/b.txt: No such file" in err


def test_a_damaged_annotation_file_is_reported_and_the_rest_exported(run, root):
    Project.find(root).file("news/b.txt", "wang").write_text("{", "utf-8")
    code, out, err = run()
    assert (code, [record["id"] for record in lines(out)]) == (1, ["a.txt"])
    assert "cannot be used" in err


def test_a_page_of_any_name_is_exported_once_annotated(run, root):
    (root / "README").write_text("在北京。", "utf-8")
    tag(root, "README", "北京")
    assert [record["id"] for record in lines(run()[1])] == ["README", "a.txt", "news/b.txt"]


def test_an_annotation_file_cannot_name_a_page_outside(run, root):
    secret = root.parent / "secret.txt"
    secret.write_text("秘密", "utf-8")
    file = Project.find(root).file("news/b.txt", "wang")
    for name in ("../secret.txt", str(secret), "news/../../secret.txt"):
        odd = file.with_name("odd-0123456789ab.json")
        odd.write_text(file.read_text("utf-8").replace("news/b.txt", name), "utf-8")
        code, out, err = run()
        assert code == 1
        assert "秘密" not in out
        assert "is of a page, not found in" in err


def test_spans_still_only_in_the_log_are_exported(run, root):
    script = (
        "import os, sys; from pathlib import Path\n"
        "from tests.cli.test_export import clean, read, Project, Store\n"
        "store = Store.open(Project.find('.'), 'news/c.txt', clean(read('news/c.txt')), 'zhao')\n"
        "store.add(0, 2, 'NUM')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run([sys.executable, "-c", script], env=env).returncode == -9
    code, out, _ = run()
    record = lines(out)[-1]
    assert (code, record["id"]) == (0, "news/c.txt")
    assert [(s["text"], s["annotator"]) for s in record["spans"]] == [("没有", "zhao")]


def test_where_it_cannot_be_written_nothing_is_touched(run, root):
    for target, message in (("news", "is a folder"), ("gone/out.jsonl", "No such file")):
        code, out, err = run("-o", target)
        assert (code, out) == (1, "")
        assert message in err
        assert err.count("\n") == 1
    assert not list(root.glob(".*.tmp"))


def test_a_failure_midway_leaves_the_old_file(run, root, monkeypatch):
    Path("out.jsonl").write_text("old")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space")))
    code, _, err = run("-o", "out.jsonl")
    assert (code, err) == (1, "jiaozhu: cannot write out.jsonl: No space\n")
    assert Path("out.jsonl").read_text() == "old"
    assert not list(root.glob(".*.tmp"))


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs the device that is full")
def test_a_full_disk_is_said_in_a_sentence(run, root):
    code, _, err = run("-o", "/dev/full")
    assert (code, err) == (1, "jiaozhu: cannot write /dev/full: No space left on device\n")


def test_devices_and_links_are_written_through(run, root):
    assert run("-o", "/dev/null")[0] == 0
    assert not Path("/dev/null").is_file()
    Path("real.jsonl").touch(mode=0o600)
    Path("link.jsonl").symlink_to("real.jsonl")
    assert run("-o", "link.jsonl")[0] == 0
    assert Path("link.jsonl").is_symlink()
    assert len(lines(Path("real.jsonl").read_text("utf-8"))) == 2
    assert Path("real.jsonl").stat().st_mode & 0o777 == 0o600


def test_without_a_project_it_says_so(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run()
    assert (code, out) == (1, "")
    assert "no project in ." in err
    assert not (tmp_path / "annotations").exists()


def test_the_project_is_that_of_the_pages_named(run, root, tmp_path_factory, monkeypatch):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    code, out, _ = run(str(root / "news"))
    assert (code, [record["id"] for record in lines(out)]) == (
        0,
        ["news/b.txt", "news/c.txt"],
    )


def test_a_view_that_is_none_is_refused(run, root):
    code, _, err = run("--view", "klingon")
    assert code == 1
    assert "s2twp" in err


def test_attributes_links_and_what_is_said_of_a_page(run, root):
    plain = run()[1]
    assert not {"links", "page"} & lines(plain)[0].keys()
    edition = clean(read(root / "a.txt"))
    with Store.open(Project.find(root), "a.txt", edition) as store:
        who, quote = store.add(6, 8, "PER"), store.add(0, 5, "QUOTE")
        made = link(store, who.id, quote.id, "speaker")
        store.set_attributes(who.id, {"DIFF": True})
        store.set_page_labels(["recheck"])
        store.set_page_note("看")
    record = lines(run()[1])[0]
    assert [(one["id"], one["type"], one["from"], one["to"]) for one in record["links"]] == [
        (made.id, "speaker", who.id, quote.id)
    ]
    assert record["page"] == [{"annotator": "lin", "labels": ["recheck"], "note": "看"}]
    found = {one["id"]: one.get("attributes") for one in record["spans"]}
    assert found.pop(who.id) == {"DIFF": True}
    assert set(found.values()) == {None}
    assert "links" not in lines(run("--label", "PER")[1])[0]  # one end is left out
    assert "page" not in lines(run("--annotator", "wang")[1])[0]
    with Store.open(Project.find(root), "a.txt", edition) as store:
        store.delete([who.id, quote.id])
        store.set_page_labels([])
        store.set_page_note("")
    assert run()[1] == plain


def test_the_view_may_be_of_official_data(run, root, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = official_folder.sample(root / "annotations" / "opencc")
    official_folder.config(folder / "s2t.json", official_folder.inline(张="張", 华="華"))
    settings = root / "annotations" / "project.toml"
    settings.write_text('[conversion]\nopencc_data = "annotations/opencc"\n')
    code, out, _ = run()
    records = [json.loads(line) for line in out.splitlines()]
    for record in records:
        VALIDATOR.validate(record)
        assert len(record["view"]["opencc_data"]) == 64
    assert code == 0
    assert records[0]["view"]["text"] == "新華社北京电。记者張三在北京报道。"
    assert run("--view", "jp2t")[0] == 0
    code, _, err = run("--view", "s2hk")
    assert code == 1
    assert "there are: jp2t, s2hkp, s2t, s2twp, t2s" in err
    settings.unlink()
    code, out, _ = run("--view", "s2hk", "--opencc-data", folder)
    assert code == 1
    assert "opencc_data" not in json.loads(run()[1].splitlines()[0])["view"]
