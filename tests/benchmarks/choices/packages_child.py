"""Runs one package in its own environment: `PYTHON packages_child.py METHOD`, the courses as JSON on standard input.

Stands alone: nothing of this project is imported, so that a package sees only the versions it asks for. Every package
is called as its own documentation shows. Input: {"room": {course: places}, "wants": [places], "values": [{course:
worth}], "orders": [[course, best first]], "clashes": [[course, course]], "lotteries": [{course: [number by voter]}]}.
Output: one line a lottery, {"held": [[course] by voter], "seconds": s}.
"""

import json
import logging
import sys
import time
from collections.abc import Callable
from typing import Any

Asked = dict[str, Any]
Numbers = dict[str, list[int]]


def fairpyx_divide(algorithm: str, asked: Asked, numbers: Numbers) -> list[list[str]]:
    """`fairpyx.divide` with the worth of each course; unwished courses are closed.

    Agents are named by their lottery numbers and come in that order, so that whatever a package makes of names or of
    order is settled by the lottery.
    """
    import fairpyx

    common = next(iter(numbers.values()))
    agents = {f"v{common[voter]}": voter for voter in sorted(range(len(common)), key=common.__getitem__)}
    together: dict[str, list[str]] = {}
    for one, other in asked["clashes"]:
        together.setdefault(one, []).append(other)
    worth = {agent: asked["values"][voter] for agent, voter in agents.items()}
    instance = fairpyx.Instance(
        valuations={agent: {course: own.get(course, 0) for course in asked["room"]} for agent, own in worth.items()},
        agent_capacities={agent: asked["wants"][voter] for agent, voter in agents.items()},
        item_capacities=asked["room"],
        agent_conflicts={agent: [course for course in asked["room"] if course not in worth[agent]] for agent in agents},
        item_conflicts=together,
    )
    more: dict[str, Any] = {}
    if algorithm == "round_robin":
        more["agent_order"] = list(agents)
    if algorithm == "gale_shapley":
        more["course_order_per_student"] = {agent: list(asked["orders"][voter]) for agent, voter in agents.items()}
        more["tie_braking_lottery"] = {agent: 1 - common[voter] / (len(agents) + 1) for agent, voter in agents.items()}
    bundles = fairpyx.divide(getattr(fairpyx.algorithms, algorithm), instance=instance, **more)
    held = {agents[agent]: [course for course in bundle if course in worth[agent]] for agent, bundle in bundles.items()}
    return [held.get(voter, []) for voter in range(len(common))]


def matching_hospitals(asked: Asked, numbers: Numbers) -> list[list[str]]:
    """`matching.games.HospitalResident`, resident-optimal; a course ranks those who list it by its lottery."""
    from matching.games import HospitalResident

    voters = {f"v{voter}": list(order) for voter, order in enumerate(asked["orders"])}
    game = HospitalResident.create_from_dictionaries(voters, _rankings(asked, numbers), asked["room"])
    held: list[list[str]] = [[] for _ in voters]
    for course, residents in game.solve(optimal="resident").items():
        for resident in residents:
            held[int(resident.name[1:])].append(course.name)
    return held


def matching_algorithms_by(function: str, asked: Asked, numbers: Numbers) -> list[list[str]]:
    """`boston_mechanism` or `top_trading_cycles` of matching_algorithms.main, priorities by lottery."""
    from matching_algorithms import main as package

    voters = {f"v{voter}": list(order) for voter, order in enumerate(asked["orders"])}
    rankings = _rankings(asked, numbers)
    schools = {course: {"priorities": rankings[course], "capacity": asked["room"][course]} for course in rankings}
    found = getattr(package, function)(voters, schools)
    return [[course] if (course := found.get(voter)) is not None else [] for voter in voters]


def _rankings(asked: Asked, numbers: Numbers) -> dict[str, list[str]]:
    listing = {course: [v for v, order in enumerate(asked["orders"]) if course in order] for course in asked["room"]}
    return {course: [f"v{v}" for v in sorted(who, key=numbers[course].__getitem__)] for course, who in listing.items()}


def method(name: str) -> Callable[[Asked, Numbers], list[list[str]]]:
    """`matching`, or `fairpyx ALGORITHM`, or `matching-algorithms FUNCTION`."""
    package, _, function = name.partition(" ")
    if package == "matching":
        return matching_hospitals
    call = {"fairpyx": fairpyx_divide, "matching-algorithms": matching_algorithms_by}[package]
    return lambda asked, numbers: call(function, asked, numbers)


def main() -> None:
    """Time each lottery by itself; imports count in the first."""
    logging.disable(logging.CRITICAL)
    run, asked = method(sys.argv[1]), json.load(sys.stdin)
    for numbers in asked["lotteries"]:
        began = time.monotonic()
        held = run(asked, numbers)
        print(json.dumps({"held": held, "seconds": time.monotonic() - began}), flush=True)


if __name__ == "__main__":
    main()
