"""Small data folders such as official OpenCC has, and what it does with them, written plainly."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from marisa_trie import Trie

Entries = Mapping[str, str]
"""Key → its values, with blanks between."""


def text_file(path: Path, entries: Entries, comment: str = "# of a test\n\n") -> None:
    lines = "".join(f"{key}\t{values}\n" for key, values in entries.items())
    path.write_text(comment + lines, "utf-8")


def trie_file(path: Path, entries: Entries) -> None:
    """As OpenCC lays one out: heading, trie, values in the order of the trie's own numbers."""
    trie = Trie(list(entries))
    values = [entries[key].split(" ") for key, _ in sorted(trie.items(), key=lambda item: item[1])]
    texts = [[value.encode() + b"\0" for value in some] for some in values]
    together = b"".join(text for some in texts for text in some)
    data = struct.pack("<II", len(values), len(together)) + together
    for some in texts:
        data += struct.pack(f"<{len(some) + 1}H", len(some), *map(len, some))
    path.write_bytes(b"OPENCC_MARISA_0.2.5" + trie.tobytes() + data)


def text(name: str) -> dict[str, Any]:
    return {"type": "text", "file": f"{name}.txt"}


def trie(name: str) -> dict[str, Any]:
    return {"type": "ocd2", "file": f"{name}.ocd2"}


def inline(**entries: str) -> dict[str, Any]:
    return {"type": "inline", "entries": entries}


def group(*members: Any, union: bool = False) -> dict[str, Any]:
    policy = "union" if union else "short_circuit"
    return {"type": "group", "match_policy": policy, "dicts": list(members)}


def config(
    path: Path, *chain: Any, segmentation: Any = None, normalization: Sequence[Any] = ()
) -> None:
    table: dict[str, Any] = {"name": path.stem}
    if normalization:
        table["normalization"] = [{"dict": node} for node in normalization]
    if segmentation is not None:
        table["segmentation"] = {"type": "mmseg", "dict": segmentation}
    table["conversion_chain"] = [{"dict": node} for node in chain]
    path.write_text(json.dumps(table), "utf-8")


def sample(folder: Path) -> Path:
    """Both scripts, Taiwan and Hong Kong with their words, in files of both kinds."""
    folder.mkdir(parents=True, exist_ok=True)
    trie_file(folder / "STPhrases.ocd2", {"头发": "頭髮", "皇后": "皇后", "互联网": "互聯網"})
    text_file(folder / "STPhrasesMore.txt", {"理发店": "理髮店", "互联": "互聯"})
    several = {"头": "頭", "发": "發 髮", "联": "聯", "网": "網", "后": "後 后", "里": "裏 里"}
    text_file(folder / "STCharacters.txt", several)
    text_file(folder / "TSCharacters.txt", {"頭": "头", "髮": "发", "發": "发", "聯": "联"})
    trie_file(folder / "TWPhrases.ocd2", {"互聯網": "網際網路"})
    text_file(folder / "TWVariants.txt", {"裏": "裡"})
    text_file(folder / "Compatibility.txt", {"\uf92c": "郎"})
    phrases = group(trie("STPhrases"), text("STPhrasesMore"), union=True)
    simplified = group(phrases, text("STCharacters"))
    before = [text("Compatibility")]
    config(folder / "s2t.json", simplified, normalization=before)
    config(
        folder / "s2twp.json",
        simplified,
        group(trie("TWPhrases"), text("TWVariants")),
        segmentation=phrases,
        normalization=before,
    )
    config(folder / "t2s.json", text("TSCharacters"))
    config(folder / "s2hkp.json", simplified, inline(互聯網="互聯網絡"), segmentation=phrases)
    config(folder / "jp2t.json", inline(竜="龍"))
    return folder


# --- the official rule, as it is described


def reference(folder: Path, name: str, original: str, entries: Mapping[str, Entries]) -> str:
    """What official OpenCC makes of a text; `entries` are those of the folder's files."""
    table = json.loads((folder / f"{name}.json").read_text("utf-8"))
    current = original
    for stage in table.get("normalization", ()):
        current = _convert(stage["dict"], current, entries)
    segments = [current]
    if "segmentation" in table:
        segments = _segments(table["segmentation"]["dict"], current, entries)
    for stage in table["conversion_chain"]:
        segments = [_convert(stage["dict"], segment, entries) for segment in segments]
    return "".join(segments)


def _match(node: Any, rest: str, entries: Mapping[str, Entries]) -> tuple[str, str] | None:
    """The key that a dictionary or group finds at the start of `rest`, and its value."""
    if node["type"] == "group":
        found = [_match(member, rest, entries) for member in node["dicts"]]
        there = [match for match in found if match is not None]
        if not there:
            return None
        longest = max(len(key) for key, _ in there)
        first = node["match_policy"] == "short_circuit"
        return there[0] if first else next(m for m in there if len(m[0]) == longest)
    if node["type"] == "inline":
        table = node["entries"]
    else:
        table = {k: v.split(" ")[0] for k, v in entries[node["file"]].items()}
    keys = [key for key in table if rest.startswith(key)]
    return (max(keys, key=len), table[max(keys, key=len)]) if keys else None


def _convert(node: Any, segment: str, entries: Mapping[str, Entries]) -> str:
    done, at = "", 0
    while at < len(segment):
        match = _match(node, segment[at:], entries)
        if match is None:
            length = described(segment[at:]) or 1
            done += segment[at : at + length]
        else:
            length = len(match[0])
            done += match[1]
        at += length
    return done


def _segments(node: Any, whole: str, entries: Mapping[str, Entries]) -> list[str]:
    found, between, at = [], "", 0
    while at < len(whole):
        match = _match(node, whole[at:], entries)
        if match is None:
            length = described(whole[at:]) or 1
            between += whole[at : at + length]
        else:
            length = len(match[0])
            found += [between, match[0]]
            between = ""
        at += length
    return [segment for segment in (*found, between) if segment]


def described(rest: str, depth: int = 16) -> int:
    """How long the ideographic description sequence at the start is; 0 if none is complete."""
    if not depth or not rest:
        return 0
    operands = (
        3 if rest[0] in "⿲⿳" else 1 if rest[0] in "⿾⿿" else 2 if "⿰" <= rest[0] <= "⿿" else 0
    )
    if not operands:
        return 0 if depth == 16 else 1
    length = 1
    for _ in range(operands):
        part = described(rest[length:], depth - 1)
        if not part:
            return 0
        length += part
    return length if length <= 64 else 0
