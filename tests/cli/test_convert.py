"""`jiaozhu convert` as a person or a script uses it."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.text import official_folder
from tui.annotate.project import Project
from tui.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run `jiaozhu convert ARG…`: the exit code, what it printed and what it said."""

    def run(*args: object) -> tuple[int, str, str]:
        code = main(["convert", *map(str, args)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "页.txt"
    path.write_bytes("头发和软件,\r\n互联网在里面".encode())
    return path


@pytest.mark.parametrize(
    ("target", "printed"),
    [
        ("t", "頭髮和軟件,\r\n互聯網在裏面"),
        ("tw", "頭髮和軟件,\r\n互聯網在裡面"),
        ("twp", "頭髮和軟體,\r\n網際網路在裡面"),
        ("hk", "頭髮和軟件,\r\n互聯網在裏面"),
    ],
)
def test_prints_the_page_and_changes_nothing_else(
    run: Run, page: Path, target: str, printed: str
) -> None:
    assert run("--to", target, page) == (0, printed, "")


def test_looks_at_the_script_the_page_is_in(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("這麼好的國家，裏面", "utf-8")
    assert run("--to", "s", path) == (0, "这么好的国家，里面", "")
    assert run("--to", "tw", path)[1] == "這麼好的國家，裡面"
    code, out, err = run("--to", "t", path)
    assert (code, out) == (0, "這麼好的國家，裏面")
    assert err == f"jiaozhu: {path} is in Traditional already; it is printed as it is\n"
    code, out, err = run("--to", "twp", path)
    assert (code, out) == (0, "這麼好的國家，裡面")
    assert "only its characters" in err


def test_a_configuration_is_taken_at_its_word(run: Run, page: Path) -> None:
    assert run("--config", "t2s", page)[1] == "头发和软件,\r\n互联网在里面"


def test_json_has_the_alignment(run: Run, page: Path) -> None:
    code, out, _ = run("--json", "--to", "twp", page)
    record = json.loads(out)
    assert code == 0
    assert out.count("\n") == 1
    assert record["config"] == "s2twp"
    assert record["source"]["path"] == str(page)
    source = page.read_bytes().decode()
    [[a0, a1, b0, b1]] = record["alignment"]
    assert source[a0:a1] == "互联网"
    assert record["text"][b0:b1] == "網際網路"


def test_json_of_a_page_that_is_there_already(run: Run, page: Path) -> None:
    record = json.loads(run("--json", "--to", "s", page)[1])
    assert (record["config"], record["alignment"]) == (None, [])
    assert record["text"] == page.read_bytes().decode()


def test_the_clean_text_on_request(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("  头发很长。  \r\n\r\n\r\n后来剪了。\r\n", "utf-8")
    assert run("--to", "t", "--clean", path)[1] == "頭髮很長。\n後來剪了。\n"


def test_several_pages_and_one_that_is_none(run: Run, page: Path, tmp_path: Path) -> None:
    code, out, err = run("--json", "--to", "t", page, tmp_path / "none.txt", page)
    assert code == 1
    assert out.count("\n") == 2
    assert "none.txt" in err


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO("头发".encode("gb18030")))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert run("--to", "t", "--encoding", "gb18030", "-")[1] == "頭髮"


@pytest.mark.parametrize("args", [["a.txt"], ["--to", "jp", "a.txt"], ["--to", "t"]])
def test_wrong_usage_is_exit_code_2(run: Run, args: list[str]) -> None:
    with pytest.raises(SystemExit) as error:
        run(*args)
    assert error.value.code == 2


def test_a_terminal_gets_no_control_sequences(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("头发\x1b[31m红\u202e", "utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tui", "convert", "--to", "t", str(path)]
    subprocess.run(command, stdout=theirs, check=True, timeout=60)
    os.close(theirs)
    shown = os.read(ours, 4096)
    os.close(ours)
    assert "頭髮".encode() in shown
    assert b"\x1b" not in shown
    assert "\u202e".encode() not in shown


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Official data, and a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return official_folder.sample(tmp_path / "opencc")


def test_converts_by_official_data_with_the_option_and_the_variable(
    run: Run, page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("--config", "s2hkp", "--opencc-data", folder, page) == (
        0,
        "頭髮和软件,\r\n互聯網絡在裏面",
        "",
    )
    monkeypatch.setenv("JIAOZHU_OPENCC_DATA", str(folder))
    code, out, _ = run("--to", "twp", "--json", page)
    record = json.loads(out)
    assert (code, record["config"], record["text"]) == (
        0,
        "s2twp",
        "頭髮和软件,\r\n網際網路在裡面",
    )
    assert record["alignment"] == [[8, 11, 8, 12]]
    code, out, err = run("--to", "tw", page)
    assert (code, out) == (1, "")
    assert err.endswith("no configuration 's2tw'; there are jp2t, s2hkp, s2t, s2twp, t2s.\n")


def test_converts_by_the_official_data_that_a_project_names(
    run: Run, tmp_path: Path, page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project.create(tmp_path, "lin")
    settings = project.folder / "project.toml"
    settings.write_text('[conversion]\nopencc_data = "opencc"\n')
    monkeypatch.chdir("/")  # the path is from the project's folder
    assert run("--config", "s2hkp", page)[1].startswith("頭髮")
    assert run("--config", "s2hkp", "--clean", page)[1].startswith("頭髮")
    # Another page need not be in the project.
    with TemporaryDirectory() as elsewhere:
        other = Path(elsewhere) / "a.txt"
        other.write_text("头发", "utf-8")
        code, out, err = run("--config", "s2hkp", page, other)
        assert (code, out[:2]) == (1, "頭髮")
        assert "There is no configuration 's2hkp'; there are s2t, t2s" in err


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("opencc_data = 3", "opencc_data in [conversion] must be a path in quotes"),
        ('opencc_data = ""', "opencc_data in [conversion] must be a path in quotes"),
        ('opencc_data = "\\u0000"', "opencc_data in [conversion] must be a path in quotes"),
        ('opencc = "x"', "[conversion] has no setting 'opencc'"),
        ('opencc_data = "nix"', "opencc_data: there is no folder"),
        ("opencc_data", "project.toml cannot be read as TOML"),
    ],
)
def test_mistakes_in_the_setting_are_told_once(
    run: Run, tmp_path: Path, page: Path, setting: str, said: str
) -> None:
    project = Project.create(tmp_path, "lin")
    (project.folder / "project.toml").write_text(f"[conversion]\n{setting}\n")
    (tmp_path / "b.txt").write_text("头发", "utf-8")
    code, out, err = run("--config", "s2t", page, tmp_path / "b.txt")
    assert (code, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_an_option_that_names_no_data_is_told(run: Run, tmp_path: Path, page: Path) -> None:
    for wrong, said in ((tmp_path / "nix", "there is no folder"), (tmp_path, "no configuration")):
        code, out, err = run("--to", "t", "--opencc-data", wrong, page)
        assert (code, out) == (1, "")
        assert said in err
        assert err.count("\n") == 1
