"""Benchmark `choices`: every mechanism on every file, over several lotteries, counted by one judge."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, median_low

from scheduler.domain.allocation import Objective
from solvers.answer import Status
from solvers.engines.registry import ENGINES
from tests.benchmarks.choices.courses import Courses, Priority, Seats, read_courses, shared_lottery
from tests.benchmarks.choices.measures import envious, faults, profile, swappers, unplaced, wasted
from tests.benchmarks.choices.mechanisms import MECHANISMS
from tests.benchmarks.choices.objectives import seats_by
from tests.benchmarks.choices.packages import PACKAGES, PackageFailed, seats_of_package
from tests.benchmarks.report import Result

OURS = {f"afterschool {objective.value}": objective for objective in Objective}


@dataclass(frozen=True)
class Contest:
    """What is compared. `python` None: no packages. `only`: these mechanisms; empty for all."""

    lotteries: int = 20
    seconds: float = 60.0
    engine: str = "split"
    python: Path | None = None
    only: Sequence[str] = ()


@dataclass(frozen=True)
class Given:
    """The seats of one lottery, the numbers they are judged by, and whether they are proven or just ran."""

    seats: Seats
    priority: Priority
    seconds: float
    status: str = "ran"


def run_choices(folder: Path, capacity: int | None, seed: int, contest: Contest) -> Iterator[Result]:
    """One result a file and mechanism. Raises ValueError for a wrong argument, a broken file or none."""
    known = {**OURS, **MECHANISMS, **(PACKAGES if contest.python else {})}
    unknown = [name for name in contest.only if name not in known]
    if unknown:
        raise ValueError(f"mechanism {unknown[0]!r} must be one of {', '.join(known)}")
    if contest.engine not in ENGINES:
        raise ValueError(f"engine {contest.engine!r} must be one of {', '.join(ENGINES)}")
    if contest.lotteries < 1:
        raise ValueError(f"--lotteries {contest.lotteries} must be at least 1")
    texts = [f"{seed}/{number}" for number in range(1, contest.lotteries + 1)]
    for courses in read_courses(folder, capacity):
        for name in contest.only or known:
            head = {"case": courses.name, "seed": seed, "lotteries": contest.lotteries, "mechanism": name}
            try:
                row = row_of(courses, list(_given(courses, name, texts, contest)))
            except PackageFailed as failed:
                row = {"status": str(failed)}
            wrong = {} if name in PACKAGES or row["legal"] else {"right": False}
            yield head | row | wrong


def row_of(courses: Courses, runs: Sequence[Given]) -> Result:
    """One line: medians over the lotteries, the lower of two; the profile is that of the run in the middle.

    without: places wanted and not given. total, least and most: sums of ranks, first 0. worst: last rank given, first
    1. envy, swaps: voters. wasted: places. legal: False when any seats break the file's own rules.
    """
    profiles = sorted((_dearness(courses, run), profile(courses, run.seats)) for run in runs)
    totals = sorted(dear[1] for dear, _ in profiles)
    return {
        "status": _together([run.status for run in runs]),
        "without": median_low(unplaced(courses, run.seats) for run in runs),
        "profile": profiles[(len(runs) - 1) // 2][1],
        "total": median_low(totals),
        "totals": [totals[0], totals[-1]],
        "worst": median_low(len(found) for _, found in profiles),
        "envy": median_low(envious(courses, run.seats, run.priority) for run in runs),
        "swaps": median_low(swappers(courses, run.seats) for run in runs),
        "wasted": median_low(wasted(courses, run.seats) for run in runs),
        "legal": not any(faults(courses, run.seats) for run in runs),
        "seconds": round(median(run.seconds for run in runs), 3),
    }


def _dearness(courses: Courses, run: Given) -> tuple[int, int]:
    total = sum(rank * n for rank, n in enumerate(profile(courses, run.seats)))
    return unplaced(courses, run.seats), total


def _together(statuses: Sequence[str]) -> str:
    return ", ".join(sorted(set(statuses)))


def _given(courses: Courses, name: str, texts: Sequence[str], contest: Contest) -> Iterator[Given]:
    if name in PACKAGES and contest.python is not None:
        package = PACKAGES[name]
        priorities = [package.lottery(courses, text) for text in texts]
        found = seats_of_package(contest.python, package, courses, priorities, contest.seconds)
        for priority, (seats, seconds) in zip(priorities, found, strict=True):
            yield Given(seats, priority, seconds)
        return
    for text in texts:
        began = time.monotonic()
        if name in OURS:
            seats, answer = seats_by(courses, OURS[name], text, contest.engine, contest.seconds)
            status = answer.status if answer.found else Status.NO_ANSWER
            yield Given(seats, shared_lottery(courses, text), time.monotonic() - began, status.value)
        else:
            rule = MECHANISMS[name]
            priority = rule.lottery(courses, text)
            seats = rule.run(courses, priority)
            yield Given(seats, priority, time.monotonic() - began)
