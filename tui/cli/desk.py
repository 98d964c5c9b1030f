"""What `tag` and `spans` work at: projects, pages and stores, each opened once in a run."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from tui.annotate.definitions import Value
from tui.annotate.editions import edition_for
from tui.annotate.link import Link
from tui.annotate.project import Project, absolute
from tui.annotate.span import Span
from tui.annotate.store import Store
from tui.errors import JiaozhuError
from tui.language import tr
from tui.text.edition import Edition
from tui.text.source import read
from tui.text.width import safe_display

OPEN_AT_ONCE = 32
"""Pages kept open; the one used longest ago is closed for the next."""

_FIELDS = {"doc", "start", "end", "label", "note", "quote", "nth", "near", "attributes"}
_LINK_FIELDS = {"doc", "link", "from", "to"}


class Desk:
    """Open pages and their stores by path. Closes them in the end."""

    def __init__(self, annotator: str | None = None, encoding: str | None = None) -> None:
        """Work as `annotator`, on pages in `encoding` where it is not to be found by itself."""
        self.annotator = annotator
        self.encoding = encoding
        self._projects: dict[Path, Project] = {}
        self._stores: OrderedDict[Path, Store] = OrderedDict()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        while self._stores:
            self._close(next(iter(self._stores)))

    def edition(self, doc: str) -> Edition:
        """The page at a path as the annotator has it."""
        source = read(doc, self.encoding)  # first: no project is made for a page that is none
        project = self.project(doc)
        return edition_for(project, project.doc_id(doc), source)

    def project(self, doc: str) -> Project:
        """The project of a page; says so when one was made for it."""
        folder = absolute(doc).parent
        if folder not in self._projects:
            project = Project.find_or_create(doc, self.annotator)
            if project.created:
                tell(project.notice)
            self._projects[folder] = project
        return self._projects[folder]

    def store(self, doc: str) -> Store:
        """The store of the page at a path, opened and kept open."""
        if doc == "-":
            raise JiaozhuError(tr("A page from standard input has no name; annotate a file."))
        path = absolute(doc)
        if path in self._stores:
            self._stores.move_to_end(path)
            return self._stores[path]
        edition = self.edition(doc)
        project = self.project(doc)
        if len(self._stores) >= OPEN_AT_ONCE:
            self._close(next(iter(self._stores)))
        doc_id = project.doc_id(doc)
        store = self._stores[path] = Store.open(project, doc_id, edition)
        for notice in store.notices:
            tell(notice)
        if store.report:
            tell(
                tr(
                    "{doc}: since it was last annotated the page has changed; spans: {report}",
                    doc=doc,
                    report=store.report,
                )
            )
        return store

    def _close(self, path: Path) -> None:
        store = self._stores.pop(path)
        try:
            store.close()
        except JiaozhuError as error:
            # Not an error of the command: all that was answered is on disk, in the log.
            tell(str(error))

    def add(self, request: dict[str, Any]) -> Span:
        """Add the span of one request of `jiaozhu tag -`."""
        if unknown := sorted(request.keys() - _FIELDS):
            raise JiaozhuError(tr("There is no field {unknown!r}.", unknown=unknown[0][:50]))
        for name in ("doc", "label"):
            if not isinstance(request.get(name), str):
                raise JiaozhuError(tr("The field {name!r} must be text.", name=name))
        attributes = request.get("attributes", {})
        if not isinstance(attributes, dict):
            raise JiaozhuError(tr("The field 'attributes' must be an object of names and values."))
        store = self.store(request["doc"])
        place = _range(request, store.edition.text)
        return add_with(store, place, request["label"], request.get("note", ""), attributes)

    def link(self, request: dict[str, Any]) -> Link:
        """Link the spans of one request of `jiaozhu tag -`."""
        from tui.annotate.linking import link

        if unknown := sorted(request.keys() - _LINK_FIELDS):
            raise JiaozhuError(
                tr("There is no field {unknown!r} of a link.", unknown=unknown[0][:50])
            )
        for name in _LINK_FIELDS:
            if not isinstance(request.get(name), str):
                raise JiaozhuError(tr("The field {name!r} must be text.", name=name))
        store = self.store(request["doc"])
        return link(store, request["from"], request["to"], request["link"])

    def line(self, doc: str, span: Span) -> dict[str, Any]:
        """A span as it is printed."""
        return {"id": span.id, "doc": self.project(doc).doc_id(doc), **span.record()}


def add_with(
    store: Store, place: tuple[int, int], label: str, note: str, attributes: Mapping[str, Value]
) -> Span:
    """Add a span with attributes as one step of undo; where it is there already they are set."""
    store.check_attributes(label, attributes)  # before anything is added
    with store.joined():
        span = store.add(*place, label, note, "imported")
        store.set_attributes(span.id, attributes)
    return store.get(span.id) or span


def _range(request: dict[str, Any], text: str) -> tuple[int, int]:
    """Where the span of a request is: given, or the place of its quote."""
    quote = request.get("quote")
    if "start" in request or "end" in request or quote is None:
        start, end = _integer(request, "start"), _integer(request, "end")
        if quote is not None and text[max(0, start) : max(0, end)] != quote:
            raise JiaozhuError(tr("The page does not read {quote} there.", quote=_shown(quote)))
        return start, end
    if not isinstance(quote, str) or not quote:
        raise JiaozhuError(tr("The field 'quote' must be text."))
    places = []
    position = text.find(quote)
    while position >= 0:
        places.append(position)
        position = text.find(quote, position + 1)
    if not places:
        raise JiaozhuError(tr("The page has no {quote}.", quote=_shown(quote)))
    if "near" in request:
        near = _integer(request, "near")
        place = min(places, key=lambda place: abs(place - near))
    elif "nth" in request:
        nth = _integer(request, "nth")
        if not 1 <= nth <= len(places):
            raise JiaozhuError(
                tr("The page has {quote} {count} times.", quote=_shown(quote), count=len(places))
            )
        place = places[nth - 1]
    elif len(places) > 1:
        raise JiaozhuError(
            tr(
                "The page has {quote} {count} times; say which by nth or near.",
                quote=_shown(quote),
                count=len(places),
            )
        )
    else:
        place = places[0]
    return place, place + len(quote)


def _integer(request: dict[str, Any], name: str) -> int:
    value = request.get(name)
    if type(value) is not int:
        raise JiaozhuError(tr("The field {name!r} must be a whole number.", name=name))
    return value


def _shown(quote: object) -> str:
    text = str(quote)
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"


def tell(message: str) -> None:
    """A word to the person, beside the output."""
    print(f"jiaozhu: {safe_display(message)}", file=sys.stderr)
