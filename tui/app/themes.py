"""Paper and ink: the light and the dark theme, with cinnabar (the red of 校 notes) as the accent.

Both keep text at 7:1 or better against the ground (WCAG AAA) and dimmed text above 4.5:1.
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

THEMES: Final = (DARK, LIGHT)
