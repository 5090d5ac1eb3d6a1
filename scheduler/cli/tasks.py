"""Progress of tasks side by side: a table on a terminal, plain lines in a pipe."""

import time
from types import TracebackType

from rich.console import Console
from rich.live import Live
from rich.table import Table

from scheduler.cli.texts import say, say_tier
from scheduler.planning.outcome import Step
from scheduler.whatif.executor import News


class TaskProgress:
    """Told the news of an executor; a context manager. Of running tasks it shows the stage, of ended ones the time."""

    def __init__(self, console: Console, language: str) -> None:
        self._console, self._language = console, language
        self._states: dict[str, str] = {}
        self._began: dict[str, float] = {}
        self._live: Live | None = None
        if console.is_terminal:
            self._live = Live(console=console, get_renderable=self._table, refresh_per_second=4, transient=True)

    def __enter__(self) -> "TaskProgress":
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def __call__(self, news: News) -> None:
        if news.ended is not None:
            key = "tasks.failed" if news.ended.result is None else "tasks.done"
            self._say(news, say(key, self._language, seconds=news.ended.seconds, fault=news.ended.fault))
            self._began.pop(news.task, None)
        elif isinstance(news.said, Step):
            stage, tier = say(f"stage.{news.said.stage}", self._language), say_tier(news.said.tier, self._language)
            self._states[news.task] = f"{stage} | {tier} {news.said.value if news.said.value is not None else '-'}"
        elif news.said is None:
            self._began[news.task] = time.monotonic()
            self._say(news, say("tasks.begun", self._language))

    def _say(self, news: News, state: str) -> None:
        """Keep where a task stands, and in a pipe print it."""
        self._states[news.task] = state
        if self._live is None:
            count = f"{news.known}/{news.tasks}"
            line = say("tasks.line", self._language, count=count, name=news.task, state=state)
            self._console.print(line, markup=False)

    def _table(self) -> Table:
        table = Table(box=None, show_header=False)
        for name, state in self._states.items():
            since = f"{time.monotonic() - self._began[name]:.0f} s" if name in self._began else ""
            table.add_row(name, state, since)
        return table
