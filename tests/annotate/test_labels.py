"""The label set: the default one, and one clear sentence for each mistake in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.annotate.labels import (
    PRESETS,
    RESERVED,
    LabelSet,
    default_labels,
    preset,
    preset_bytes,
)
from tui.errors import JiaozhuError

GOOD = '[[label]]\nname = "PER"\nkey = "p"\ncolor = "#d55e00"\n'
FLAG = '[[label.attribute]]\nname = "DIFF"\nkey = "d"\n'
LINK = '[[link]]\nname = "speaker"\nkey = "s"\n'
PAGE = '[[page_label]]\nname = "report"\nkey = "r"\n'


def test_default_set_has_the_labels_of_the_seeds() -> None:
    names = [label.name for label in default_labels()]
    assert names == ["PER", "ORG", "LOC", "TIME", "NUM", "DOC", "SLOGAN", "QUOTE", "ROLE"]
    assert {label.name for label in default_labels() if not label.suggest} == {"SLOGAN", "QUOTE"}
    for label in default_labels():
        assert label.gloss_en
        assert label.gloss_zh
        assert label.gloss_zh_hant
        assert label.example
        assert label.group
        assert label.key not in RESERVED


def test_every_label_has_its_key_and_a_digit() -> None:
    labels = default_labels()
    for place, label in enumerate(labels, 1):
        assert labels.by_key(label.key) is label
        assert labels.by_key(str(place)) is label
        assert labels.digit(label) == str(place)
    assert labels.by_key("0") is None
    assert labels.get("NONE") is None
    assert "PER" in labels


def _linear(hexes: str) -> list[float]:
    values = (int(hexes[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


# Viénot, Brettel and Mollon 1999: what is left of linear RGB without one kind of cone.
_DEUTAN = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))
_PROTAN = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))
_ALL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def _lab(rgb: list[float]) -> tuple[float, float, float]:
    r, g, b = rgb
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("eye", [_ALL, _DEUTAN, _PROTAN], ids=["all", "deutan", "protan"])
def test_default_colours_differ_for_every_eye(eye: tuple[tuple[float, ...], ...]) -> None:
    def seen(color: str) -> tuple[float, float, float]:
        rgb = _linear(color)
        return _lab([sum(m * v for m, v in zip(row, rgb, strict=True)) for row in eye])

    colours = [seen(label.color) for label in default_labels()]
    for index, one in enumerate(colours):
        for other in colours[:index]:
            assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 15


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "must hold [[label]] tables"),
        ("label = 3", "must hold [[label]] tables"),
        ("label = [3]", "label 1 is not a table"),
        ("[[label]", "cannot be read as TOML"),
        (GOOD + "\n[run]\ncommand = 'sh'", "nothing else"),
        (GOOD.replace("PER", "per"), "label 1 needs a name"),
        (GOOD.replace("PER", "A" * 33), "label 1 needs a name"),
        (GOOD.replace('"PER"', "1"), "label 1 needs a name"),
        (GOOD.replace('"p"', '"pp"'), "label 1 (PER) needs a key"),
        (GOOD.replace('"p"', '" "'), "label 1 (PER) needs a key"),
        (GOOD.replace('"p"', '"\\u001b"'), "label 1 (PER) needs a key"),
        (GOOD.replace('"p"', '"h"'), "the reader needs"),
        (GOOD.replace('"p"', '"1"'), "the reader needs"),
        (GOOD.replace("#d55e00", "red"), "needs a color"),
        (GOOD + 'gloss = "person"', "needs gloss"),
        (GOOD + "gloss = { en = 1 }", "needs gloss"),
        (GOOD + "gloss = { fr = 'personne' }", "needs gloss"),
        (GOOD + "example = 1", "example and group"),
        (GOOD + 'suggest = "yes"', "needs suggest"),
        (GOOD + 'plugin = "os.system"', "unknown field 'plugin'"),
        (GOOD + "guideline = 3", "text in quotes as guideline"),
        (GOOD + FLAG.replace('"DIFF"', '"a b"'), "attribute 1 needs a name"),
        (GOOD + FLAG.replace('"d"', '""'), "attribute 1 (DIFF) needs a key"),
        (GOOD + FLAG + 'type = "number"', 'needs type = "flag", "choice" or "text"'),
        (GOOD + FLAG + 'type = "choice"', "needs values"),
        (GOOD + FLAG + 'values = ["a"]', "only a choice can have"),
        (GOOD + FLAG + 'type = "choice"\nvalues = ["a", "a"]', "something twice in values"),
        (GOOD + FLAG + 'type = "choice"\nvalues = ["a", 1]', "a list of texts as values"),
        (GOOD + FLAG + 'default = "x"', "wrong default: The attribute DIFF is true or false"),
        (
            GOOD + FLAG + 'type = "choice"\nvalues = ["a"]\ndefault = "b"',
            "wrong default: The attribute DIFF is one of a",
        ),
        (GOOD + FLAG + "size = 3", "unknown field 'size'"),
        (GOOD + FLAG + FLAG, "attribute 2 (DIFF) has the name 'DIFF', which attribute 1"),
        (GOOD + "attribute = [1]", "attribute 1 is not a table"),
        (GOOD + "[label.attribute]\nname = 'a'", "written as [[…attribute]]"),
        (FLAG.replace("label.", "") + GOOD + FLAG, "(PER): attribute 2 (DIFF) has the name"),
        (GOOD + LINK.replace('"s"', '"ss"'), "link 1 (speaker) needs a key"),
        (GOOD + LINK + 'from = ["NO"]', "link 1 (speaker) names 'NO', which is no label"),
        (GOOD + LINK + 'to = "PER"', "a list of texts as to"),
        (GOOD + LINK + "symmetric = 1", "needs symmetric = true"),
        (GOOD + LINK + LINK, "link 2 (speaker) has the name 'speaker', which link 1"),
        (GOOD + PAGE + "exclusive = true", "needs a word as exclusive"),
        (GOOD + PAGE + PAGE, "page_label 2 (report) has the name 'report'"),
        (GOOD + GOOD.replace('"p"', '"q"'), "label 2 (PER) has the name 'PER', which label 1"),
        (GOOD + GOOD.replace("PER", "ORG"), "label 2 (ORG) has the key 'p', which label 1"),
    ],
)
def test_each_mistake_has_its_sentence(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "labels.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(JiaozhuError) as caught:
        LabelSet.load(path)
    assert str(path) in str(caught.value)
    assert says in str(caught.value)


def test_bytes_that_are_no_toml_are_refused() -> None:
    for data in (b"\xff\xfe", b"\0", b"x = " + b"[" * 100_000):
        with pytest.raises(JiaozhuError):
            LabelSet.parse(data, "labels.toml")


def test_gloss_of_one_script_serves_for_both() -> None:
    labels = LabelSet.parse((GOOD + "gloss = { zh-Hant = '人名' }").encode(), "x")
    assert (labels.labels[0].gloss_zh, labels.labels[0].gloss_zh_hant) == ("人名", "人名")
    assert labels.labels[0].color == "#D55E00"
    assert LabelSet.parse(b"\xef\xbb\xbf" + preset_bytes(), "x") == default_labels()


@pytest.mark.parametrize("name", PRESETS)
def test_presets_can_be_used_as_they_are(name: str) -> None:
    for label in preset(name):
        assert label.gloss_en
        assert label.gloss_zh
        assert label.group
        assert len(label.gloss_zh) == len(label.gloss_zh_hant)


def test_the_persuasion_techniques_are_all_there_in_their_groups() -> None:
    labels = preset("propaganda-23")
    assert len(labels) == 23
    assert len({label.group for label in labels}) == 6
    assert not any(label.suggest for label in labels)


def test_a_preset_that_is_none_is_named() -> None:
    with pytest.raises(JiaozhuError, match=r"no label set 'x'; there are general, news"):
        preset_bytes("x")


def test_attributes_links_and_page_labels_are_read() -> None:
    text = (
        FLAG.replace("label.", "")
        + GOOD
        + 'guideline = """\nOne line.\nAnother.\n"""\n'
        + FLAG.replace("DIFF", "sure").replace('"d"', '"s"')
        + 'type = "choice"\nvalues = ["low", "high"]\n'
        + 'gloss = { en = "how sure" }\n'
        + LINK
        + 'from = ["PER"]\nto = ["PER"]\nsymmetric = true\n'
        + PAGE
        + 'exclusive = "genre"\n'
    )
    labels = LabelSet.parse(text.encode(), "labels.toml")
    (label,) = labels
    assert label.guideline == "One line.\nAnother."
    assert [one.name for one in label.attributes] == ["sure", "DIFF"]
    sure, diff = label.attributes
    assert [sure.next_after(value) for value in ("", "low", "high", "odd")] == [
        "low",
        "high",
        "",
        "",
    ]
    assert [diff.next_after(value) for value in (False, True)] == [True, False]
    assert sure.gloss.en == "how sure"
    assert label.attribute("none") is None
    (link,) = labels.links
    assert (link.sources, link.targets, link.symmetric) == (("PER",), ("PER",), True)
    assert labels.page_labels[0].exclusive == "genre"
