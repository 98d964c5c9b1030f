"""Cleaned pages kept between runs, in the user's cache folder (`tui.text.kept`).

To clean a page takes a hundred times as long as to take it from there. Safe to delete at any time:
an entry that is missing, damaged, or made by other rules is made anew, and takes the old one's
place. An entry is named by the bytes of the page, their encoding and the project's settings.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from tui import __version__
from tui.repair.settings import Settings
from tui.text import kept
from tui.text.edition import Edition
from tui.text.packed import Packed, pack, unpack
from tui.text.source import Source

LARGEST = 512 << 20
"""Bytes that all entries together may take; those that were made longest ago go first."""
_FOLDER = "editions"
_PACKAGES = ("tui.repair", "tui.text")  # what makes an edition of a source
_SUFFIXES = (".py", ".toml", ".txt")
_LIBRARIES = ("opencc", "pypinyin", "rjieba")


def cleaned(source: Source, settings: Settings, clean: Callable[[], Edition]) -> Edition:
    """The edition that `clean` makes of a page by these settings, from an earlier run if it can."""
    return load(source, settings) or save(clean(), settings)


def load(source: Source, settings: Settings) -> Edition | None:
    """The edition of a page that was kept, if the same rules would make the same again."""
    packed = kept.load(name_of(source, settings), _made_by())
    if packed is None:
        return None
    with suppress(ValueError, TypeError):
        return unpack(source, packed)
    return None


def save(edition: Edition, settings: Settings) -> Edition:
    """Keep an edition as the repairs left it; gives it back as it will be loaded."""
    try:
        packed = pack(edition)
    except ValueError:
        return edition
    return save_packed(edition.source, packed, settings)


def save_packed(source: Source, packed: Packed, settings: Settings) -> Edition:
    """Keep the edition of a page that was packed elsewhere."""
    name = name_of(source, settings)
    kept.save(name, _made_by(), packed)
    if name[len(_FOLDER) + 1 :].startswith("00/"):  # now and then
        _sweep(kept.folder() / _FOLDER)
    return unpack(source, packed)


def name_of(source: Source, settings: Settings) -> str:
    """Names the edition of a page by these settings, whatever the version of the rules."""
    wanted = settings.wordings
    asked = (sorted(settings.levels.items()), wanted.extra, wanted.formulas, sorted(wanted.off))
    key = sha256(f"{source.sha256}\n{source.encoding}\n{asked!r}".encode()).hexdigest()
    return f"{_FOLDER}/{key[:2]}/{key[2:34]}"


@cache
def _made_by() -> str:
    """Names these very versions of the rules, of what they look up, and of Python."""
    state = [__version__, sys.version, sys.byteorder]
    for path in _made_of():
        with suppress(OSError):
            status = path.stat()
            state.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(state)


def _made_of() -> Iterator[Path]:
    """The files of our packages, and of each library the one that is replaced with it."""
    for name in _PACKAGES:
        spec = find_spec(name)
        for top in (spec.submodule_search_locations or ()) if spec else ():
            for folder, folders, names in os.walk(top):
                folders[:] = sorted(one for one in folders if one != "__pycache__")
                yield from (Path(folder, one) for one in sorted(names) if one.endswith(_SUFFIXES))
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec and spec.origin:
            yield Path(spec.origin)


def _sweep(folder: Path) -> None:
    """Remove the oldest entries where all take more than `LARGEST`."""
    found = []
    with suppress(OSError):
        for path in folder.glob("*/*"):
            with suppress(OSError):
                status = path.stat()
                found.append((status.st_mtime_ns, status.st_size, path))
    size = sum(entry[1] for entry in found)
    for _, bytes_, path in sorted(found):
        if size <= LARGEST:
            break
        with suppress(OSError):
            path.unlink()
            size -= bytes_
