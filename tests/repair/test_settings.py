"""What a project wants of the repairs: read, checked, and kept to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.errors import JiaozhuError
from tui.repair.furniture import formula, rules, shipped, spelled, using
from tui.repair.pipeline import clean
from tui.repair.rules import RULES, Level
from tui.repair.settings import AS_SHIPPED, Settings, formula_names
from tui.text import bounded
from tui.text.blocks import BlockType
from tui.text.edit import State
from tui.text.source import decode

PAGE = (
    "晨报头条\n\n市委组织部号召各级党组织投身防疫\n\n"
    "市委组织部近日印发意见,要求各级党组织切实负起责任,把群众的事情办好办实。\n\n"
    "　　各地闻风而动,广大党员干部深入一线,与群众一起守住了家园,这样的例子还有很多。\n\n"
    "浏览次数：1024\n\n小城故事，每日一读，欢迎关注我们。\n"
)


def settings(text: str) -> Settings:
    return Settings.parse(text.encode(), "repairs.toml")


def test_where_there_is_no_file_all_is_as_shipped(tmp_path: Path) -> None:
    assert Settings.load(tmp_path / "repairs.toml") is AS_SHIPPED
    (tmp_path / "repairs.toml").write_text("# nothing\n")
    assert Settings.load(tmp_path / "repairs.toml") == AS_SHIPPED
    assert all(AS_SHIPPED.level(rule.name) is rule.default for rule in RULES)


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_a_rule_that_is_off_makes_no_edits_and_one_that_proposes_changes_nothing(
    rule: str,
) -> None:
    source = decode(PAGE.encode(), "page.txt")
    off = clean(source, settings=settings(f'[rules]\n{rule} = "off"'))
    assert not any(rule in edit.rule.split("+") for edit in off.edits)
    proposing = clean(source, settings=settings(f'[rules]\n{rule} = "propose"'))
    mine = [edit for edit in proposing.edits if rule in edit.rule.split("+")]
    assert all(edit.state is State.PROPOSED for edit in mine)
    if rule in ("punctuation", "whitespace"):
        assert mine
        assert proposing.text != clean(source).text
    assert clean(source, settings=settings(f'[rules]\n{rule} = "apply"')) == clean(source)


def types(config: str) -> dict[str, BlockType]:
    page = clean(decode(PAGE.encode(), "page.txt"), settings=settings(config))
    return {page.text[b.start : b.end][:4]: b.type for b in page.blocks if not b.inline}


def test_a_project_knows_phrases_of_its_own_and_does_without_shipped_ones() -> None:
    plain = types("")
    assert plain["浏览次数"] is BlockType.META
    assert plain["小城故事"] is BlockType.BODY
    own = types('[phrases]\nad = ["小城故事，"]\n[shipped]\noff = ["counts", "labelled"]')
    assert own["小城故事"] is BlockType.AD
    line = types('[[line]]\nname = "x"\ntype = "nav"\npattern = "(?:晨|晚)报头条$"')
    assert line["晨报头条"] is BlockType.NAV
    assert types("") == plain


def test_phrases_and_patterns_mean_both_scripts() -> None:
    with using(settings('[phrases]\ndisclaimer = ["本網發布之內容"]').wordings):
        found = formula("本网发布之内容均为原创。")
        assert found is not None
        assert found.type is BlockType.DISCLAIMER


def test_formulas_are_added_and_switched_off() -> None:
    own = settings(
        "[formulas]\nreporter = ['〖[㐀-鿿]{2,4}〗']\n[shipped]\noff = ['opening.own-report']"
    )
    assert spelled("reporter").match("〖张三〗") is None
    assert spelled("opening").match("本报讯") is not None
    with using(own.wordings):
        assert spelled("reporter").match("〖张三〗") is not None
        assert spelled("opening").match("本报讯") is None
        wire = spelled("opening").match("新华社北京1月2日电")
        assert wire is not None
        assert wire.group(1)  # the callers ask for it by its number
    for name in formula_names():
        with using(settings(f"[shipped]\noff = ['{name}']").wordings):
            spelled(name.split(".")[0]).match("")


def test_the_same_file_gives_the_same_object_so_that_its_patterns_are_compiled_once() -> None:
    assert settings('[rules]\nstops = "off"') is settings('[rules]\nstops = "off"')
    with using(settings("[shipped]\noff = ['date']").wordings):
        assert len(rules()) == len(shipped()) - 1
    assert rules() == shipped()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[rules", "cannot be read as TOML"),
        ("\xff", "there is no|TOML"),
        ("[rule]", "there is no 'rule'; it may hold"),
        ("rules = 1", r"rules must be a table; write \[rules\]"),
        ('[rules]\nstop = "off"', "rules: there is no rule 'stop'; there are mojibake"),
        ('[rules]\nstops = "no"', "rules: stops must be off, propose or apply"),
        ("[rules]\nstops = false", "rules: stops must be off"),
        ('[phrases]\nfooter = ["a"]', "phrases: there is no type 'footer'; there are headline"),
        ('[phrases]\nnav = "a"', "phrases: nav must be a list of texts"),
        ('[phrases]\nnav = [" "]', "phrases: nav must be a list of texts"),
        ('[formulas]\nheads = ["a"]', "formulas: there is no 'heads'; there are opening"),
        ('[formulas]\nreporter = ["("]', "formulas: reporter 1: '\\(' is no regular expression"),
        ('[formulas]\nreporter = ["(a)"]', r"formulas: reporter 1: write \(\?:…\)"),
        ('[formulas]\nreporter = ["a*"]', "formulas: reporter 1: .* matches every line"),
        ("[shipped]\non = []", "shipped: there is no 'on'"),
        ('[shipped]\noff = ["dates"]', "shipped: off: there is no wording 'dates'; `jiaozhu rules"),
        ("line = 1", r"line must be tables; write \[\[line\]\]"),
        ("line = [1]", "line 1 is not a table"),
        ('[[line]]\nname = "x"\ncolour = 1', "line 1 has an unknown key 'colour'"),
        ("[[line]]\ntype = 'nav'", "line 1 needs a name"),
        ("[[line]]\nname = 'x'\ntype = 'nav'", r"line 1 \(x\) needs a pattern"),
        ("[[line]]\nname = 'x'\npattern = 'a'", r"line 1 \(x\): there is no type None"),
        ("[[line]]\nname = 'x'\ntype = 'nav'\npattern = 'a'\nmax = 999", "max must be a number"),
        ("[[line]]\nname = 'x'\ntype = 'nav'\npattern = 'a'\npage = 1", "page must be true"),
        ("[[line]]\nname = 'x'\ntype = 'nav'\npattern = 'a'\nrole = 'x'", "role must be one of"),
        (
            "[[line]]\nname = 'x'\ntype = 'nav'\npattern = 'a'\nexamples = ['b']",
            "its pattern does not match 'b'",
        ),
        (2 * "[[line]]\nname = 'x'\ntype = 'nav'\npattern = 'a'\n", "two lines are called 'x'"),
    ],
)
def test_a_mistake_is_named_in_one_sentence(text: str, reason: str) -> None:
    with pytest.raises(JiaozhuError, match=reason) as error:
        Settings.parse(text.encode("latin-1" if "\xff" in text else "utf-8"), "repairs.toml")
    assert str(error.value).startswith("repairs.toml")
    assert "\n" not in str(error.value)


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "repairs.toml"
    path.mkdir()
    with pytest.raises(JiaozhuError, match=r"repairs\.toml is not a file"):
        Settings.load(path)
    path.rmdir()
    os.mkfifo(path)
    with pytest.raises(JiaozhuError, match="is not a file"):
        Settings.load(path)
    path.unlink()
    path.write_bytes(b"#" * (1 << 20) + b"\n")
    with pytest.raises(JiaozhuError, match="is larger than 1 MiB"):
        Settings.load(path)


def test_levels_are_words() -> None:
    assert [level.value for level in Level] == ["off", "propose", "apply"]


def test_the_example_in_the_documentation_is_read() -> None:
    text = (Path(__file__).parents[2] / "docs" / "apparatus.md").read_text("utf-8")
    found = settings(text.partition("```toml\n")[2].partition("```")[0])
    assert found.level("stops") is Level.OFF
    assert [wording.name for wording in found.wordings.extra] == [
        "our-footer",
        "phrases.disclaimer.1",
        "phrases.ad.1",
    ]
    with using(found.wordings):
        assert spelled("reporter").match("（特约撰稿 张三）") is not None


@pytest.mark.parametrize(
    ("config", "name"),
    [
        ("[[line]]\nname = 'x'\ntype = 'nav'\npattern = '(?:小|小小)+$'\nmax = 0", "The wording x"),
        ("[formulas]\nopening = ['(?:小|小小)+$']", "A formula of opening"),
    ],
)
def test_an_expression_that_backtracks_without_end_is_named(
    config: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "PATIENCE", 0.05)
    page = "今天是个好日子，大家都来了，讯。\n" + "小" * 45 + "电话\n他来了，她也来了。\n"
    with pytest.raises(JiaozhuError, match=f"{name} takes longer than"):
        clean(decode(page.encode(), "page.txt"), settings=settings(config))
    assert clean(decode(page.encode(), "page.txt")).blocks
