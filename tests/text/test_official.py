"""Conversion by the data of an official OpenCC, against its rule stated once more, slowly."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import marisa_trie
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import JiaozhuError
from tui.text import official
from tui.text.alignment import Alignment
from tui.text.forms import choices
from tui.text.official import Chain
from tui.text.script import configs, configs_for, convert

Entries = dict[str, tuple[str, ...]]
KEYS = "甲乙丙丁"


@pytest.fixture(autouse=True)
def _package_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield
    official.use(None)


def write_text(folder: Path, name: str, entries: Entries) -> str:
    lines = [f"{key}\t{' '.join(values)}" for key, values in entries.items()]
    (folder / f"{name}.txt").write_text("# made for a test\n\n" + "\n".join(lines) + "\n", "utf-8")
    return f"{name}.txt"


def write_trie(folder: Path, name: str, entries: Entries) -> str:
    """A dictionary as OpenCC has it: trie, then the values of each key by its number."""
    trie = marisa_trie.Trie(entries)
    by_number = sorted(entries, key=trie.__getitem__)
    texts, counts = b"", b""
    for key in by_number:
        values = [value.encode() + b"\0" for value in entries[key]]
        texts += b"".join(values)
        counts += struct.pack(f"<H{len(values)}H", len(values), *map(len, values))
    head = struct.pack("<II", len(entries), len(texts))
    data = b"OPENCC_MARISA_0.2.5" + trie.tobytes() + head + texts + counts
    (folder / f"{name}.ocd2").write_bytes(data)
    return f"{name}.ocd2"


def leaf(file: str) -> dict[str, Any]:
    return {"type": file.rpartition(".")[2], "file": file}


def group(*members: dict[str, Any], union: bool = False) -> dict[str, Any]:
    policy = {"match_policy": "union" if union else "short_circuit"}
    return {"type": "group", **policy, "dicts": list(members)}


def make(folder: Path, name: str, stages: list[dict[str, Any]], **more: Any) -> None:
    told = {"name": name, **more, "conversion_chain": [{"dict": stage} for stage in stages]}
    (folder / f"{name}.json").write_text(json.dumps(told), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small OpenCC: s2twp and s2t, in both kinds of dictionary."""
    phrases = write_trie(
        tmp_path, "STPhrases", {"头发": ("頭髮",), "内存": ("內存",), "里面": ("裏面",)}
    )
    characters = write_text(
        tmp_path,
        "STCharacters",
        {"发": ("發", "髮"), "里": ("裏", "里"), "头": ("頭",), "内": ("內",), "软": ("軟",)},
    )
    terms = write_trie(tmp_path, "TWPhrases", {"內存": ("記憶體",), "軟件": ("軟體", "軟件")})
    variants = write_text(tmp_path, "TWVariants", {"裏": ("裡",)})
    compat = write_text(tmp_path, "Compat", {"\uf9e9": ("里",)})
    first = group(leaf(phrases), leaf(characters))
    normal = {"normalization": [{"dict": leaf(compat)}]}
    make(tmp_path, "s2t", [first], **normal)
    make(
        tmp_path,
        "s2twp",
        [first, group(leaf(terms), leaf(variants))],
        segmentation={"type": "mmseg", "dict": leaf(phrases)},
        **normal,
    )
    return tmp_path


def test_both_kinds_of_dictionary_and_all_stages(folder: Path) -> None:
    official.use(folder)
    assert configs() == ("s2t", "s2twp")
    assert configs_for("s") == ("s2t", "s2twp")
    view = convert("头发和内存，软件里\uf9e9面", "s2twp")
    assert view.text == "頭髮和記憶體，軟體裡裡面"
    assert [step[:4] for step in view.alignment.steps] == [(3, 5, 3, 6)]
    assert convert("头发和内存，软件里", "s2t").text == "頭髮和內存，軟件裏"
    with pytest.raises(ValueError, match="no script configuration 't2s'"):
        convert("頭", "t2s")


def test_no_key_reaches_across_segments(folder: Path) -> None:
    # 软件 is no phrase, so it is in one segment with what is beside it; 内存 is one by itself.
    write_text(folder, "TWPhrases2", {"存軟": ("!",), "內存": ("記憶體",)})
    first = json.loads((folder / "s2t.json").read_text("utf-8"))["conversion_chain"][0]["dict"]
    cut = {"segmentation": {"type": "mmseg", "dict": leaf("STPhrases.ocd2")}}
    make(folder, "cut", [first, leaf("TWPhrases2.txt")], **cut)
    make(folder, "whole", [first, leaf("TWPhrases2.txt")])
    official.use(folder)
    assert convert("内存软", "cut").text == "記憶體軟"
    make(folder, "never", [first, leaf("TWPhrases3.txt")], **cut)
    write_text(folder, "TWPhrases3", {"存軟": ("!",)})
    official.use(None)
    official.use(folder)
    assert convert("内存软", "never").text == "內存軟"
    assert convert("内存软", "whole").text == "記憶體軟"


