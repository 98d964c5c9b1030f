"""What a cleaner undid, and what it broke: its output beside the clean text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from benchmarks.damage import Sample
from benchmarks.diff import matches

Output = list[tuple[str, bool]]
"""The lines a cleaner gives, each with whether it calls it furniture."""

_FOLD = str.maketrans("，；：？！（）", ",;:?!()")


@dataclass
class Score:
    """Sums over samples."""

    suffered: Counter[str] = field(default_factory=Counter)
    undone: Counter[str] = field(default_factory=Counter)
    right: int = 0
    """Characters of the clean texts that nothing was done to."""
    damaged: int = 0
    """Those of them that are not there any more, and characters added beside them."""
    lines: int = 0
    """Line ends of the clean texts."""
    given: int = 0
    matched: int = 0
    furniture: int = 0
    """Lines of furniture in the damaged texts."""
    removed: int = 0
    """Lines taken out or called furniture."""
    rightly: int = 0

    def add(self, sample: Sample, output: Output) -> None:
        """Count one sample in."""
        kept = self._furniture(sample, output)
        self._text(sample, "\n".join(kept))

    def _furniture(self, sample: Sample, output: Output) -> list[str]:
        """Count lines of furniture; the lines of the output that are not."""
        waiting = Counter(_bare(line) for line in sample.furniture)
        same = {_bare(written): _bare(line) for written, line in sample.aliases}
        kept = []
        called = rightly = standing = 0
        for line, is_furniture in output:
            bare = _bare(line)
            bare = same.get(bare, bare)
            known = waiting[bare] > 0
            waiting[bare] -= known
            if is_furniture:
                called += 1
                rightly += known
            elif known:
                standing += 1
            if not known and not is_furniture and bare:
                kept.append(line)
        self.furniture += len(sample.furniture)
        gone = len(sample.furniture) - standing - rightly
        self.removed += called + gone
        self.rightly += rightly + gone
        return kept

    def _text(self, sample: Sample, text: str) -> None:
        clean = sample.clean
        runs = matches(clean, text)
        kept = bytearray(len(clean))
        for start, _, length in runs:
            kept[start : start + length] = b"\x01" * length
        touched = bytearray(len(clean) + 1)  # places where the output has something of its own
        added: list[tuple[int, int, str]] = []
        previous = (0, 0)
        for start, other, length in [*runs, (len(clean), len(text), 0)]:
            if other > previous[1]:
                added.append((previous[0], start, text[previous[1] : other]))
                touched[previous[0] : start + 1] = b"\x01" * (start + 1 - previous[0])
            previous = (start + length, other + length)
        suffering = bytearray(len(clean) + 1)
        for change in sample.changes:
            suffering[change.start : change.end + 1] = b"\x01" * (change.end + 1 - change.start)
            if not change.defect:
                continue
            self.suffered[change.defect] += 1
            whole = all(kept[change.start : change.end])
            self.undone[change.defect] += whole and not any(touched[change.start : change.end + 1])
        for place, char in enumerate(clean):
            if char != "\n" and not suffering[place]:
                self.right += 1
                self.damaged += not kept[place]
        for start, end, new in added:
            if not any(suffering[start : end + 1]):
                gone = sum(c != "\n" for c in clean[start:end])
                self.damaged += max(0, len(new.replace("\n", "")) - gone)
        self.lines += clean.count("\n")
        self.given += text.count("\n")
        self.matched += sum(char == "\n" and kept[place] for place, char in enumerate(clean))

    @property
    def per_ten_thousand(self) -> float:
        """Damage to right characters."""
        return 10_000 * self.damaged / max(1, self.right)

    @property
    def boundary_f1(self) -> float:
        """Per cent."""
        return 200 * self.matched / max(1, self.lines + self.given)

    @property
    def furniture_recall(self) -> float:
        """Per cent."""
        return 100 * self.rightly / max(1, self.furniture)

    @property
    def furniture_precision(self) -> float:
        """Per cent; nothing removed is nothing wrong."""
        return 100 * self.rightly / self.removed if self.removed else 100.0


def _bare(line: str) -> str:
    return "".join(line.translate(_FOLD).split()).strip("\ufeff\u200b")
