"""Regular expressions compiled when they are first used, and kept between runs.

For `re` a set of Han characters is a table to be filled, half a millisecond to three each, and the
repairs have hundreds: compiling them takes longer than cleaning a page. What comes out is a list
of numbers, and that is kept. Where another Python keeps it otherwise, `re` compiles as ever.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Callable
from functools import cache
from typing import Any, cast

from tui.text.kept import load, save

_Key = tuple[str, int]
_Code = tuple[int, bytes, int, dict[str, int]]
"""Flags, code words, number of groups, and the numbers of those that have names."""

_FILE = "patterns"
_MOST = 1_000
"""More patterns than this are not all of this version: those that were not used are dropped."""

_used: set[_Key] = set()
_new: set[_Key] = set()


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, compiled when it is first used."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))


class _Lazy:
    """Stands for a pattern; after the first use its methods are the pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._made_of = pattern, flags

    def __getattr__(self, name: str) -> Any:
        pattern = compiled(*self._made_of)
        for method in ("match", "fullmatch", "search", "finditer", "findall", "split", "sub"):
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, from an earlier run if one compiled the same; else kept."""
    try:
        return _from_kept((pattern, int(flags)))
    except Exception:  # whatever another Python's `re` has otherwise
        return re.compile(pattern, flags)


def keep() -> None:
    """Keep what was compiled since, for later runs."""
    if not _new:
        return
    _new.clear()
    codes = dict(_codes())
    if len(codes) > _MOST:
        codes = {key: code for key, code in codes.items() if key in _used}
    save(_FILE, _version(), codes)


def forget() -> None:
    """Read what was kept anew when the next pattern is compiled."""
    _codes.cache_clear()
    _new.clear()


@cache
def _codes() -> dict[_Key, _Code]:
    return cast("dict[_Key, _Code] | None", load(_FILE, _version())) or {}


def _from_kept(key: _Key) -> re.Pattern[str]:
    _used.add(key)
    code = _codes().get(key)
    if code is None:
        code = _codes()[key] = _compile(*key)
        _new.add(key)
    return _made(key[0], code)


def compiled_alone(name: str, pattern: str) -> re.Pattern[str]:
    """As `compiled`, kept under a name of its own: for one that is large and needed by itself."""
    try:
        made_from = f"{_version()} {pattern}"
        code = load(name, made_from)
        if code is None:
            code = _compile(pattern, 0)
            save(name, made_from, code)
        return _made(pattern, code)
    except Exception:  # as above
        return re.compile(pattern)


def _made(pattern: str, code: _Code) -> re.Pattern[str]:
    """A pattern from its code words."""
    import _sre  # type: ignore[import-not-found]

    flags, words, groups, names = code
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    make = cast("Callable[..., re.Pattern[str]]", _sre.compile)
    return make(pattern, flags, array("I", words).tolist(), groups, names, tuple(by_number))


def _compile(pattern: str, flags: int) -> _Code:
    """The steps of `re.compile` before the last."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    words = array("I", _compiler._code(parsed, flags)).tobytes()
    state = parsed.state
    return flags | state.flags, words, state.groups - 1, dict(state.groupdict)


def _version() -> str:
    """Names the Python whose code words these are."""
    import _sre

    return f"{sys.version} {_sre.MAGIC} {sys.byteorder}"
