"""Tables over a project: frequencies, collocates, keyness, conflicts, and hits as rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from tui.errors import JiaozhuError
from tui.language import tr, tr_later
from tui.study.concordance import Concordance
from tui.study.index import Index
from tui.study.measures import keyness, log_dice, log_likelihood, log_ratio, per_million
from tui.study.table import Column, Table
from tui.study.words import Cutter
from tui.text.query import Query
from tui.text.searchable import Searchable

WINDOW = 5
"""Words on either side that collocates are looked for in."""
_LEAST = 2  # times a collocate must stand there, to be one


def frequency(cutter: Cutter, pages: Iterable[int] | None = None) -> Table:
    """How often each word is there, and on how many pages (dispersion)."""
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    number = 0
    for _, words in cutter.pages(pages):
        here = Counter(words.forms)
        counts.update(here)
        spread.update(here.keys())
        number += 1
    size = counts.total()
    rows = [
        (word, count, per_million(count, size), spread[word])
        for word, count in counts.most_common()
    ]
    columns = (
        Column(tr_later("word"), str),
        Column(tr_later("count"), int),
        Column(tr_later("per million"), float),
        Column(tr_later("pages"), int),
    )
    about = tr(
        "{size:,} words, {count:,} different, on {number:,} pages",
        size=size,
        count=len(counts),
        number=number,
    )
    return Table(columns, rows, 1, True, about)


def span_frequency(index: Index, labels: Iterable[str] = ()) -> Table:
    """How often each string was given each label, and on how many pages."""
    wanted = frozenset(labels)
    counts: Counter[tuple[str, str]] = Counter()
    spread: Counter[tuple[str, str]] = Counter()
    for page in index.ready:
        here = Counter(
            (string, label)
            for string, label in _spans(index, page)
            if not wanted or label in wanted
        )
        counts.update(here)
        spread.update(here.keys())
    rows = [(*key, count, spread[key]) for key, count in counts.most_common()]
    columns = (
        Column(tr_later("string"), str),
        Column(tr_later("label"), str),
        Column(tr_later("count"), int),
        Column(tr_later("pages"), int),
    )
    return Table(
        columns,
        rows,
        2,
        True,
        tr("{total:,} spans, {count:,} different", total=counts.total(), count=len(counts)),
    )


def collocates(
    cutter: Cutter, query: Query, window: int = WINDOW, pages: Iterable[int] | None = None
) -> Table:
    """The words around the places of a query, up to `window` words left and right on its line.

    A word in two windows counts once, so that its count is one of the corpus.
    """
    together: Counter[str] = Counter()
    left: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    node = slots = size = 0
    for page, words in cutter.pages(pages):
        text = cutter.index.text(page)
        assert text is not None
        inner: set[int] = set()
        before: set[int] = set()
        around: set[int] = set()
        for start, end in query.find(text):
            here = words.within(start, end)
            inner.update(here)
            node += 1
            sides = words.around(here, window)
            before.update(sides[0])
            around.update(*sides)
        around -= inner
        counts = Counter(words.forms)
        counts.subtract(words.forms[number] for number in inner)
        everywhere.update(counts)
        size += len(words.forms) - len(inner)
        slots += len(around)
        found = Counter(words.forms[number] for number in around)
        together.update(found)
        spread.update(found.keys())
        left.update(words.forms[number] for number in before & around)
    rows = [
        (
            word,
            count,
            left[word],
            count - left[word],
            everywhere[word],
            log_likelihood(count, slots, everywhere[word], size),
            log_dice(count, node, everywhere[word]),
            spread[word],
        )
        for word, count in together.items()
        if count >= _LEAST
    ]
    rows.sort(key=lambda row: (-row[5], row[0]))
    columns = (
        Column(tr_later("word"), str),
        Column(tr_later("together"), int),
        Column(tr_later("left"), int),
        Column(tr_later("right"), int),
        Column(tr_later("count"), int),
        Column(tr_later("log-likelihood"), float),
        Column(tr_later("logDice"), float),
        Column(tr_later("pages"), int),
    )
    about = tr(
        "{node:,} times, {slots:,} words within {window} of it, of {size:,}",
        node=node,
        slots=slots,
        window=window,
        size=size,
    )
    return Table(columns, rows, 5, True, about)


@dataclass(frozen=True)
class Part:
    """A part of a project to be compared: its words, and on how many pages each is."""

    name: str
    counts: Mapping[str, int]
    spread: Mapping[str, int]

    @property
    def size(self) -> int:
        """Words in all."""
        return sum(self.counts.values())


def key_words(target: Part, reference: Part) -> Table:
    """What words one part has oftener, or more rarely, than another."""
    c, d = target.size, reference.size
    rows = []
    for word in {*target.counts, *reference.counts}:
        a, b = target.counts.get(word, 0), reference.counts.get(word, 0)
        if a + b >= _LEAST:
            rows.append(
                (
                    word,
                    a,
                    b,
                    keyness(a, b, c, d),
                    log_ratio(a, b, c, d),
                    target.spread.get(word, 0),
                )
            )
    rows.sort(key=lambda row: (-row[3], row[0]))
    columns = (
        Column(tr_later("word"), str),
        Column(tr_later("count"), int),
        Column(tr_later("elsewhere"), int),
        Column(tr_later("log-likelihood"), float),
        Column(tr_later("log ratio"), float),
        Column(tr_later("pages"), int),
    )
    about = tr(
        "{name}: {c:,} words, against {name2}: {d:,} words",
        name=target.name,
        c=c,
        name2=reference.name,
        d=d,
    )
    return Table(columns, rows, 3, True, about)


def compared(cutter: Cutter, target: str, reference: str = "") -> Table:
    """`key_words` of what two names stand for: a label, or a pattern of page names.

    Without a reference the rest: of pages the other pages, of a label what does not have it.
    """
    index = cutter.index
    labels = {label.name for label in index.project.labels}
    for name in filter(None, (target, reference)):
        if name not in labels and not _pages(index, name):
            raise JiaozhuError(tr("There is no label and no page {name!r}.", name=name[:60]))
    if (target in labels) != (reference in labels) and reference:
        raise JiaozhuError(tr("Pages are compared with pages and labels with labels."))
    if target in labels:
        return key_words(
            _labelled(cutter, target), _labelled(cutter, reference or target, not reference)
        )
    chosen = _pages(index, target)
    others = _pages(index, reference) if reference else set(index.ready) - chosen
    return key_words(
        _counted(target, cutter, chosen), _counted(reference or tr("all others"), cutter, others)
    )


def conflicts(index: Index) -> Table:
    """Strings that were given different labels."""
    labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
    spread: defaultdict[str, set[int]] = defaultdict(set)
    for page in index.ready:
        for string, label in _spans(index, page):
            labels[string][label] += 1
            spread[string].add(page)
    rows = []
    for string, counts in labels.items():
        if len(counts) > 1:
            said = "  ".join(f"{label} {count:,}" for label, count in counts.most_common())
            rest = counts.total() - counts.most_common(1)[0][1]
            rows.append((string, said, counts.total(), rest, len(spread[string])))
    rows.sort(key=lambda row: (-row[2], row[0]))
    columns = (
        Column(tr_later("string"), str),
        Column(tr_later("labels"), str),
        Column(tr_later("spans"), int),
        Column(tr_later("others"), int),
        Column(tr_later("pages"), int),
    )
    return Table(
        columns, rows, 2, True, tr("{count:,} strings with different labels", count=len(rows))
    )


def of_hits(found: Concordance) -> Table:
    """The hits of a concordance that are shown, with all that is known of each."""
    rows = []
    for hit in found.shown:
        left, node, right = found.contexts(hit)
        spans = found.index.notes(hit.page).on(hit.start, hit.end)
        labels = " ".join(dict.fromkeys(span.label for span in spans))
        name = found.index.name(hit.page) or found.index.path(hit.page).name
        rows.append((name, hit.start, hit.end, left, node, right, labels, found.state(hit).value))
    columns = (
        Column(tr_later("page"), str),
        Column(tr_later("start"), int),
        Column(tr_later("end"), int),
        Column(tr_later("left"), str),
        Column(tr_later("hit"), str),
        Column(tr_later("right"), str),
        Column(tr_later("labels"), str),
        Column(tr_later("state"), str),
    )
    return Table(
        columns, rows, about=tr("{count:,} hits of {query}", count=len(rows), query=found.query)
    )


def _spans(index: Index, page: int) -> Iterator[tuple[str, str]]:
    """The string of each span of a page, in the form all scripts share, and its label."""
    text = index.text(page)
    if text is None:
        return
    for span in index.notes(page).spans:
        quote = text.text[span.start : span.end]
        yield Searchable(quote).joined, span.label


def _pages(index: Index, pattern: str) -> set[int]:
    """The pages whose name is, lies below, or is like a pattern with * and ?."""
    below = pattern.rstrip("/") + "/"
    return {
        page
        for page in index.ready
        if (name := index.name(page)) == pattern
        or name.startswith(below)
        or fnmatchcase(name, pattern)
    }


def _counted(name: str, cutter: Cutter, pages: Iterable[int]) -> Part:
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for _, words in cutter.pages(sorted(pages)):
        here = Counter(words.forms)
        counts.update(here)
        spread.update(here.keys())
    return Part(name, counts, spread)


def _labelled(cutter: Cutter, label: str, without: bool = False) -> Part:
    """The words inside the spans of a label, or (`without`) all others."""
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for page, words in cutter.pages():
        inside: set[int] = set()
        for span in cutter.index.notes(page).spans:
            if span.label == label:
                inside.update(words.within(span.start, span.end))
        numbers = set(range(len(words.forms))) - inside if without else inside
        here = Counter(words.forms[number] for number in numbers)
        counts.update(here)
        spread.update(here.keys())
    return Part(tr("not {label}", label=label) if without else label, counts, spread)
