"""The reader: a page in two panes, one cursor, one selection.

`Reader` is one Textual widget. It draws and it moves; it binds no key and knows no store, so that
commands, keymap and sessions live elsewhere. All offsets in and out are code points of the
**edition** text, half-open, whichever pane has the cursor.

    reader = Reader()                                  # a focusable widget; give it 1fr
    reader.labels = {"PER": "#e69f00", ...}            # label name → colour, adapted to the theme
    reader.show(edition, view, marks, titles)          # view: ScriptView | None (None: one pane);
                                                       # titles: (left, right) over the panes

`marks(start, end)` is called for what is about to be drawn and returns every `Mark` that touches
`edition.text[start:end]`; it must be quick (bisection) because its cost is the cost of a key.
`Mark(start, end, label, kind)`: kind is `Kind.SPAN` (the annotator's own), `LAYER` (read-only),
`SUGGESTION` (not accepted yet), `EDIT` (apparatus; its label is the look: a state, `cut` or
`blank`; drawn in the pane of the edition only) or `HIT` (search).

State
    cursor: int                     first code point of the character under the cursor
    selection: (start, end) | None  vim's: takes in the characters under anchor and cursor
    anchor_offset: int | None       where the selection began; not None while motions extend it
    pane: "edition" | "view"        which pane has the cursor; the state stays edition offsets
    paired: bool                    whether both panes are on the screen (≥ 100 columns)
    edition, view                   what is shown
    on_screen: (start, end)         edition range on the screen, e.g. for jump labels
    place: Place(article, block_type, row, fraction, hidden)  for a status line

Moving; each draws once, posts at most one `CursorMoved` and one `SelectionChanged`
    move(kind, count=1, extend=False) -> bool   False when it could not move
        kind, a `Motion`: left right up down row_start row_end page_up page_down half_up half_down
        top bottom screen_top screen_middle screen_bottom block_next block_prev article_next
        article_prev block_start block_end. `extend` starts a selection where there is none
        (Shift-arrows); while it is set every motion extends.
    jump(offset, extend=False)      to any offset, e.g. from tui.text.units, search, outline
    scroll(rows)                    Ctrl-e, Ctrl-y: the cursor stays on the screen
    center(where="middle")          zz zt zb: "top" "middle" "bottom"
    select(start, end)              exactly this range, cursor on its last character
    begin_selection(), swap_ends(), clear_selection()

    shown_text, side_text           what is on the screen of the pane with the cursor
    back(offset), there(offset)     from its text to the edition, and the other way
    sign(labels, matched, landings)     keys and marks drawn over that text for a moment

Changing
    follow(edition, view, left)     another edition of the same source: cursor, row and folds stay
                                    where they are in it, the selection goes
    set_view(view, title=None)      another script; cursor, selection and first row stay
    set_views(view, left, titles)   other texts in both panes; left None: the edition
    swap_pane()                     the cursor to the other pane (under 100 columns: shows it)
    refresh_range(start, end)       marks in this range changed (tagged, undone): redraws only that
    refresh_marks()                 marks may have changed anywhere (another layer, other labels)
    fold(offset=None), fold_all(folded)   runs of furniture as one row; they start folded
    outline() -> list[Heading(offset, depth, title, article, type)]
    option(measure=40, paragraph_gap=True, indent=0, ambiguous=1)   Han a row, blank rows, Han of
                                    indent, cells of “ ” … — on this terminal

Messages (all with `.reader`)
    CursorMoved(offset), SelectionChanged(selection or None), PaneChanged(pane),
    Picked(selection)               a selection made by the mouse is finished

Mouse: click, drag, wheel; double-click takes the word, triple the sentence.

Before textual is imported the application should set `TEXTUAL_DISABLE_KITTY_KEY=1` by default:
some terminals drop single characters committed by an input method while that protocol is on, and
no key of ours needs it.
"""

from tui.app.reader.marks import Kind, Mark, Marks
from tui.app.reader.model import MEASURE, Options, Place
from tui.app.reader.motions import Motion
from tui.app.reader.mouse import Reader
from tui.app.reader.outline import Heading

__all__ = ["MEASURE", "Heading", "Kind", "Mark", "Marks", "Motion", "Options", "Place", "Reader"]