def test_forms_are_chosen_by_the_data_in_use(folder: Path) -> None:
    official.use(folder)
    (one, other) = choices("他发，里", "s2twp")
    assert (one.place, one.forms, one.shown) == (1, ("發", "髮"), ("發", "髮"))
    assert (other.forms, other.shown) == (("裏", "里"), ("裡", "里"))
    assert convert("他发，里", "s2twp", forms={1: "髮", 3: "里"}).text == "他髮，里"


def test_what_was_touched_is_converted_again_by_the_line(folder: Path) -> None:
    official.use(folder)
    before, after = "头发\n内存，软件\n里", "头发\n内，存软件发\n里"
    view = convert(before, "s2twp")
    assert convert(after, "s2twp", (before, view)) == convert(after, "s2twp")


def test_a_folder_or_a_file_that_is_none_is_told(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for wrong in (empty, tmp_path / "gone"):
        with pytest.raises(JiaozhuError, match="is no data folder of OpenCC"):
            official.use(wrong)
    for damage in (b"", b"OPENCC_MARISA_0.2.5", b"OPENCC_MARISA_0.2.5" + bytes(400)):
        (folder / "STPhrases.ocd2").write_bytes(damage)
        with pytest.raises(JiaozhuError, match=r"STPhrases.ocd2 cannot be read as data of OpenCC"):
            official.use(folder)
    (folder / "s2t.json").write_text("{}")
    with pytest.raises(JiaozhuError, match=r"s2t.json cannot be read as data of OpenCC"):
        official.use(folder)
    assert official.current() is None


# The rule, place by place.


def slow_match(node: dict[str, Any], files: dict[str, Entries], text: str) -> tuple[int, str]:
    if node["type"] != "group":
        entries = files[node["file"]]
        found = [key for key in entries if text.startswith(key)]
        best = max(found, key=len, default="")
        return (len(best), entries[best][0]) if best else (0, "")
    matches = [slow_match(member, files, text) for member in node["dicts"]]
    if node["match_policy"] == "union":
        return max(matches, key=lambda match: match[0], default=(0, ""))
    return next((match for match in matches if match[0]), (0, ""))


def slow_stage(node: dict[str, Any], files: dict[str, Entries], segment: str) -> str:
    made = ""
    while segment:
        length, new = slow_match(node, files, segment)
        made += new if length else segment[0]
        segment = segment[max(1, length) :]
    return made


def slow_segments(node: dict[str, Any], files: dict[str, Entries], text: str) -> list[str]:
    segments, rest = [], ""
    while text:
        length, _ = slow_match(node, files, text)
        if length:
            segments += [rest, text[:length]]
            rest = ""
        else:
            rest += text[0]
        text = text[max(1, length) :]
    return [segment for segment in (*segments, rest) if segment]


entries = st.dictionaries(
    st.text(KEYS, min_size=1, max_size=3),
    st.text(KEYS + "戊", min_size=1, max_size=4).map(lambda value: (value,)),
    max_size=6,
)
files = st.lists(entries, min_size=3, max_size=3)


@st.composite
def nodes(draw: st.DrawFn) -> dict[str, Any]:
    leaves = [leaf(f"d{number}.txt") for number in range(3)]
    if draw(st.booleans()):
        return draw(st.sampled_from(leaves))
    inner = group(*draw(st.lists(st.sampled_from(leaves), min_size=1, max_size=3)),
                  union=draw(st.booleans()))  # fmt: skip
    return group(inner, draw(st.sampled_from(leaves)), union=draw(st.booleans()))


@given(files, st.lists(nodes(), min_size=1, max_size=3), st.none() | nodes(),
       st.text(KEYS + "子", max_size=24))  # fmt: skip
def test_the_rule(
    tmp_path_factory: pytest.TempPathFactory,
    contents: list[Entries],
    stages: list[dict[str, Any]],
    cut: dict[str, Any] | None,
    text: str,
) -> None:
    folder = tmp_path_factory.mktemp("data")
    by_name = {f"d{number}.txt": found for number, found in enumerate(contents)}
    for name, found in by_name.items():
        write_text(folder, name.removesuffix(".txt"), found)
    make(folder, "c", stages, **({"segmentation": {"type": "mmseg", "dict": cut}} if cut else {}))
    segments = slow_segments(cut, by_name, text) if cut else [text]
    for stage in stages:
        segments = [slow_stage(stage, by_name, segment) for segment in segments]
    conversion = Chain(folder, "c")
    made, across, borders = conversion.before(text, len(stages))
    assert made == "".join(segments)
    assert (across.a_length, across.b_length) == (len(text), len(made))
    assert across.compose(Alignment.identity(len(made))) == across
    assert list(borders) == sorted(borders)
