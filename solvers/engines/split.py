"""Split: solve the independent parts of an instance one by one and join the answers.

Columns that share a row belong together; the connected components of that relation (Hopcroft and Tarjan, "Efficient
algorithms for graph manipulation", 1973) can be answered on their own, for every tier is a sum over columns: tier by
tier best in each part is tier by tier best in the whole, and bounds add up. Small components are put together so that
few calls are made. An instance of one part is handed to the engine "flow" as it is.

Wins where a stage falls apart: homework groups by day and period (60 classes: 19 parts, a fifth of the time of the
whole MIP), seats by strand where every pupil sits in one. Loses the early first answer: values of the
whole exist only when the last part has some.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from solvers.answer import Stop, TierResult
from solvers.compact import OPEN, Compact, CompactAnswer, Cost, Vector
from solvers.engines import flow
from solvers.engines.lexicographic import finished
from solvers.engines.protocol import Listener
from solvers.stop import Limits, StopFlag

SMALLEST = 200
"""Columns; components are put together until a part has as many."""
LEAST_SHARE = 0.02
SLACK = 4
"""How many times its share of the time a part may take: parts of one size differ that much."""


@dataclass(frozen=True)
class Part:
    """A sub-problem and the columns of the whole it stands for, in order."""

    problem: Compact
    columns: Vector


def solve(
    problem: Compact, limits: Limits, *, hint: Mapping[int, int], stop: StopFlag, listener: Listener
) -> CompactAnswer:
    """Answer every part with "flow" within its share, by nonzeros, of effort and time, and join the answers.

    IMPOSSIBLE as soon as one part is, NO_ANSWER as soon as one part has none.
    """
    course = _Course(problem, split(problem), hint, listener)
    parts = course.parts
    if len(parts) < 2 or problem.hopeless() or course.best:
        return flow.solve(problem, limits, hint=hint, stop=stop, listener=listener)
    weights = [1 + len(part.problem.columns) for part in parts]
    for index, part in enumerate(parts):
        left = max(0.001, limits.seconds - course.seconds)
        part_of = max(LEAST_SHARE, weights[index] / sum(weights))
        share = replace(
            limits,
            effort=limits.effort * part_of,
            stall=None if limits.stall is None else limits.stall * part_of,
            seconds=left * min(1.0, SLACK * weights[index] / sum(weights[index:])),
        )
        answer = flow.solve(part.problem, share, hint=_inner(part, hint), stop=stop, listener=_Ear(course, index))
        if answer.values is None:
            return CompactAnswer(answer.status, None, (), course.seconds, None, answer.note)
        course.close(index, answer)
    return course.joined(limits.gap)


def split(problem: Compact) -> list[Part]:
    """The independent parts, in order of their first column."""
    labels = _labels(problem)
    rows = np.repeat(np.arange(problem.height), np.diff(problem.starts))
    owner = np.full(problem.height, -1)
    owner[rows] = labels[problem.columns]
    members = [np.flatnonzero(labels == label) for label in range(int(labels.max(initial=-1)) + 1)]
    homes = [_homes(cost, labels) for cost in problem.costs]
    return [
        _part(problem, columns, np.flatnonzero(owner == label), label, homes) for label, columns in enumerate(members)
    ]


def _labels(problem: Compact) -> Vector:
    """The part of every column, counted from 0 by first column; components too small are put together."""
    rows = np.repeat(np.arange(problem.height), np.diff(problem.starts))
    size = problem.height + problem.width
    links = csr_matrix((np.ones(len(rows)), (rows, problem.height + problem.columns)), shape=(size, size))
    raw = connected_components(links, directed=False)[1][problem.height :]
    firsts, inverse, counts = np.unique(raw, return_index=True, return_inverse=True, return_counts=True)[1:]
    merged, label, held = np.zeros(len(firsts), np.int64), 0, 0
    for component in np.argsort(firsts).tolist():
        if held >= SMALLEST:
            label, held = label + 1, 0
        merged[component] = label
        held += int(counts[component])
    labels: Vector = merged[inverse]
    return labels


def _homes(cost: Cost, labels: Vector) -> list[int]:
    """The parts a tier has columns in; the first part when it has none."""
    found: list[int] = np.unique(labels[cost.columns]).tolist()
    return found or [0]


def _part(problem: Compact, columns: Vector, rows: Vector, label: int, homes: Sequence[list[int]]) -> Part:
    inner = np.full(problem.width, -1, dtype=np.int64)
    inner[columns] = np.arange(len(columns))
    lengths = np.diff(problem.starts)[rows]
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    cells = np.repeat(problem.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
    blocks = [inner[block][inner[block] >= 0] for block in problem.blocks]
    return Part(
        Compact(
            low=problem.low[columns],
            high=problem.high[columns],
            starts=starts,
            columns=inner[problem.columns[cells]],
            coefficients=problem.coefficients[cells],
            lower=problem.lower[rows],
            upper=problem.upper[rows],
            costs=tuple(_cost(cost, inner, label, home) for cost, home in zip(problem.costs, homes, strict=True)),
            choices=int(np.searchsorted(columns, problem.choices)),
            blocks=tuple(block for block in blocks if len(block)),
        ),
        columns,
    )


def _cost(cost: Cost, inner: Vector, label: int, home: list[int]) -> Cost:
    """A tier's share in one part. The constant goes to its first part; a step holds only for a tier in one part."""
    mine = inner[cost.columns] >= 0
    alone = len(home) == 1
    return replace(
        cost,
        columns=inner[cost.columns[mine]],
        coefficients=cost.coefficients[mine],
        constant=cost.constant if label == home[0] else 0,
        step=cost.step if alone else 1,
        least=cost.least if alone and mine.any() else -OPEN,
    )


def _inner(part: Part, hint: Mapping[int, int]) -> dict[int, int]:
    return {index: hint[column] for index, column in enumerate(part.columns.tolist()) if column in hint}


@dataclass
class _Course:
    """What is known of every part so far."""

    problem: Compact
    parts: Sequence[Part]
    hint: Mapping[int, int]
    listener: Listener
    began: float = field(default_factory=time.monotonic)
    values: dict[int, Vector] = field(default_factory=dict)
    bounds: dict[int, list[int]] = field(default_factory=dict)
    answers: list[CompactAnswer] = field(default_factory=list)
    first_seconds: float | None = None

    def __post_init__(self) -> None:
        self.bounds = {index: list(part.problem.plain_bounds) for index, part in enumerate(self.parts)}
        if len(self.hint) == self.problem.width:
            for index, part in enumerate(self.parts):
                values = np.array([self.hint[column] for column in part.columns.tolist()], dtype=np.int64)
                if part.problem.legal(values):
                    self.values[index] = values

    @property
    def seconds(self) -> float:
        """Wall clock since the call."""
        return time.monotonic() - self.began

    @property
    def best(self) -> bool:
        """Whether the values of all parts reach what no values can go below."""
        joined = self.whole()
        return joined is not None and self.problem.costs_of(joined) == self.problem.plain_bounds

    def whole(self) -> Vector | None:
        """The values of all parts put together; None while one has none."""
        if len(self.values) < len(self.parts):
            return None
        joined = np.zeros(self.problem.width, dtype=np.int64)
        for index, part in enumerate(self.parts):
            joined[part.columns] = self.values[index]
        return joined

    def found(self, index: int, tier: int, values: Vector) -> None:
        """Better values of one part."""
        self.values[index] = values
        joined = self.whole()
        if joined is not None:
            self.first_seconds = self.seconds if self.first_seconds is None else self.first_seconds
            self.listener.found(tier, joined, self.problem.costs_of(joined))

    def bounded(self, index: int, tier: int, bound: int) -> None:
        """A better bound of one part: the whole's is the sum."""
        self.bounds[index][tier] = max(bound, self.bounds[index][tier])
        self.listener.bounded(tier, sum(bounds[tier] for bounds in self.bounds.values()))

    def close(self, index: int, answer: CompactAnswer) -> None:
        """One part is answered."""
        assert answer.values is not None
        self.answers.append(answer)
        self.found(index, 0, answer.values)
        for tier, result in enumerate(answer.tiers):
            self.bounded(index, tier, result.bound)

    def joined(self, gap: float) -> CompactAnswer:
        """The answer of the whole: values side by side, tiers added up."""
        joined = self.whole()
        assert joined is not None
        results = [_sum(cost.name, [a.tiers[t] for a in self.answers]) for t, cost in enumerate(self.problem.costs)]
        for tier, result in enumerate(results):
            self.listener.settled(tier, result)
        return finished(self.problem, joined, results, gap, self.seconds, self.first_seconds)


def _sum(name: str, results: Sequence[TierResult]) -> TierResult:
    open_ends = [r.stop for r in results if r.stop not in (Stop.PROVEN, Stop.GAP)]
    ended = open_ends[0] if open_ends else Stop.PROVEN
    return TierResult(
        name, sum(r.value for r in results), sum(r.bound for r in results), ended, sum(r.seconds for r in results)
    )


@dataclass(frozen=True)
class _Ear:
    """Passes on what one part's engine says, as news of the whole."""

    course: _Course
    index: int

    def found(self, tier: int, values: Vector, costs: tuple[int, ...]) -> None:
        """Better values of the part."""
        del costs
        self.course.found(self.index, tier, values)

    def bounded(self, tier: int, bound: int) -> None:
        """A better bound of the part."""
        self.course.bounded(self.index, tier, bound)

    def settled(self, tier: int, result: TierResult) -> None:
        """A tier of the part is done: news of the whole only when every part is."""
        del tier, result
