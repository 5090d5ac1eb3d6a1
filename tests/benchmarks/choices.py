"""Benchmark `choices`: real rankings of courses, every course of one capacity, least total rank (first is 0)."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from solvers.engines.registry import ENGINES
from solvers.instance import Instance, Tier
from solvers.rows import at_most, cover
from solvers.stop import Limits
from tests.benchmarks.measure import MemoryPeak
from tests.benchmarks.preference_files import ENDINGS, Preferences, read_preferences
from tests.benchmarks.report import Result
from tests.benchmarks.seats import outcome_of, rounded

Seats = Mapping[int, int]
"""Voter -> alternative; whoever has none is missing."""


def choices_instance(preferences: Preferences, capacity: int) -> Instance:
    """One listed alternative a voter, at most `capacity` voters each; first as few without as can be, then ranks."""
    wanted = [(voter, alternative) for voter, ranks in enumerate(preferences.voters) for alternative in ranks]
    rows = [
        cover(f"voter/{voter}", [(voter, alternative) for alternative in ranks], 1, ("without", voter))
        for voter, ranks in enumerate(preferences.voters)
    ]
    rows += [at_most(f"voter/{voter}", [(voter, a) for a in ranks]) for voter, ranks in enumerate(preferences.voters)]
    for alternative in preferences.names:
        takers = [key for key in wanted if key[1] == alternative]
        rows.append(at_most(f"alternative/{alternative}", takers, capacity))
    costs = tuple((key, preferences.voters[key[0]][key[1]]) for key in wanted)
    without = [("without", voter) for voter in range(len(preferences.voters))]
    tiers = (
        Tier("without", tuple((key, 1) for key in without), least=0),
        Tier("rank", costs, least=0),
    )
    return Instance(tuple(wanted), dict.fromkeys(without, (0, 1)), tuple(rows), tiers)


def in_turn(preferences: Preferences, capacity: int, seed: int) -> dict[int, int]:
    """Serial dictatorship: voters in a drawn order, each to the best alternative with room, ties to the lowest."""
    order = list(range(len(preferences.voters)))
    Random(seed).shuffle(order)
    room = dict.fromkeys(preferences.names, capacity)
    seats: dict[int, int] = {}
    for voter in order:
        open_ones = [(rank, a) for a, rank in preferences.voters[voter].items() if room[a]]
        if open_ones:
            seats[voter] = min(open_ones)[1]
            room[seats[voter]] -= 1
    return seats


def ranks_of(preferences: Preferences, seats: Seats) -> list[int]:
    """How many voters have their first choice, their second, and so on, counted from the file alone."""
    counted = Counter(preferences.voters[voter][alternative] for voter, alternative in seats.items())
    return [counted[rank] for rank in range(max(counted, default=-1) + 1)]


def run_choices(folder: Path, capacity: int, seconds: float, seed: int, engine: str) -> Iterator[Result]:
    """One result a file of the folder, by name. Raises ValueError for a wrong argument, a broken file or none."""
    if engine not in ENGINES:
        raise ValueError(f"engine {engine!r} must be one of {', '.join(ENGINES)}")
    if capacity < 1:
        raise ValueError(f"--capacity {capacity} must be at least 1")
    paths = sorted(path for path in folder.glob("*") if path.suffix in ENDINGS)
    if not paths:
        raise ValueError(f"{folder} holds no file that ends in {', '.join(ENDINGS)}")
    for path in paths:
        yield _measured(read_preferences(path), capacity, seconds, seed, engine)


def _measured(preferences: Preferences, capacity: int, seconds: float, seed: int, engine: str) -> Result:
    solve, began = ENGINES[engine](), time.monotonic()
    with MemoryPeak() as memory:
        instance = choices_instance(preferences, capacity)
        answer = solve(instance, Limits(effort=max(1.0, seconds), seconds=seconds))
        taken = time.monotonic() - began
    seats = {key[0]: key[1] for key in instance.choices if answer.values.get(key)}  # type: ignore[index]
    turns = in_turn(preferences, capacity, seed)
    tiers = {tier.name: tier for tier in answer.tiers}
    return {
        "case": f"{preferences.name}-{capacity}",
        "seed": seed,
        "voters": len(preferences.voters),
        "alternatives": len(preferences.names),
        "engine": engine,
        "status": answer.status.value,
        "without": len(preferences.voters) - len(seats),
        **outcome_of(tiers.get("rank")),
        "profile": ranks_of(preferences, seats),
        "serial": sum(preferences.voters[voter][alternative] for voter, alternative in turns.items()),
        "serial_without": len(preferences.voters) - len(turns),
        "seconds": round(taken, 2),
        "first_seconds": rounded(answer.first_seconds),
        "mb": memory.megabytes,
    }
