"""Linking: branch first on the few quantities that tie many rows together, such as a largest and a smallest load.

While they are free, the rows they stand in say little; once they are fixed, rounding (solvers.linear.rounding) makes
those rows strong. So: bound each by what fractions allow, rounded to whole numbers (the mean load bounds the largest
from below and the smallest from above); then settle their likeliest values, and after them, best bound first, all
others that could still do better (Land and Doig, "An automatic method of solving discrete programming problems", 1960).
"""

import heapq
import itertools
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from solvers.answer import Stop
from solvers.compact import Compact, Cost, Vector
from solvers.engines.best import Best
from solvers.engines.protocol import Budget, Offer, Step, Verdict
from solvers.linear.capping import capped
from solvers.linear.root import root
from solvers.linear.rounding import strengthened
from solvers.linear.search import whole_bound

MOST_LINKING, WIDEST, FEWEST_ROWS = 4, 64, 8
Settle = Callable[[Compact, int, Budget, Offer, Callable[[int], None]], Step | None]
"""Minimises one tier of a problem; None when its relaxation was not solved within the budget."""


def linking_columns(problem: Compact, tier: int) -> Vector:
    """The quantities of the tier's cost that stand in many rows and have few values; none when they are too many."""
    found = [column for column in problem.costs[tier].columns.tolist() if column >= problem.choices]
    if len(found) > MOST_LINKING:
        return np.zeros(0, dtype=np.int64)
    uses = np.bincount(problem.columns, minlength=problem.width)
    spans = problem.high - problem.low
    return np.array([c for c in found if uses[c] >= FEWEST_ROWS and 0 < spans[c] <= WIDEST], dtype=np.int64)


def ranged(problem: Compact, cost: Cost, columns: Vector, budget: Budget) -> Compact | None:
    """The problem with the cheap end of each column moved to the first whole number fractions allow.

    None when fractions cannot respect the rows at all.
    """
    for column in columns.tolist():
        rising = int(cost.coefficients[cost.columns == column][0]) > 0
        alone = Cost("range", np.array([column]), np.array([1 if rising else -1], dtype=np.int64), 0)
        relaxed = root(problem, alone, budget)
        if relaxed is None:
            continue
        if math.isinf(relaxed.value):
            return None
        end = whole_bound(relaxed.value)
        low, high = problem.low.copy(), problem.high.copy()
        if rising:
            low[column] = max(low[column], end)
        else:
            high[column] = min(high[column], -end)
        if low[column] > high[column]:
            return None
        problem = replace(problem, low=low, high=high)
    return problem


@dataclass(order=True)
class _Box:
    bound: float
    number: int
    problem: Compact = field(compare=False)


def over_linking(
    problem: Compact,
    tier: int,
    columns: Vector,
    settle: Settle,
    budget: Budget,
    offer: Offer,
    bounded: Callable[[int], None],
) -> Step | None:
    """Settle the tier box by box of the linking columns; None when the first relaxation was not solved."""
    began, numbers = time.monotonic(), itertools.count()
    tight = ranged(problem, problem.costs[tier], columns, budget)
    if tight is None:
        return Step(Verdict.IMPOSSIBLE, None, Stop.PROVEN)
    best = Best(problem, tier, offer)
    boxes = [_Box(-math.inf, next(numbers), tight)]
    unproven = math.inf
    ended = Stop.PROVEN
    while boxes and boxes[0].bound < _mark(best):
        left = budget.left(began)
        box = heapq.heappop(boxes)
        relaxed = root(box.problem, problem.costs[tier], left)
        if relaxed is None:
            unproven, ended = min(unproven, box.bound), Stop.TIME
            break
        if math.isinf(relaxed.value) or whole_bound(relaxed.value) >= _mark(best):
            continue
        point = np.rint(relaxed.point[columns]).astype(np.int64)
        for low, high, bound in _rest(box.problem, columns, point, relaxed.value, relaxed.reduced[columns]):
            heapq.heappush(boxes, _Box(bound, next(numbers), replace(box.problem, low=low, high=high)))
        step = settle(_at(box.problem, columns, point, tier, best), tier, left, best.offer, lambda bound: None)
        reached = _reached(step, _mark(best))
        if reached < _mark(best):
            unproven, ended = min(unproven, max(reached, relaxed.value)), step.ended if step else Stop.TIME
        least = min(unproven, _mark(best), boxes[0].bound if boxes else math.inf)
        if math.isfinite(least):
            bounded(whole_bound(least))
        if ended in (Stop.TIME, Stop.INTERRUPTED):
            break
    return _joined(best, min([unproven, *(box.bound for box in boxes)]), ended)


def _joined(best: Best, least: float, ended: Stop) -> Step:
    """What all boxes together say."""
    value = _mark(best)
    if best.values is None and math.isinf(least) and least > 0:
        return Step(Verdict.IMPOSSIBLE, None, Stop.PROVEN)
    bound = min(least, value)
    known = whole_bound(bound) if math.isfinite(bound) else None
    return Step(Verdict.UNKNOWN if best.values is None else Verdict.FOUND, known, ended)


def _mark(best: Best) -> float:
    """The value to beat."""
    return math.inf if best.value is None else best.value


def _reached(step: Step | None, mark: float) -> float:
    """A bound for the point just settled: nothing there is below the mark once it is proven or impossible."""
    if step is None or (step.bound is None and step.verdict is not Verdict.IMPOSSIBLE):
        return -math.inf
    return mark if step.verdict is Verdict.IMPOSSIBLE else float(step.bound or 0)


def _at(problem: Compact, columns: Vector, point: Vector, tier: int, best: Best) -> Compact:
    """The problem with the linking columns fixed, rows rounded, and anything no better than the best ruled out."""
    low, high = problem.low.copy(), problem.high.copy()
    low[columns] = high[columns] = point
    fixed = strengthened(replace(problem, low=low, high=high))
    return fixed if best.value is None else capped(fixed, tier, best.value - 1)


def _rest(
    problem: Compact,
    columns: Vector,
    point: Vector,
    value: float,
    reduced: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> Iterator[tuple[Vector, Vector, float]]:
    """Boxes that cover the box without the point, with a bound each: the i-th column leaves its value, others before
    it stay.

    A column at a bound of the relaxation costs its reduced cost a unit to leave.
    """
    low, high = problem.low.copy(), problem.high.copy()
    for column, here, rise in zip(columns.tolist(), point.tolist(), reduced.tolist(), strict=True):
        if here < high[column]:
            above = low.copy()
            above[column] = here + 1
            yield above, high.copy(), value + max(0.0, rise)
        if here > low[column]:
            below = high.copy()
            below[column] = here - 1
            yield low.copy(), below, value + max(0.0, -rise)
        low[column] = high[column] = here
