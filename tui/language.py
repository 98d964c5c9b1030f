"""The language people are spoken to in: English, or Chinese in either script.

Messages stand in English where they arise and are looked up in the gettext catalogues of
`tui/locale` when they are made:

    tr("{count:,} hits on {pages:,} pages", count=…, pages=…)

`tr_later` marks one that is made before the language is known, such as a constant of a module;
whoever shows it calls `tr`. What is stored or exported (labels, rules, evidence) is data and stays
as it is.
"""

from __future__ import annotations

import os

from tui.errors import JiaozhuError

TYPE_CHECKING = False  # without the module typing: what is loaded here counts at every start
if TYPE_CHECKING:
    from collections.abc import Mapping
    from gettext import GNUTranslations
    from pathlib import Path

DOMAIN = "jiaozhu"
LANGUAGES = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
"""Tag of the language (BCP 47) → its own name."""
VARIABLE = "JIAOZHU_LANGUAGE"
_LOCALE = os.path.join(os.path.dirname(__file__), "locale")
_TRADITIONAL = ("tw", "hk", "mo", "hant")

_now = "en"
_catalogue: GNUTranslations | None = None


def tr(message: str, /, **values: object) -> str:
    """The message in the language in use, its `{…}` replaced by `values` as by str.format."""
    if _catalogue is not None:
        message = _catalogue.gettext(message)
    return message.format(**values) if values else message


def counted(count: int, noun: str) -> str:
    """A number with its noun, which in English takes an s: 1 page, 2,000 pages."""
    one, many = f"{{count:,}} {noun}", f"{{count:,}} {noun}s"
    if _catalogue is not None:
        message = _catalogue.ngettext(one, many, count)
    else:
        message = one if count == 1 else many
    return message.format(count=count)


def tr_later(message: str) -> str:
    """Mark a message for the catalogues; it is returned as it is."""
    return message


def use(language: str) -> None:
    """Speak it from now on; a key of `LANGUAGES`."""
    global _now, _catalogue
    if language not in LANGUAGES:
        raise ValueError(f"no language {language!r}; there are {', '.join(LANGUAGES)}")
    if language == _now:
        return
    import gettext

    _now = language
    _catalogue = None if language == "en" else catalogue(language)
    # For what argparse says by itself, and for programs this one starts.
    gettext.bindtextdomain(DOMAIN, _LOCALE)
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language.replace("-", "_")


def now() -> str:
    """The language in use, a key of `LANGUAGES`."""
    return _now


def catalogue(language: str) -> GNUTranslations:
    """What gettext has in a language other than English."""
    from gettext import GNUTranslations

    folder = os.path.join(_LOCALE, language.replace("-", "_"), "LC_MESSAGES")
    with open(os.path.join(folder, f"{DOMAIN}.mo"), "rb") as file:
        return GNUTranslations(file)


def of_locale(environment: Mapping[str, str] = os.environ) -> str:
    """The language a person's locale asks for: the first of LANGUAGE, LC_ALL, LC_MESSAGES, LANG.

    zh_TW, zh_HK, zh_MO and zh_Hant are Traditional, zh otherwise Simplified, all else English.
    LANGUAGE counts only where the locale is not C, as gettext has it.
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "C")
    if locale.split(".")[0] in ("C", "POSIX"):
        return "en"
    for wish in (*environment.get("LANGUAGE", "").split(":"), locale):
        parts = wish.lower().replace("-", "_").split(".")[0].split("@")[0].split("_")
        if parts[0] == "zh":
            return "zh-Hant" if any(part in _TRADITIONAL for part in parts[1:]) else "zh-Hans"
        if parts[0] == "en":
            break
    return "en"


def setting() -> Path:
    """The file that holds the language a person chose, one tag; it need not be there."""
    from pathlib import Path

    base = os.environ.get("XDG_CONFIG_HOME", "")
    folder = Path(base) if os.path.isabs(base) else Path.home() / ".config"
    return folder / "jiaozhu" / "language"


def remember(language: str) -> None:
    """Make it the setting; JiaozhuError where that cannot be written."""
    path = setting()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(language + "\n", encoding="utf-8")
    except OSError as error:
        raise JiaozhuError(
            tr("{path} cannot be written: {strerror}.", path=path, strerror=error.strerror)
        ) from error


def wished() -> str:
    """The language asked for: by the variable, by the setting, by the locale, in this order.

    Raises JiaozhuError for a variable or a setting that names none of ours.
    """
    said, where = os.environ.get(VARIABLE, "").strip(), VARIABLE
    if not said:
        try:
            said, where = setting().read_text(encoding="utf-8").strip(), str(setting())
        except (OSError, UnicodeDecodeError):
            said = ""
    if not said:
        return of_locale()
    for language in LANGUAGES:
        if language.lower() == said.lower().replace("_", "-"):
            return language
    known = ", ".join(LANGUAGES)
    raise JiaozhuError(
        tr(
            "{where} asks for the language {said!r}; there are {known}.",
            where=where,
            said=said[:40],
            known=known,
        )
    )
