"""`jiaozhu new`."""

from pathlib import Path

import pytest

from tui.annotate.labels import PRESETS, preset
from tui.annotate.project import Project
from tui.cli import main


@pytest.mark.parametrize("name", PRESETS)
def test_a_folder_becomes_a_project_with_a_preset(name: str, tmp_path: Path) -> None:
    assert main(["new", str(tmp_path), "--labels", name]) == 0
    project = Project.find(tmp_path)
    assert project is not None
    assert project.labels == preset(name)


def test_what_is_there_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", str(tmp_path), "--labels", "empty"])
    (tmp_path / "below").mkdir()
    for folder in (tmp_path, tmp_path / "below"):
        assert main(["new", str(folder)]) == 1
        assert "already" in capsys.readouterr().err
    assert len(Project(tmp_path, "lin").labels) == 1


def test_mistakes_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "none")]) == 1
    assert main(["new", str(tmp_path), "--labels", "x"]) == 1
    assert capsys.readouterr().err.count("\n") == 2
    assert not list(tmp_path.iterdir())


def test_the_label_sets_are_listed(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["new", "--list"]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert all(f"{name}: " in out for name in PRESETS)
    assert "NAME-CALLING" in out
