"""Published allocation packages, each in the environment it asks for, as its own documentation advises."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.choices.courses import Courses, Priority, Seats, separate_lotteries, shared_lottery

CHILD = Path(__file__).parent / "packages_child.py"


class PackageFailed(Exception):
    """A package gave no seats; the message says why in a few words."""


@dataclass(frozen=True)
class Package:
    """How a package is asked. `several`: it can state several places a voter and courses that clash."""

    method: str
    lottery: Callable[[Courses, str], Priority] = shared_lottery
    several: bool = True


PACKAGES: Mapping[str, Package] = {
    "fairpyx round robin": Package("fairpyx round_robin"),
    "fairpyx Gale-Shapley by bids": Package("fairpyx gale_shapley"),
    "fairpyx iterated maximum matching": Package("fairpyx iterated_maximum_matching"),
    "fairpyx utilitarian": Package("fairpyx utilitarian_matching"),
    "fairpyx almost egalitarian": Package("fairpyx almost_egalitarian_allocation"),
    "fairpyx second-price": Package("fairpyx SP_function"),
    "fairpyx top trading cycles": Package("fairpyx TTC_function"),
    "fairpyx optimal by rank": Package("fairpyx OC_function"),
    "matching hospital-resident": Package("matching", separate_lotteries, several=False),
    "matching-algorithms Boston": Package("matching-algorithms boston_mechanism", several=False),
    "matching-algorithms top trading cycles": Package(
        "matching-algorithms top_trading_cycles", separate_lotteries, several=False
    ),
}
"""Name -> package. Worth is the file's own, else the number of courses minus the rank (Borda)."""


def seats_of_package(
    python: Path, package: Package, courses: Courses, priorities: Sequence[Priority], seconds: float
) -> Iterator[tuple[Seats, float]]:
    """Seats and seconds for each lottery, by the interpreter `python`, which has packages.txt installed.

    Some packages walk through sets; a fixed hash seed makes their answers the same on every run.

    Raises PackageFailed when the package cannot state the file, breaks off, or takes over `seconds` a lottery.
    """
    if not package.several and (max(courses.wants) > 1 or courses.clashes):
        raise PackageFailed("one place a voter only")
    asked = json.dumps(_asked(courses, priorities))
    try:
        child = subprocess.run(
            [python, CHILD, package.method],
            input=asked,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": "0"},
            timeout=seconds * len(priorities),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PackageFailed(f"over {seconds:g} s a lottery") from None
    if child.returncode:
        raise PackageFailed(f"broke off: {child.stderr.strip().splitlines()[-1]}")
    for line in child.stdout.splitlines():
        if line.startswith("{"):
            told = json.loads(line)
            yield tuple(frozenset(map(int, held)) for held in told["held"]), told["seconds"]


def _asked(courses: Courses, priorities: Sequence[Priority]) -> dict[str, object]:
    voters = range(len(courses.voters))
    return {
        "room": dict(courses.room),
        "wants": courses.wants,
        "values": courses.values,
        "orders": [list(map(str, courses.by_wish(voter))) for voter in voters],
        "clashes": [(str(one), str(other)) for one, other in sorted(courses.clashes)],
        "lotteries": [{course: [given(course, v) for v in voters] for course in courses.room} for given in priorities],
    }
