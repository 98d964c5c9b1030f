"""Learning beside the app: what a project's annotator tagged, and the processes that read it.

Processes of `tui.annotate.suggest.child`: one that reads pages by the model and one that asks
plug-ins, kept as long as the app, and one that learns, started when there is something new. None
shares the interpreter with the keys, and all stand back behind them.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from tui.annotate.project import Project
from tui.annotate.suggest.memory import Memory, Strings
from tui.annotate.suggest.settings import Settings, settings_of
from tui.annotate.suggest.suggestion import Suggestion
from tui.errors import JiaozhuError
from tui.language import tr

_LINE = 1 << 26  # bytes of an answer at most


EAGER = 20
"""Changes of a page after which it is learned from before it is left."""

Found = Callable[[str, list[Suggestion]], None]
"""Called with the name of a source and what that proposes."""


class Tutor:
    """What is known of one project, and what goes on to know more. Lives on the event loop."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.settings = Settings()
        self.memory = Memory()
        self.nesting: tuple[str, ...] = ()
        self.spans = 0
        """How many spans the model has learned from."""
        self.changes = 0
        """How many changes nothing was learned from yet."""
        self.learned: Callable[[], None] = lambda: None
        """Called when there is something new: what is learned, and pages can be read again."""
        self.tell: Callable[[str], None] = lambda sentence: None
        """Called with what a person should know."""
        self.first = True
        """Whether no page was read yet: of gazetteers a person is told once."""
        self._loaded = False
        self._fresh: dict[str, Strings] = {}
        self._asks_plugins = False
        self._reader: _Child | None = None
        self._plugins: _Child | None = None
        self._learner: _Child | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    # --- what is known

    def prepare(self) -> list[str]:
        """Read settings and what was learned, once; what a person should know of them.

        May be called beside the event loop.
        """
        if self._loaded:
            return []
        self._loaded = True
        from tui.annotate.suggest import plugins

        problems = []
        try:
            self.settings = settings_of(self.project)
        except JiaozhuError as error:
            problems.append(str(error))
        self._asks_plugins = self.settings.plugins and plugins.installed()
        self._load()
        if self.project.file("page").parents[1].exists():  # there is something of this annotator
            self.changes += 1
        return problems

    def _load(self) -> None:
        """Take up what was learned last."""
        from tui.annotate.suggest.learning import load

        learned = load(self.project)
        if learned is None:
            return
        memory = Memory(learned.pages)
        for page, strings in dict(self._fresh).items():
            memory.put(page, strings)
        self.memory, self.nesting, self.spans = memory, learned.nesting, learned.spans

    def note(self, page: str, strings: Strings) -> None:
        """Remember what a page says that is left now, before anything was learned from it."""
        self._fresh[page] = strings
        self.memory.put(page, strings)

    # --- what goes on beside

    def learn(self) -> None:
        """Learn from what is on disk, where anything is new and that does not go on already."""
        if not (self.changes and self.settings.on) or self._learner is not None:
            return
        self.changes = 0
        self._learner = _Child()
        self._begin(self._learn(self._learner))

    def learn_if_much(self) -> None:
        """Learn where so much is new that it is worth it before the page is left."""
        if self.changes >= EAGER:
            self.learn()

    async def _learn(self, child: _Child) -> None:
        fresh = dict(self._fresh)
        try:
            await child.ask({"do": "learn", "model": self.settings.model, **self._who})
        finally:
            self._learner = None
            await child.stop()
        for page, strings in fresh.items():
            if self._fresh.get(page) is strings:
                del self._fresh[page]
        await asyncio.to_thread(self._load)
        self.learned()

    def read(self, text: str, found: Found) -> None:
        """Have the model read a text."""
        if self.settings.model and self.spans:
            self._reader = self._reader or _Child()
            self._begin(self._ask(self._reader, "read", text, found))

    def ask_plugins(self, text: str, found: Found) -> None:
        """Have the plug-ins read a text, if there are any."""
        if self._asks_plugins:
            self._plugins = self._plugins or _Child()
            self._begin(self._ask(self._plugins, "plugins", text, found))

    async def _ask(self, child: _Child, what: str, text: str, found: Found) -> None:
        answer = await child.ask({"do": what, "text": text, **self._who})
        for problem in answer.get("problems", ()):
            self.tell(problem)
        found(what, [Suggestion(*one) for one in answer["found"]])

    @property
    def _who(self) -> dict[str, str]:
        return {"root": str(self.project.root), "by": self.project.annotator}

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except (OSError, ValueError) as error:  # no process can be started, or it died
            self.tell(tr("Suggestions of a model are off: {error}.", error=error))
            self.settings = replace(self.settings, model=False)

    @property
    def busy(self) -> bool:
        """Whether something goes on."""
        return bool(self._tasks)

    async def settled(self) -> None:
        """Return when nothing goes on any more."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self) -> None:
        """End the processes."""
        for task in self._tasks:
            task.cancel()
        for child in (self._reader, self._plugins, self._learner):
            if child is not None:
                await child.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._reader = self._plugins = self._learner = None


class _Child:
    """One process, started with the first request. Requests are answered in their order."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    async def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer to a request. OSError or ValueError where there is none."""
        async with self._turn:
            if self._process is None:
                self._process = await _start()
            process = self._process
            assert process.stdin is not None
            assert process.stdout is not None
            # Escaped, so that half a character (a lone surrogate) goes over as well.
            process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            await process.stdin.drain()
            line = await process.stdout.readline()
            if not line:
                self._process = None
                raise OSError("its process ended")
            answer: dict[str, Any] = json.loads(line)
            if "problem" in answer:
                raise OSError(str(answer["problem"]).rstrip("."))
            return answer

    async def stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _start() -> Process:
    import tui

    environment = dict(os.environ)
    found = str(Path(tui.__file__).parents[1])  # where it is run from without being installed
    paths = (found, *filter(None, (environment.get("PYTHONPATH"),)))
    environment["PYTHONPATH"] = os.pathsep.join(paths)
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tui.annotate.suggest.child",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        limit=_LINE,
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )
