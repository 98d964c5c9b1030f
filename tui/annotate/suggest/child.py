"""The processes beside the app that learn and read, so that no key ever waits for it.

One takes a request a line on its standard input, as JSON, and answers each with a line. All have
`do`, and the `root` of a project and `by` whom it is annotated:

    learn    model            → spans; what was learned is kept
    read     text             → found: by the model
    plugins  text             → found: by what is installed beside; problems: sentences

`found` is a list of [start, end, label, source, score]. An answer may be {"problem": sentence}
instead. The process ends when its input does.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import astuple
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from tui.annotate.files import Stamp
from tui.annotate.project import Project
from tui.annotate.suggest import learning
from tui.annotate.suggest.plugins import PlugIns
from tui.annotate.suggest.sequence import Model
from tui.errors import JiaozhuError

_POLITE = 10  # of 19: how far it stands back behind the app


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """What is answered to one request."""
    try:
        return _TASKS[request["do"]](request)
    except JiaozhuError as error:
        return {"problem": str(error)}
    except Exception as error:  # a mistake of ours must not take suggestions down in silence
        return {"problem": f"Suggestions could not be made: {error!r}. Please report it."}


def _project(request: dict[str, Any]) -> Project:
    return Project(Path(request["root"]), request["by"])


def _learn(request: dict[str, Any]) -> dict[str, Any]:
    learned = learning.learn(_project(request), request["model"])
    return {"spans": learned.spans}


_models: dict[tuple[Project, Stamp | None], dict[str, Model]] = {}


def _read(request: dict[str, Any]) -> dict[str, Any]:
    project = _project(request)
    key = project, learning.stamp_of(project)
    if key not in _models:
        _models.clear()
        _models[key] = learning.models_of(project)
    models = _models[key].values()
    return {"found": [astuple(one) for model in models for one in model.suggest(request["text"])]}


@cache
def _plugins() -> PlugIns:
    return PlugIns()


def _ask_plugins(request: dict[str, Any]) -> dict[str, Any]:
    labels = [label.name for label in _project(request).labels if label.suggest]
    found, problems = _plugins().suggest(request["text"], labels)
    return {"found": [astuple(one) for one in found], "problems": problems}


_TASKS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "learn": _learn,
    "read": _read,
    "plugins": _ask_plugins,
}


def serve(requests: TextIO, answers: TextIO) -> None:
    """Answer until there are no more requests."""
    for line in requests:
        print(json.dumps(answer(json.loads(line))), file=answers, flush=True)


def main() -> None:
    """Stand back behind the app, and serve."""
    if hasattr(os, "nice"):
        os.nice(_POLITE)
    answers = sys.stdout
    sys.stdout = sys.stderr  # nothing else may get between the answers
    serve(sys.stdin, answers)


if __name__ == "__main__":
    main()
