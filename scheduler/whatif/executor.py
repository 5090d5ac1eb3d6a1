"""Tasks in several processes: each in a process that may die without taking the others along, results in task order.

A process starts anew (spawn), imports what the work needs, and takes one task after another. Which one finishes first
decides nothing but when it is told.
"""

import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from scheduler.whatif.servant import DONE, RAISED, serve

Result = TypeVar("Result")
Tell = Callable[[object], None]
"""How work under way says where it stands."""
TRIES = 2
"""How often a task is begun whose process dies."""
POLL = 0.1
"""Seconds between two looks at the clocks of running tasks."""


class Fault(StrEnum):
    """Why a task has no result: its process died each time; it ran longer than it may; it raised; it was never let
    finish."""

    CRASHED = "crashed"
    HUNG = "hung"
    RAISED = "raised"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class Task:
    """What to call the task, and what the work is given; both must survive pickling."""

    name: str
    facts: object


@dataclass(frozen=True)
class Ended(Generic[Result]):
    """What came of a task. `note` says how its process ended or what it raised; `seconds` are those of the last try."""

    name: str
    result: Result | None
    fault: Fault | None = None
    note: str = ""
    tries: int = 1
    seconds: float = 0.0


@dataclass(frozen=True)
class News:
    """A task begun, heard from (`said`), or at its end (`ended`); `known` of `tasks` are at their end."""

    task: str
    known: int
    tasks: int
    said: object = None
    ended: "Ended[Any] | None" = None


Told = Callable[[News], None]


class Executor(Protocol):
    """Whoever does a list of tasks."""

    def run(
        self, work: Callable[[Any, Tell], Result], tasks: Sequence[Task], told: Told = lambda news: None
    ) -> tuple[Ended[Result], ...]:
        """Results in the order of the tasks. `told` is called in the caller's thread, as things happen. After
        KeyboardInterrupt, what has ended comes back, and the rest as INTERRUPTED."""


@dataclass
class _Seat:
    """One process, and the task it is at."""

    process: SpawnProcess
    pipe: Connection
    task: int | None = None
    tries: int = 0
    began: float = 0.0


@dataclass
class Processes:
    """An executor of `count` processes; a context manager that ends them all.

    patience: seconds one task may take; None: as long as it likes. A process that dies or overstays is replaced, and
    its task begun once more, then given up; a task that raises is given up at once, since it would raise again.
    """

    count: int = 2
    patience: float | None = None
    _seats: list[_Seat] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every process, at work or not."""
        for seat in self._seats:
            _end(seat)
        self._seats.clear()

    def run(
        self, work: Callable[[Any, Tell], Result], tasks: Sequence[Task], told: Told = lambda news: None
    ) -> tuple[Ended[Result], ...]:
        """See Executor."""
        course: _Course[Result] = _Course(tasks, told)
        try:
            while len(course.ended) < len(tasks):
                self._begin(course, work)
                for seat in self._ready():
                    self._hear(course, seat)
                self._look(course)
        except KeyboardInterrupt:
            self.close()
        except BaseException:
            self.close()
            raise
        return course.results()

    def _begin(self, course: "_Course[Result]", work: Callable[[Any, Tell], Result]) -> None:
        """Give waiting tasks to idle processes, starting those that are lacking."""
        while course.waiting:
            seat = next((seat for seat in self._seats if seat.task is None), None)
            if seat is None:
                if len(self._seats) >= self.count:
                    return
                seat = _started()
                self._seats.append(seat)
            number, tries = course.waiting.popleft()
            seat.task, seat.tries, seat.began = number, tries, time.monotonic()
            try:
                seat.pipe.send((work, course.tasks[number].facts))
            except OSError:  # an idle process that has died meanwhile: its end is seen, and counted, like any other
                return
            course.tell(number)

    def _ready(self) -> list[_Seat]:
        """Busy seats with something to hear, be it their end."""
        found = connection.wait([seat.pipe for seat in self._seats if seat.task is not None], POLL)
        return [seat for seat in self._seats if seat.pipe in found]

    def _hear(self, course: "_Course[Result]", seat: _Seat) -> None:
        assert seat.task is not None
        try:
            kind, said = seat.pipe.recv()
        except (EOFError, OSError):
            self._bury(course, seat, Fault.CRASHED)
            return
        if kind in (DONE, RAISED):
            fault = None if kind == DONE else Fault.RAISED
            course.end(seat, said if fault is None else None, fault, said if fault else "")
            seat.task = None
        else:
            course.tell(seat.task, said)

    def _look(self, course: "_Course[Result]") -> None:
        """End what has taken too long."""
        for seat in list(self._seats):
            late = self.patience is not None and time.monotonic() - seat.began > self.patience
            if seat.task is not None and late:
                self._bury(course, seat, Fault.HUNG)

    def _bury(self, course: "_Course[Result]", seat: _Seat, fault: Fault) -> None:
        """A process without a result: its task waits for another one, or is given up."""
        self._seats.remove(seat)
        code = _end(seat)
        assert seat.task is not None
        if seat.tries < TRIES:
            course.waiting.appendleft((seat.task, seat.tries + 1))
        else:
            note = f"exit code {code}" if fault is Fault.CRASHED else f"over {self.patience} s"
            course.end(seat, None, fault, note)


@dataclass
class _Course(Generic[Result]):
    """One call: what waits, with the number of the try, and what has ended."""

    tasks: Sequence[Task]
    told: Told
    waiting: deque[tuple[int, int]] = field(init=False)
    ended: dict[int, Ended[Result]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.waiting = deque((number, 1) for number in range(len(self.tasks)))

    def tell(self, number: int, said: object = None, ended: Ended[Result] | None = None) -> None:
        """Say that a task began, spoke or ended."""
        self.told(News(self.tasks[number].name, len(self.ended), len(self.tasks), said, ended))

    def end(self, seat: _Seat, result: Result | None, fault: Fault | None, note: str) -> None:
        """File what came of a task."""
        assert seat.task is not None
        name, seconds = self.tasks[seat.task].name, time.monotonic() - seat.began
        self.ended[seat.task] = Ended(name, result, fault, note, seat.tries, seconds)
        self.tell(seat.task, ended=self.ended[seat.task])

    def results(self) -> tuple[Ended[Result], ...]:
        """One entry a task, in order."""
        return tuple(
            self.ended.get(number, Ended(task.name, None, Fault.INTERRUPTED)) for number, task in enumerate(self.tasks)
        )


def _started() -> _Seat:
    """A new process, deaf to Ctrl-C from its first moment: that is its parent's business."""
    mine, its = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=serve, args=(its,), daemon=True)
    with _deaf():
        process.start()
    its.close()
    return _Seat(process, mine)


@contextmanager
def _deaf() -> Iterator[None]:
    """SIGINT held back meanwhile, for this thread and for a process it starts; Windows has no such thing."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(seat: _Seat) -> int | None:
    """Kill a process and wait for it; its exit code."""
    if seat.process.exitcode is None:
        seat.process.join(POLL)
    seat.process.kill()
    seat.process.join()
    code = seat.process.exitcode
    seat.pipe.close()
    seat.process.close()
    return code
