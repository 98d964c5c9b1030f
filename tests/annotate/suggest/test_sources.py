"""Patterns, gazetteers and the settings that say what is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.annotate.labels import LabelSet, default_labels
from tui.annotate.project import Project
from tui.annotate.suggest import gazetteers
from tui.annotate.suggest.patterns import Patterns
from tui.annotate.suggest.settings import Settings, settings_of
from tui.annotate.suggest.suggestion import Page
from tui.errors import JiaozhuError

LABELS = default_labels()


def by_pattern(text: str) -> list[tuple[str, str]]:
    found = sorted(Patterns(LABELS).suggest(Page(text)), key=lambda one: one.order)
    return [(one.label, text[one.start : one.end]) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年1月28日上午9时30分，", [("TIME", "2020年1月28日上午9时30分")]),
        ("二〇二〇年三月底", [("TIME", "二〇二〇年三月底")]),
        ("2020-01-28 11:21:31", [("TIME", "2020-01-28 11:21:31")]),
        ("上世纪80年代以来", [("TIME", "上世纪80年代")]),
        ("去年的昨天下午", [("TIME", "去年"), ("TIME", "昨天下午")]),
        ("1.2万人次、三百多名", [("NUM", "1.2万人次"), ("NUM", "三百多名")]),
        ("百分之八十和12.5%", [("NUM", "百分之八十"), ("NUM", "12.5%")]),
        ("印发《关于工作的通知》。", [("DOC", "《关于工作的通知》")]),
        ("他说：「責任重於泰山。」", [("QUOTE", "「責任重於泰山。」")]),
        ("记者 姜培军、王东 摄", [("PER", "姜培军"), ("PER", "王东")]),
        ("記者 張廣亮 攝", [("PER", "張廣亮")]),
        ("记者张广亮）市委", [("PER", "张广亮")]),
        ("记者高度评价了", []),
        ("责任重于泰山", []),
    ],
)
def test_patterns(text: str, expected: list[tuple[str, str]]) -> None:
    assert by_pattern(text) == expected


@given(st.text(alphabet="1二年月日：:时分第万名《》“”记者王 军\n", max_size=60))
def test_patterns_stay_inside_the_text_and_on_one_line(text: str) -> None:
    for one in Patterns(LABELS).suggest(Page(text)):
        words = text[one.start : one.end]
        assert words
        assert "\n" not in words


def test_patterns_use_the_names_a_label_set_has() -> None:
    labels = LabelSet.parse(b'[[label]]\nname = "DATE"\nkey = "t"\ncolor = "#123456"', "x")
    found = list(Patterns(labels).suggest(Page("2020年1月，《通知》")))
    assert [one.label for one in found] == ["DATE"]


def test_a_gazetteer_finds_its_entries_in_either_script(tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_text(
        "# 地名\n东营区\tLOC\t山东\n\n臺灣\tLOC\n", encoding="utf-8"
    )
    found, problems = gazetteers.load(tmp_path, LABELS)
    assert problems == []
    text = "東營區與台湾"
    places = [text[one.start : one.end] for one in found[0].suggest(Page(text))]
    assert places == ["東營區", "台湾"]
    assert found[0].name == "gazetteer places"


def test_bad_lines_are_told_in_one_sentence_a_file(tmp_path: Path) -> None:
    bad = "东营区 LOC\n东营\tPLACE\n\tLOC\n" + "长" * 50 + "\tLOC\n东营市\tLOC\n"
    (tmp_path / "a.tsv").write_text(bad, encoding="utf-8")
    (tmp_path / "b.tsv").write_bytes("东营\tLOC".encode("gbk"))
    (tmp_path / "c.txt").write_text("no gazetteer")
    found, problems = gazetteers.load(tmp_path, LABELS)
    assert [len(one) for one in found] == [1]
    assert problems == [
        "a.tsv: line 1 and 3 more like it was left out: it has no TAB between string and label.",
        "b.tsv is not in UTF-8; save it so to have its names suggested.",
    ]


def test_settings_are_read_and_mistakes_named(tmp_path: Path) -> None:
    project = Project.create(tmp_path, "lin")
    assert settings_of(project) == Settings()
    path = project.folder / "project.toml"
    path.write_text("[suggest]\nblind = 0.25\nmodel = false\n[other]\nx = 1\n")
    assert settings_of(project) == Settings(blind=0.25, model=False)
    for wrong, part in (
        ("[suggest]\nblnd = 1", "blnd"),
        ("[suggest]\nblind = 2", "blind"),
        ("[suggest]\non = 1", "true or false"),
        ("suggest = 1", "table"),
        ("[suggest", "TOML"),
    ):
        path.write_text(wrong)
        with pytest.raises(JiaozhuError, match=part):
            settings_of(project)


def test_the_blind_share_is_about_as_large_as_asked_and_stays_the_same() -> None:
    names = [f"news/{number}.txt" for number in range(2000)]
    blind = [name for name in names if Settings(blind=0.1).is_blind(name)]
    assert 150 < len(blind) < 250
    assert set(blind) <= {name for name in names if Settings(blind=0.3).is_blind(name)}
    assert not any(Settings().is_blind(name) for name in names)
    assert all(Settings(blind=1).is_blind(name) for name in names)
