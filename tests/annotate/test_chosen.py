"""Chosen forms in the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.annotate.chosen import FORMS, agreed, check_form, choose
from tui.annotate.project import Project
from tui.annotate.store import Store
from tui.text.edition import Edition
from tui.text.source import decode

TEXT = "发信，发言。"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path, "lin")


def edition(text: str = TEXT) -> Edition:
    return Edition.make(decode(text.encode(), "a.txt"), ())


def test_one_form_a_character_each_choice_one_step(project: Project) -> None:
    with Store.open(project, "a.txt", edition()) as store:
        choose(store, 0, "髮")
        choose(store, 0, "發")
        assert store.forms() == {0: "發"}
        assert len(store.table(FORMS)) == 1
        store.undo()
        assert store.forms() == {0: "髮"}
        choose(store, 0, None)
        assert store.forms() == {}
        store.undo()
        store.undo()
        assert store.forms() == {}
        store.redo()
        assert store.forms() == {0: "髮"}
    with Store.open(project, "a.txt", edition()) as store:
        assert store.forms() == {0: "髮"}
    assert Store.read(project, "a.txt", edition()).forms() == {0: "髮"}


def test_a_form_goes_where_its_character_goes(project: Project) -> None:
    with Store.open(project, "a.txt", edition()) as store:
        choose(store, 3, "髮")
    with Store.open(project, "a.txt", edition("他说，" + TEXT)) as store:
        assert store.forms() == {6: "髮"}
    with Store.open(project, "a.txt", edition(TEXT.replace("发言", "後言"))) as store:
        assert store.forms() == {}
        assert len(store.table(FORMS)) == 1  # it may come back


def test_two_people_who_differ_leave_it_to_opencc() -> None:
    assert agreed([{0: "髮", 3: "發"}, {0: "髮", 3: "髮", 5: "後"}, {}]) == {0: "髮", 5: "後"}


def test_a_record_of_something_else_is_refused(project: Project) -> None:
    with Store.open(project, "a.txt", edition()) as store:
        choose(store, 0, "髮")
        record = dict(next(iter(store.table(FORMS).values())))
    check_form(record)
    for field, value in (("label", "髮型"), ("end", 2), ("label", 3), ("start", -1)):
        with pytest.raises(ValueError, match=r"it is not a form|is no"):
            check_form({**record, field: value})
