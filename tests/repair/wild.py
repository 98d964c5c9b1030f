"""More damage as it is met on the web, made again from clean text; see `benchmarks.damage`."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from benchmarks.damage import HAN, Change

_BETWEEN_HAN = re.compile("(?<=[一-鿿])(?=[一-鿿])")
_APART = re.compile("(?<=[一-鿿，。、；：？！“”《》（）])(?=[一-鿿，。、；：？！“”《》（）])")


def misread(meant: str, shown: str) -> Callable[[str, random.Random], list[Change]]:
    """Lines written in the encoding `meant` and decoded as `shown`, U+FFFD where that fails."""

    def mechanism(text: str, rng: random.Random) -> list[Change]:
        changes = []
        for match in re.finditer("[^\n]+", text):
            new = match[0].encode(meant, "replace").decode(shown, "replace")
            changes.append(Change(*match.span(), new, "misread"))
        return changes

    return mechanism


def markup(text: str, rng: random.Random) -> list[Change]:
    """Ends of tags at ends of lines, tags and entities within them."""
    changes = []
    for place, char in enumerate(text):
        if char == "\n" and text[place - 1] in "。！？” ":
            new = rng.choice(("/p>\n", "</p>\n<p>", "<br />\n", "p>\n", "</p>&nbsp;\n", "/FONT>\n"))
            changes.append(Change(place, place + 1, new, "markup"))
        elif char in "“”" and rng.random() < 0.2:
            new = {"“": "&ldquo;", "”": "&#8221;"}[char]
            changes.append(Change(place, place + 1, new, "markup"))
        elif HAN.match(char) and rng.random() < 0.003:
            new = rng.choice(("<strong>", "</span>", "[/b]", "<font color='red'>", "<o:p></o:p>"))
            changes.append(Change(place, place, new, "markup"))
    return changes


def noise(text: str, rng: random.Random) -> list[Change]:
    """What forums put before or after line breaks; browsers show several blanks as one."""
    changes = []
    for match in re.finditer("[^\n]+", text):
        if rng.random() < 0.7:
            units = rng.randint(5, 15)
            raw = "".join(
                f"{chr(rng.randint(32, 59))} {chr(rng.randint(63, 126))}" for _ in range(units)
            )
            made = re.sub(" +", " ", raw)
            at_start = rng.random() < 0.5
            place = match.start() if at_start else match.end()
            changes.append(Change(place, place, made.strip() if at_start else made, "noise"))
    return changes


def site(text: str, rng: random.Random) -> list[Change]:
    """The address of the site, or a line about it, here and there between two characters."""
    string = rng.choice(
        ("www.abc123.com", "(www.xinwen8.net)", "本文来自山水论坛", "http://a-b.cn")
    )
    places = [match.start() for match in _BETWEEN_HAN.finditer(text)]
    chosen = sorted(rng.sample(places, min(len(places), rng.randint(5, 12))))
    return [Change(place, place, string, "site") for place in chosen]


def apart(text: str, rng: random.Random) -> list[Change]:
    """A blank between all characters."""
    return [Change(match.start(), match.start(), " ", "apart") for match in _APART.finditer(text)]


def stray(text: str, rng: random.Random) -> list[Change]:
    """A blank between two characters here and there."""
    rate = rng.uniform(0.01, 0.04)
    return [
        Change(match.start(), match.start(), " ", "stray blanks")
        for match in _BETWEEN_HAN.finditer(text)
        if rng.random() < rate
    ]
