"""What importing the parts may load: heavy libraries only where they are used."""

import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import tui

HEADLESS = sorted(
    module.name
    for module in pkgutil.walk_packages(tui.__path__, "tui.")
    if module.name.startswith(("tui.text", "tui.repair", "tui.annotate", "tui.exchange"))
)


def loaded(code: str, *names: str) -> set[str]:
    """Those of the modules `names` that a fresh interpreter has loaded after `code`."""
    code += f"\nimport sys\nprint('loaded', *({set(names)!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    *_, last = done.stdout.splitlines()
    word, *found = last.split()
    assert word == "loaded"
    return set(found)


def test_the_check_sees_what_is_loaded():
    assert loaded("import json", "json", "textual") == {"json"}


@pytest.mark.parametrize("package", ["tui.text", "tui.repair", "tui.annotate", "tui.exchange"])
def test_nothing_but_the_app_loads_textual(package):
    modules = [name for name in HEADLESS if name.startswith(package)]
    assert modules
    imports = "\n".join(f"import {name}" for name in modules)
    assert loaded(imports, "textual", "rich") == set()


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["clean", "--help"], ["export", "--help"]]
)
def test_what_only_prints_a_few_lines_loads_no_heavy_library(arguments):
    run = f"from tui.cli import main\ntry:\n    main({arguments!r})\nexcept SystemExit:\n    pass"
    heavy = ("textual", "rich", "opencc", "rjieba", "pypinyin", "tinydb", "charset_normalizer")
    assert loaded(run, *heavy) == set()


def test_the_clean_text_of_a_utf8_page_needs_neither_the_app_nor_the_store():
    run = f"from tui.cli import main\nmain(['clean', {tui.__file__!r}])"
    assert loaded(run, "textual", "rich", "tinydb", "charset_normalizer") == set()


def test_every_file_name_is_one_that_any_system_can_check_out():
    root = Path(tui.__file__).parent.parent
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not in a checkout")
    names = listed.stdout.decode().split("\0")
    assert [name for name in names if set(name) & set('\n\r\t"*:<>?|\\“”')] == []
