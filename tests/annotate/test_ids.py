"""Identifiers."""

from __future__ import annotations

from tui.annotate.ids import id_of, key_of, new_id


def test_later_ids_sort_later() -> None:
    ids = [new_id() for _ in range(1000)]
    assert ids == sorted(set(ids))
    assert {one.version for one in ids} == {7}


def test_a_key_leads_back_to_its_id() -> None:
    one = str(new_id())
    assert id_of(key_of(one)) == one
