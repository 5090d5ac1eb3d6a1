"""What binds where a condition cannot be: as few rules of the book as can be found that clash with it."""

import time
from dataclasses import replace

from scheduler.clauses.book import BOOK
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.explain.barred import reason_of
from scheduler.explain.clashes import WORK, Search, pieces
from scheduler.explain.conflict import Against
from scheduler.explain.questions import MEASURES, Question, Scope
from scheduler.explain.reading import Reader
from scheduler.planning.compile import compile_space
from scheduler.planning.settled import Settled
from scheduler.statements.statement import Condition
from solvers.clash import Onward, find_clashes
from solvers.questions import Patience
from solvers.worker import Worker

MINE = 0
"""Stands for the number of a clause in the tags of the condition's own rows."""


def binding(
    problem: Problem, plan: Plan, condition: Condition, stage: str, *, worker: Worker, seconds: float
) -> tuple[Against, ...]:
    """What the book says against a condition in a stage asked beside a plan, demands that may stay unmet left aside.

    Empty when no such rules are found in about `seconds`, or a second solver does not agree.
    """
    settled = Settled(problem, plan)
    spaces = {"offer": settled.offer_space, "staff": settled.staff_space}
    if stage not in spaces:
        return ()
    space = spaces[stage]()
    asked = [replace(row, tag=f"{MINE}/{row.tag}") for row in condition.rows(stage, space)]
    made = compile_space(space, BOOK, (), asked)
    rows = tuple(row for row in made.rows if reason_of(row.tag).clause != MEASURES)
    question = Question(stage, Scope.PLAN, space, replace(made, rows=rows))
    search = Search(worker, time.monotonic() + seconds, None)
    labels = (lambda row: reason_of(row.tag), pieces(question))
    only_one = Onward(lambda row: False, [])
    patience = Patience(WORK, seconds)
    found = next(find_clashes(question.instance, labels, search.ask, search.confirm, lambda clash: only_one, patience))
    if found.clash is None or not found.clash.confirmed:
        return ()
    return Reader(space).against([row for row in found.clash.rows if reason_of(row.tag).clause != MINE])
