"""An executor for tests: every task in this process, one after another."""

from collections.abc import Callable, Sequence
from typing import Any

from scheduler.whatif.executor import Ended, Fault, News, Task


class InLine:
    """Does tasks as they come; those `lost` by name end without a result, as if their process had died."""

    def __init__(self, *lost: str) -> None:
        self.lost = lost

    def run(
        self, work: Callable[..., Any], tasks: Sequence[Task], told: Callable[[News], None] = lambda news: None
    ) -> tuple[Ended[Any], ...]:
        """Results in the order of the tasks."""
        return tuple(
            Ended(task.name, None, Fault.CRASHED)
            if task.name in self.lost
            else Ended(task.name, work(task.facts, lambda said: None))
            for task in tasks
        )
