"""Live progress: a table on a terminal, plain lines in a pipe, two a second at most."""

import threading
import time
from types import TracebackType

from rich.console import Console
from rich.live import Live
from rich.table import Table

from scheduler.cli.texts import say, say_tier
from scheduler.planning.outcome import Step

SPACING = 0.5
"""Seconds between two looks at a tier in a pipe; how each tier ended is always said."""
Key = tuple[str, str]


class Progress:
    """Watcher of a planning run. Call it with every Step, from any thread; use it as a context manager."""

    def __init__(self, console: Console, language: str) -> None:
        self._console, self._language = console, language
        self._steps: dict[Key, Step] = {}
        self._latest: Step | None = None
        self._spent: dict[Key, float] = {}
        self._said: tuple[str, str, int | None, int | None] | None = None
        self._began = time.monotonic()
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._live: Live | None = None
        if console.is_terminal:
            self._live = Live(console=console, get_renderable=self._table, refresh_per_second=4, transient=True)

    def __enter__(self) -> "Progress":
        if self._live is not None:
            self._live.start()
        else:
            threading.Thread(target=self._keep_saying, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._live is not None:
            self._live.stop()
        else:
            self._say_latest()

    def __call__(self, step: Step) -> None:
        key, before = (step.stage, step.tier), self._latest
        if self._live is None and (before is None or key != (before.stage, before.tier)):
            self._say_latest()
        with self._lock:
            self._steps[key], self._latest = step, step
            since = 0.0 if before is None else before.seconds
            self._spent[key] = self._spent.get(key, 0.0) + max(0.0, step.seconds - since)

    def _keep_saying(self) -> None:
        while not self._over.wait(SPACING):
            self._say_latest()

    def _say_latest(self) -> None:
        """Print where the newest tier stands, unless that has been said."""
        with self._lock:
            step = self._latest
            if step is None or (step.value is None and step.bound is None):
                return
            standing = step.stage, step.tier, step.value, step.bound
            if standing != self._said:
                self._said = standing
                self._console.print(self._line(step), markup=False)

    def _table(self) -> Table:
        """Where every tier stands: the draft's figures until the tier is searched again."""
        with self._lock:
            steps, latest, spent = list(self._steps.values()), self._latest, dict(self._spent)
        elapsed = time.monotonic() - self._began
        table = Table(box=None, caption=say("working", self._language, seconds=elapsed), caption_justify="left")
        for name in ("stage", "tier", "value", "bound", "gap", "time"):
            table.add_column(say(name, self._language), justify="left" if name in ("stage", "tier") else "right")
        for step in steps:
            running = max(0.0, elapsed - step.seconds) if step is latest else 0.0
            table.add_row(*self._cells(step), f"{spent[step.stage, step.tier] + running:.1f} s")
        return table

    def _line(self, step: Step) -> str:
        stage, tier, value, bound, gap = self._cells(step)
        clock = f"{step.seconds:6.1f} s"
        return say("line", self._language, clock=clock, stage=stage, tier=tier, value=value, bound=bound, gap=gap)

    def _cells(self, step: Step) -> tuple[str, ...]:
        gap = "-"
        if step.value is not None and step.bound is not None:
            gap = f"{(step.value - step.bound) / max(1, abs(step.value)):.1%}"
        stage = say(f"stage.{step.stage}", self._language)
        return (
            say("draft", self._language, stage=stage) if step.draft else stage,
            say_tier(step.tier, self._language),
            "-" if step.value is None else str(step.value),
            "-" if step.bound is None else str(step.bound),
            gap,
        )
