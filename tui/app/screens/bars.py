"""What the lines at the foot of the reading screen say, as chips."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from tui.annotate.labels import Label, LabelSet
from tui.app import described
from tui.app.commands.keys import shown
from tui.app.commands.registry import Command, Mode
from tui.app.entries import said
from tui.app.meaning import chinese
from tui.app.widgets.chips import Chip, Part
from tui.language import counted, tr
from tui.text.script import PLAIN, SOURCE

if TYPE_CHECKING:
    from tui.annotate.span import Span
    from tui.annotate.suggest.suggestion import Suggestion
    from tui.app.reader import Reader
    from tui.app.session import Session

LABEL_GAP = 1  # cells between two labels
_STANDARDS = {
    "s": "简体",
    "t": "繁體",
    "tw": "臺灣正體",
    "twp": "臺灣正體與用詞",
    "hk": "香港繁體",
    "hkp": "香港繁體與用詞",
    "sp": "简体与用词",
    "jp": "日本新字體",
    SOURCE: "底本",
    PLAIN: "校本",
}


def labels(
    labels: LabelSet,
    colour: Callable[[str], str],
    room: int,
    active: bool,
    current: str = "",
    armed: str = "",
) -> list[Chip]:
    """A chip for each label: key, name and gloss, as much of it as there is room for.

    `active`: the keys have something to label now, and are drawn as key caps. `current` is the
    label of the span one is on, `armed` the one that whatever is selected gets.
    """
    for parts in (_full, _named, _keyed):
        chips = [
            Chip(
                tuple(
                    parts(
                        label,
                        colour(label.name),
                        active or label.name == armed,
                        label.name == current,
                    )
                ),
                f"label:{label.name}",
            )
            for label in labels
        ]
        if sum(chip.cells + LABEL_GAP for chip in chips) - LABEL_GAP <= room:
            break
    return chips


def _full(label: Label, colour: str, active: bool, current: bool) -> Iterable[Part]:
    yield from _named(label, colour, active, current)
    yield f" {chinese(label)[:2]}", "muted" if active else "faint"


def _named(label: Label, colour: str, active: bool, current: bool) -> Iterable[Part]:
    yield from _keyed(label, colour, active, current)
    yield f" {label.name}", "strong" if current else "text" if active else "muted"


def _keyed(label: Label, colour: str, active: bool, current: bool) -> Iterable[Part]:
    yield f" {label.key} ", f"on {colour}" if active else colour


def standard(config: str) -> str:
    """What the second pane shows, as its readers call it."""
    return _STANDARDS.get(config.partition("2")[2] or config, "")


def script_name(config: str) -> str:
    """What the second pane shows, as its readers call it, and the name OpenCC has for that."""
    return f"{standard(config)}  {tr(config)}".strip()


def keys(commands: Iterable[Command[Any]]) -> list[Chip]:
    """A chip for each command: its key and what it does."""
    return [
        Chip(((shown(command.keys[0]), "key"), (f" {tr(command.title)}", "muted")), command.id)
        for command in commands
    ]


def status(
    mode: Mode, pending: str, message: str, error: bool, about: Iterable[Part]
) -> list[Chip]:
    """Mode, what was typed of a sequence, and one sentence or what is under the cursor."""
    chips = [Chip(((f" {tr(mode)} ", "mode"),))]
    if pending:
        chips.append(Chip(((pending, "strong"),)))
    parts = tuple(about)
    if message and parts and mode is Mode.SUGGEST and not error:
        # What was decided, and what is asked next: on a run of suggestions both matter.
        chips.append(Chip((*parts, (f"   {message}", "faint")), whole=False))
    elif message:
        chips.append(Chip(((message, "bad" if error else "text"),), whole=False))
    elif parts:
        chips.append(Chip(parts, whole=False))
    return chips


def armed(
    chips: list[Chip], label: str, colour: Callable[[str], str], marked: Span | None
) -> list[Chip]:
    """The chips of the status with what waits for the next span behind the mode.

    That is the armed label, and the span that is marked as one end of a link.
    """
    if marked is not None:
        text = f" & {marked.quote[:8]} "
        chips.insert(1, Chip(((text, f"on {colour(marked.label)}"),), "link"))
    if label:
        chips.insert(
            1, Chip(((tr(" {label} armed ", label=label), f"on {colour(label)}"),), "let-go")
        )
    return chips


def place(session: Session, reader: Reader, page: int, pages: int) -> list[Chip]:
    """Layers, script, spans, position and the saved state; the last ones matter most."""
    chips = []
    if session.layers:
        names = [layer.annotator for layer in session.shown]
        text = "+".join(names) if names else tr("layers hidden")
        chips.append(Chip(((text, "muted"),), "layers"))
    if session.hidden:
        chips.append(
            Chip(
                ((tr("{labels} hidden", labels=counted(len(session.hidden), "label")), "key"),),
                "hide",
            )
        )
    if pages > 1:
        chips.append(Chip(((tr("page {page}/{pages}", page=page + 1, pages=pages), "muted"),)))
    chips.append(Chip(((f"{round(reader.place.fraction * 100)}%", "muted"),)))
    facts = session.own.page if session.own is not None else None
    if facts is not None and (facts.labels or facts.note):
        words = [*facts.labels, *([tr("noted")] if facts.note else [])]
        chips.append(Chip(((", ".join(words), "key"),), "page-labels"))
    done = tr(" done") if session.done else ""
    chips.append(Chip(((counted(session.count, "span") + done, "muted"),)))
    chips.append(Chip((saved(session),)))
    return chips


def saved(session: Session) -> Part:
    """Whether what was done is on disk, and if not, why."""
    if session.doing:
        share = f" {session.share:.0%}" if session.share else ""
        return f"{tr(session.doing)}{share} ..", "muted"
    if not session.writable:
        return tr("read only"), "bad"
    return (tr("saved"), "good") if session.saved else (tr("not saved"), "bad")


def about(mode: Mode, session: Session, reader: Reader) -> Iterable[Part]:
    """What is selected, or the spans under the cursor, or the kind of block."""
    if mode is Mode.SUGGEST and session.offers.held is not None:
        yield from _offered(session.offers.held.suggestion, session)
        return
    if mode is Mode.SELECT and reader.selection is not None:
        start, end = reader.selection
        yield counted(end - start, "character"), "muted"
        return
    entry = session.edits.at(reader.cursor)
    if entry is None and session.forms_shown:
        yield from _forms(session, reader.cursor)
    if entry is not None:
        yield from said(entry)
        return
    spans = session.spans_at(reader.cursor)
    others = session.others_at(reader.cursor)
    for span in spans[:3]:
        yield f"{span.label} ", "strong"
        yield f"{span.quote[:16]} ", "text"
        if words := described.values(span):
            yield f"{', '.join(words)} ", "key"
        if span.note:
            yield f"({span.note}) ", "muted"
        if span.was:
            yield tr("(was {was}) ", was=span.was[:16]), "bad"
        for link in described.links_of(session, span)[:3]:
            yield from described.link_said(session, link, span)
    for span in others[: 3 - len(spans[:3])]:
        yield f"{span.label} ", "muted"
        yield f"{span.by} ", "faint"
    one = session.offers.at(reader.cursor)
    if one is not None:
        yield f"{one.label}?  {tr(one.source)} {one.score:.2f}", "muted"
    elif not spans and not others:
        yield tr(reader.place.block_type), "faint"


def _forms(session: Session, place: int) -> Iterable[Part]:
    """The forms of a character, the one that is written now first."""
    choice = session.choice_at(place)
    if choice is None or (choice.decided and place not in session.view.forms):
        return
    now = session.written(choice)
    yield f"{session.edition.text[place]} ▸ {now}", "strong"
    others = [form for form in choice.shown if form != now]
    yield f" / {' / '.join(others)}  ", "muted"
    yield "gz  ", "key"


def _offered(one: Suggestion, session: Session) -> Iterable[Part]:
    """The suggestion in hand: what it is, who says so and how sure, and how many there are."""
    number, count = session.offers.number(one)
    yield f"{one.label}? ", "strong"
    yield f"{session.edition.text[one.start : one.end][:16]}  ", "text"
    yield (
        tr(
            "{source} {score:.2f}  {number} of {count}",
            source=tr(one.source),
            score=one.score,
            number=number,
            count=count,
        ),
        "muted",
    )
