"""`jiaozhu print`, on the project of the export tests."""

from tests.cli.test_export import root  # noqa: F401 - a fixture
from tui.cli import main


def test_pages_become_one_file(root, capsysbinary):  # noqa: F811
    assert main(["print", "-o", "all.html"]) == 0
    printed = (root / "all.html").read_text("utf-8")
    assert printed.count("<main") == 2
    assert 'data-l="PER"' in printed
    assert main(["print", "a.txt", "--label", "LOC", "--one-pane"]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert "新华社" in out.replace("</span>", "")
    assert 'data-l="PER"' not in out


def test_a_figure_is_of_one_page(root, capsys):  # noqa: F811
    assert main(["print", "a.txt", "-o", "a.svg"]) == 0
    assert (root / "a.svg").read_text("utf-8").startswith("<svg ")
    assert main(["print", "-o", "b.svg"]) == 1
    assert "one page" in capsys.readouterr().err
    assert not (root / "b.svg").exists()


def test_what_cannot_be_printed_is_said(root, capsys):  # noqa: F811
    assert main(["print", "--view", "s2x"]) == 1
    assert main(["print", "none.txt"]) == 1
    assert main(["print", "a.txt", "--columns", "1"]) == 1
    assert main(["print", "a.txt", "--svg", "--article", "7"]) == 1
    said = capsys.readouterr().err
    assert said.count("jiaozhu: ") == said.count("\n") == 4
