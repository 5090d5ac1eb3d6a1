"""Live progress: a table on a terminal, plain lines in a pipe."""

from types import TracebackType

from rich.console import Console
from rich.live import Live
from rich.table import Table

from scheduler.cli.texts import say
from scheduler.planning.outcome import Step


class Progress:
    """Watcher of a planning run. Call it with every Step; use it as a context manager."""

    def __init__(self, console: Console, language: str) -> None:
        self._console, self._language = console, language
        self._steps: dict[tuple[str, str], Step] = {}
        self._live = Live(console=console, refresh_per_second=4, transient=True) if console.is_terminal else None

    def __enter__(self) -> "Progress":
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def __call__(self, step: Step) -> None:
        before = self._steps.get((step.stage, step.tier))
        self._steps[step.stage, step.tier] = step
        if self._live is not None:
            self._live.update(self._table())
        elif before is None or (before.value, before.bound) != (step.value, step.bound):
            self._console.print(self._line(step), highlight=False)

    def _table(self) -> Table:
        table = Table(box=None)
        for name in ("stage", "tier", "value", "bound", "gap", "time"):
            table.add_column(say(name, self._language), justify="left" if name in ("stage", "tier") else "right")
        for step in self._steps.values():
            table.add_row(*self._cells(step))
        return table

    def _line(self, step: Step) -> str:
        stage, tier, value, bound, gap, seconds = self._cells(step)
        return f"[{seconds}] {stage} | {tier}: {value} [{bound}] {gap}".replace("[", r"\[")

    def _cells(self, step: Step) -> tuple[str, ...]:
        gap = ""
        if step.value is not None and step.bound is not None:
            gap = f"{(step.value - step.bound) / max(1, abs(step.value)):.1%}"
        return (
            say(f"stage.{step.stage}", self._language),
            say(f"tier.{step.tier}", self._language),
            "-" if step.value is None else str(step.value),
            "-" if step.bound is None else str(step.bound),
            gap,
            f"{step.seconds:.1f} s",
        )
