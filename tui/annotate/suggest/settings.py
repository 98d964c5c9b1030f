"""What a project wants of suggestions: the table `[suggest]` of annotations/project.toml.

[suggest]
on = true          # false: none at all
threshold = 0.5    # how likely right a suggestion must be to be shown
blind = 0.1        # share of pages that show none, to see what suggestions do to judgement
model = true       # false: no model is trained
plugins = true     # false: sources that are installed beside are not asked
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from tui.annotate.project import Project
from tui.annotate.project_file import FILE, table_of
from tui.errors import JiaozhuError
from tui.language import tr


@dataclass(frozen=True, slots=True)
class Settings:
    """See the module. Shares and likelihoods are from 0 to 1."""

    on: bool = True
    threshold: float = 0.5
    blind: float = 0.0
    model: bool = True
    plugins: bool = True

    def is_blind(self, doc_id: str) -> bool:
        """Whether a page shows no suggestions. The same for everybody and for ever."""
        number = int.from_bytes(sha256(doc_id.encode("utf-8")).digest()[:8])
        return number < self.blind * 2**64


def settings_of(project: Project) -> Settings:
    """The settings of a project; JiaozhuError with one sentence for a mistake in its file."""
    table = table_of(project, "suggest")
    known = {name: type(value) for name, value in _defaults().items()}
    for name, value in table.items():
        if name not in known:
            raise JiaozhuError(
                tr("{file}: [suggest] has no setting {name!r}.", file=FILE, name=name)
            )
        if known[name] is bool and type(value) is not bool:
            raise JiaozhuError(
                tr("{file}: {name} in [suggest] must be true or false.", file=FILE, name=name)
            )
        if known[name] is float and (type(value) not in (int, float) or not 0 <= value <= 1):
            raise JiaozhuError(
                tr(
                    "{file}: {name} in [suggest] must be a number from 0 to 1.",
                    file=FILE,
                    name=name,
                )
            )
    return Settings(**table)


def _defaults() -> dict[str, bool | float]:
    return {name: getattr(Settings(), name) for name in Settings.__slots__}
