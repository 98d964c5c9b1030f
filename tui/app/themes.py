"""Paper and ink: a light and a dark theme, with cinnabar (the red of 校 notes) as the accent.

Both keep text at 7:1 or better against the ground (WCAG AAA) and dimmed text above 4.5:1. The two
of high contrast keep all text at 7:1, and tell nothing apart by red and green alone.
"""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

LIGHT: Final = Theme(
    name="jiaozhu-light",
    primary="#a3341f",
    secondary="#2f4b7c",
    accent="#a3341f",
    foreground="#26241f",
    background="#faf8f2",
    surface="#f2efe6",
    panel="#e7e2d5",
    success="#3a6b35",
    warning="#8a5a00",
    error="#a3341f",
    dark=False,
    variables={
        "muted": "#6b665a",
        "faint": "#8f897a",
        "cursor-line": "#e3dccb",
        "input-selection-background": "#d9cfb6",
    },
)

DARK: Final = Theme(
    name="jiaozhu-dark",
    primary="#e58a6f",
    secondary="#8fb0dd",
    accent="#e58a6f",
    foreground="#dcd8ce",
    background="#17191d",
    surface="#1e2126",
    panel="#2a2e35",
    success="#93c08b",
    warning="#dcb564",
    error="#e58a6f",
    dark=True,
    variables={
        "muted": "#9a968c",
        "faint": "#74716a",
        "cursor-line": "#333842",
        "input-selection-background": "#454b57",
    },
)

CONTRAST_DARK: Final = Theme(
    name="jiaozhu-contrast-dark",
    primary="#ffd54a",
    secondary="#7fd4ff",
    accent="#ffd54a",
    foreground="#ffffff",
    background="#000000",
    surface="#0d0d0d",
    panel="#262626",
    success="#7fd4ff",
    warning="#ffb000",
    error="#ff9d7a",
    dark=True,
    variables={
        "muted": "#d0d0d0",
        "faint": "#b0b0b0",
        "cursor-line": "#333333",
        "input-selection-background": "#00508c",
    },
)

CONTRAST_LIGHT: Final = Theme(
    name="jiaozhu-contrast-light",
    primary="#7a0000",
    secondary="#00317a",
    accent="#7a0000",
    foreground="#000000",
    background="#ffffff",
    surface="#f4f4f4",
    panel="#dedede",
    success="#00317a",
    warning="#5f3d00",
    error="#7a0000",
    dark=False,
    variables={
        "muted": "#303030",
        "faint": "#4a4a4a",
        "cursor-line": "#d6d6d6",
        "input-selection-background": "#a8d1ff",
    },
)

THEMES: Final = (DARK, LIGHT, CONTRAST_DARK, CONTRAST_LIGHT)
"""In the order that a key goes through them."""
