"""Solving in a process of its own: a solver may abort, hang or eat memory; the best plan still comes back."""

import itertools
import threading
from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import Self

from solvers.answer import Answer, Status
from solvers.compact import CompactAnswer, columns_of, compact
from solvers.conversation import Conversation
from solvers.engines.calling import Watching, checked
from solvers.engines.registry import PLACES, require_known
from solvers.instance import Instance
from solvers.process import ChildProcess
from solvers.rows import Key
from solvers.stop import Limits, StopFlag, Watch
from solvers.wire import Job

SECOND = "cpsat"
"""Who is asked when an engine that is not in the book says IMPOSSIBLE."""


class Worker:
    """One child process that answers one instance at a time; a context manager.

    The child starts, and loads its libraries, when the context is entered (or at the first `solve`). After an
    abort, a hang or an ignored stop it is killed, and the next `solve` starts a new one. Calls from several
    threads wait for their turn. The child ends with its parent, however the parent ends.
    """

    def __init__(self) -> None:
        self._child: ChildProcess | None = None
        self._turn = threading.Lock()
        self._numbers = itertools.count(1)

    def __enter__(self) -> Self:
        self._living()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Process id of the child; None when none is running."""
        return None if self._child is None else self._child.pid

    def close(self) -> None:
        """End the child; a later `solve` starts a new one."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def solve(
        self,
        engine: str,
        instance: Instance,
        limits: Limits,
        hint: Mapping[Key, int] | None = None,
        watch: Watch | None = None,
        stop: StopFlag | None = None,
    ) -> Answer:
        """The answer of an engine of solvers.engines.registry, or of "module:attribute", from the child.

        An engine that is not in the book is not believed when it says IMPOSSIBLE: "cpsat" is asked as well.
        When the child aborts, runs on past limits.seconds + max(1 s, 5 %), or does not answer a raised stop
        flag within a second, the best values it reported (or a legal full hint) come back as FEASIBLE,
        NO_ANSWER without any; `note` says what happened. So they do when the engine fails or its answer does not
        survive the recount. limits.seconds counts once the child has loaded.
        Raises InstanceError when the instance is malformed, EngineError when the engine failed or its answer does
        not survive the recount and there are no values, ValueError for an unknown engine. Whatever `watch` raises,
        and KeyboardInterrupt, passes through and ends the child.
        """
        require_known(engine)
        problem = compact(instance)
        columns = dict(columns_of(instance, hint or {}))
        flag = stop or StopFlag()
        with self._turn:
            try:
                watching = Watching(tuple(tier.name for tier in instance.tiers), watch)
                answer = self._answer(Job(next(self._numbers), engine, problem, limits, columns), flag, watching)
            except BaseException:
                self.close()
                raise
            if self._child is not None and self._child.ended:
                self._child = None
        return checked(instance, answer, engine)

    def _answer(self, job: Job, flag: StopFlag, watching: Watching) -> CompactAnswer:
        answer = Conversation(self._living(), job, flag, watching).hold()
        if answer.status is not Status.IMPOSSIBLE or job.engine in PLACES:
            return answer
        second = replace(job, number=next(self._numbers), engine=SECOND, hint={})
        other = Conversation(self._living(), second, flag, watching).hold()
        if other.status is Status.IMPOSSIBLE:
            return other
        return replace(other, note=f"{job.engine} said impossible, {SECOND} said {other.status} {other.note}".strip())

    def _living(self) -> ChildProcess:
        if self._child is None or self._child.ended or self._child.gone:
            self.close()
            self._child = ChildProcess()
        return self._child
