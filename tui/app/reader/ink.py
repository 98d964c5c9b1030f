"""The colours of the page: from the theme's variables and the labels' colours to rich styles."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntFlag
from typing import Final

from rich.style import Style
from textual.color import Color, ColorParseError

from tui.app.reader.marks import Kind
from tui.text.blocks import BlockType

_READABLE = 4.5  # contrast of a label's colour against the ground: WCAG AA
_FALLBACK = "#8899aa"  # a label that has no colour


class Flag(IntFlag):
    """What else is true of a stretch of text."""

    NONE = 0
    CURSOR = 1
    MIRROR = 2  # the cursor's place in the other pane
    SELECTED = 4
    STAND_IN = 8  # drawn instead of a character that cannot be shown
    MATCHED = 16  # fits what is being typed to jump
    KEY = 32  # the key to press, drawn over the character it jumps to
    LANDING = 64  # where the next motion would go
    DIFFERENT = 128  # is another character in the other pane


Label = tuple[str, Kind]

_MUTED: Final = frozenset(
    {BlockType.BYLINE, BlockType.DATELINE, BlockType.CAPTION, BlockType.CREDIT, BlockType.KICKER}
)
_STRONG: Final = frozenset({BlockType.HEADLINE, BlockType.SUBHEAD})


class Ink:
    """Styles of one theme, each made once."""

    def __init__(
        self, variables: Mapping[str, str], labels: Mapping[str, str], *, mono: bool = False
    ) -> None:
        """`variables`: those of the theme; `labels`: colour of each label; `mono`: do without."""
        self.mono = mono
        self.ground = Color.parse(variables["background"])
        self.text = Color.parse(variables["foreground"])
        self._strong = Color.parse(variables["primary"])
        self._warning = Color.parse(variables["warning"])
        self._proposed = Color.parse(variables["secondary"])
        self._muted = _colour(variables, "muted", self.text.blend(self.ground, 0.4))
        self._faint = _colour(variables, "faint", self.text.blend(self.ground, 0.55))
        self._panel = _colour(variables, "panel", self.ground.blend(self.text, 0.12))
        chosen = self.ground.blend(self.text, 0.28)
        self._selected = _colour(variables, "input-selection-background", chosen)
        self._labels = {name: self._adapted(colour) for name, colour in labels.items()}
        self._bars: dict[Label, Style] = {}
        self._looks: dict[Style, Style] = {}
        self._styles: dict[tuple[BlockType, tuple[Label, ...], int], Style] = {}
        # A coloured cell is as wide in every font; half blocks are not.
        self.bar_text = "|" if mono else " "
        self.blank = self._style(self.text, self.ground)
        self.rule = self._style(self._panel.blend(self._faint, 0.4), self.ground, underline=True)
        self.muted = self._style(self._muted, self.ground)
        self.changed = self._style(self._warning, self.ground)
        self.proposed = self._style(self._proposed, self.ground)
        self.title = self._style(self._strong, self.ground, bold=True, underline=True)
        self.faint_title = self._style(self._faint, self.ground, underline=True)
        self.folded = self._style(self._muted, self._panel)
        self.folded_cursor = self._style(self.ground, self._strong, True, reverse=mono)

    def label(self, name: str) -> Color:
        """A label's colour, readable on this ground."""
        if name not in self._labels:
            self._labels[name] = self._adapted(_FALLBACK)
        return self._labels[name]

    def bar(self, label: Label) -> Style:
        """The gutter beside a mark."""
        if (style := self._bars.get(label)) is not None:
            return style
        share = 0.55 if label[1] is Kind.SPAN else 0.3
        colour = self.ground.blend(self.label(label[0]), share)
        style = self._bars[label] = self._style(self.text, colour)
        return style

    def style(self, block: BlockType, labels: tuple[Label, ...], flags: int) -> Style:
        """Text of a block under `labels`, outermost first."""
        key = (block, labels, flags)
        if (style := self._styles.get(key)) is None:
            style = self._styles[key] = self._made(block, labels, flags)
        return style

    def _made(self, block: BlockType, labels: tuple[Label, ...], flags: int) -> Style:
        ink, paper = self.text, self.ground
        bold = block in _STRONG
        if block is BlockType.HEADLINE:
            ink = self._strong
        elif block in _MUTED:
            ink = self._muted
        elif block.is_furniture:
            ink = self._faint
        lines = 0
        for name, kind in labels:
            colour = self.label(name)
            if kind is Kind.SPAN:
                ink, paper, lines = (
                    colour.blend(self.text, 0.2),
                    paper.blend(colour, 0.16),
                    lines + 1,
                )
            elif kind is Kind.LAYER:
                ink, lines = self.text.blend(colour, 0.6), lines + 1
            elif kind is Kind.SUGGESTION:
                ink, paper = self.text.blend(colour, 0.4), paper.blend(colour, 0.08)
            elif kind is Kind.EDIT:
                ink, paper, more = self._edited(name, ink, paper)
                lines = max(lines, more)
            elif kind is Kind.FORM:
                if name == "open":
                    ink = ink.blend(self._proposed, 0.5)
                lines = max(lines, 1)
            else:
                paper, bold = paper.blend(self._warning, 0.4), True
        if flags & Flag.DIFFERENT:
            ink, lines = ink.blend(self._proposed, 0.65), max(lines, int(self.mono))
        if flags & Flag.STAND_IN:
            ink = self._warning
        if flags & Flag.LANDING:
            lines = max(lines, 1)
            paper = paper.blend(self._strong, 0.18)
        if flags & Flag.MATCHED:
            ink, paper = self.text, paper.blend(self._proposed, 0.3)
        if flags & Flag.SELECTED:
            paper = self._selected if not labels else self._selected.blend(paper, 0.3)
        if flags & Flag.MIRROR:
            ink, paper, bold = self.text, paper.blend(self._strong, 0.35), True
            lines = max(lines, 1)
        if flags & Flag.CURSOR:
            ink, paper, bold = self.ground, self._strong, True
            lines = max(lines, int(self.mono))
        if flags & Flag.KEY:
            ink, paper, bold = self.ground, self._proposed, True
        # Without colours a selection is reversed, and the cursor in it is not.
        shown = flags & Flag.CURSOR or flags & Flag.KEY
        reverse = self.mono and bool(flags & Flag.SELECTED) != bool(shown)
        return self._style(ink, paper, bold, lines > 0, lines > 1, reverse)

    def _edited(self, look: str, ink: Color, paper: Color) -> tuple[Color, Color, int]:
        """Ink, paper and lines under text that an edit is shown on."""
        match look:
            case "blank":  # only the gutter says so
                return ink, paper, 0
            case "cut":  # only beside it something was taken away
                return ink.blend(self._warning, 0.85), paper, 1
            case "proposed":
                return ink.blend(self._proposed, 0.85), paper, 1
            case "rejected":
                return self._muted, paper, 2
            case "added":
                return ink, paper.blend(self._strong, 0.3), 2
        return ink, paper.blend(self._warning, 0.25), 2 if self.mono else 0

    def _style(
        self,
        ink: Color,
        paper: Color,
        bold: bool = False,
        underline: bool = False,
        twice: bool = False,
        reverse: bool = False,
    ) -> Style:
        style = Style(
            color=(self.text if self.mono else ink).rich_color,
            bgcolor=(self.ground if self.mono else paper).rich_color,
            bold=bold or None,
            underline=underline or None,
            underline2=twice or None,
            reverse=reverse or None,
        )
        return self._looks.setdefault(style, style)  # equal ones are one, and are drawn as one

    def _adapted(self, colour: str) -> Color:
        """`colour` moved towards white or black until it can be read on the ground."""
        found = Color.parse(colour)
        goal = Color.parse("white" if _luminance(self.ground) < 0.2 else "black")
        for _ in range(20):
            if contrast(found, self.ground) >= _READABLE:
                break
            found = found.blend(goal, 0.1)
        return found


def _colour(variables: Mapping[str, str], name: str, otherwise: Color) -> Color:
    value = variables.get(name, "")
    try:
        return Color.parse(value)
    except ColorParseError:  # not a theme of ours, or a value with an opacity
        return otherwise


def _luminance(colour: Color) -> float:
    """Relative luminance of WCAG, 0 to 1."""
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    """Contrast of WCAG, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
