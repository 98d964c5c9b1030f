"""Making and taking away links on an open store; each is a step of undo, on disk on return."""

from __future__ import annotations

from tui.annotate.definitions import LinkType
from tui.annotate.ids import key_of
from tui.annotate.labels import LabelSet
from tui.annotate.link import LINKS, Link, new_link
from tui.annotate.span import Span
from tui.annotate.store import Store
from tui.errors import JiaozhuError
from tui.language import tr


def candidates(labels: LabelSet, source: Span, target: Span) -> tuple[list[LinkType], bool]:
    """The types that may link two spans, and whether they do so the other way round.

    JiaozhuError where none does.
    """
    if not labels.links:
        raise JiaozhuError(tr("labels.toml defines no [[link]]."))
    if source.id == target.id:
        raise JiaozhuError(tr("A span cannot be linked to itself."))
    forward = [one for one in labels.links if one.fits(source.label, target.label)]
    if forward:
        return forward, False
    back = [one for one in labels.links if one.fits(target.label, source.label)]
    if back:
        return back, True
    names = " ".join(one.name for one in labels.links)
    raise JiaozhuError(
        tr(
            "No link of labels.toml goes from {label} to {label2}; there are {names}.",
            label=source.label,
            label2=target.label,
            names=names,
        )
    )


def link(store: Store, source: str, target: str, kind: str) -> Link:
    """Link two spans, given by their ids; the link that is there already if there is one."""
    ends = []
    for span_id in (source, target):
        span = store.get(span_id)
        if span is None:
            raise JiaozhuError(
                tr("There is no span {span_id} on this page.", span_id=str(span_id)[:40])
            )
        ends.append(span)
    types = {one.name: one for one in store.project.labels.links}
    if kind not in types:
        raise JiaozhuError(
            tr(
                "There is no link {kind!r} in labels.toml; there are {types}.",
                kind=str(kind)[:40],
                types=" ".join(types) or "-",
            )
        )
    if source == target:
        raise JiaozhuError(tr("A span cannot be linked to itself."))
    if not types[kind].fits(ends[0].label, ends[1].label):
        raise JiaozhuError(
            tr(
                "{kind} does not go from {label} to {label2}.",
                kind=kind,
                label=ends[0].label,
                label2=ends[1].label,
            )
        )
    for there in store.links.of(source):
        same = (there.source, there.target) == (source, target)
        if there.type == kind and (same or (types[kind].symmetric and there.source == target)):
            return there
    made = new_link(kind, source, target, store.annotator)
    store.put(LINKS, {key_of(made.id): made.record()})
    return made


def unlink(store: Store, link_id: str) -> None:
    """Take a link away."""
    store.put(LINKS, {key_of(link_id): None})
