"""What seats are worth, counted from the file and the seats alone."""

from collections import Counter
from collections.abc import Iterator

from tests.benchmarks.choices.courses import Courses, Priority, Seats


def faults(courses: Courses, seats: Seats) -> list[str]:
    """Why the seats may not be given; empty when they may: too many takers, an unwished course, too many, a clash."""
    taken = Counter(course for held in seats for course in held)
    found = [f"course {c}: {n} takers, {courses.room[c]} places" for c, n in taken.items() if n > courses.room[c]]
    for voter, held in enumerate(seats):
        if not held <= courses.voters[voter].keys() or len(held) > courses.wants[voter]:
            found.append(f"voter {voter} holds {sorted(held)}, which is more or other than wished for")
        if any(pair in courses.clashes for pair in ((a, b) for a in held for b in held)):
            found.append(f"voter {voter} holds {sorted(held)}, of which two clash")
    return found


def profile(courses: Courses, seats: Seats) -> list[int]:
    """Places given at the first rank, at the second, and so on to the last one given."""
    counted = Counter(courses.voters[voter][course] for voter, held in enumerate(seats) for course in held)
    return [counted[rank] for rank in range(max(counted, default=-1) + 1)]


def unplaced(courses: Courses, seats: Seats) -> int:
    """Places wanted and not given."""
    return sum(courses.wants) - sum(map(len, seats))


def envious(courses: Courses, seats: Seats, priority: Priority) -> int:
    """Voters with justified envy: somebody with a worse number there holds a course they would rather have."""
    worst = {
        course: max(numbers)
        for course in courses.room
        if (numbers := [priority(course, voter) for voter, held in enumerate(seats) if course in held])
    }
    return sum(
        any(priority(course, voter) < worst[course] for course in _preferred(courses, seats, voter) if course in worst)
        for voter in range(len(seats))
    )


def swappers(courses: Courses, seats: Seats) -> int:
    """Voters who could exchange one place with another voter so that both hold something better."""
    offers = [set(_trades(courses, seats, voter)) for voter in range(len(seats))]
    takers: dict[tuple[int, int], int] = Counter(trade for trades in offers for trade in trades)
    return sum(any(takers.get((wanted, given)) for given, wanted in trades) for trades in offers)


def wasted(courses: Courses, seats: Seats) -> int:
    """Free places that somebody would rather have: the sum over courses of min(free places, voters who would)."""
    taken = Counter(course for held in seats for course in held)
    wanting = Counter(course for voter in range(len(seats)) for course in _preferred(courses, seats, voter))
    return sum(min(places - taken[course], wanting[course]) for course, places in courses.room.items())


def _preferred(courses: Courses, seats: Seats, voter: int) -> set[int]:
    """Courses the voter would take beside those held, or for a worse one of them."""
    beside = {course for course in courses.voters[voter] if courses.fits(voter, course, seats[voter])}
    return beside | {wanted for _, wanted in _trades(courses, seats, voter)}


def _trades(courses: Courses, seats: Seats, voter: int) -> Iterator[tuple[int, int]]:
    """(course given up, better course wanted) of one voter, all else kept."""
    ranks = courses.voters[voter]
    for given in seats[voter]:
        rest = seats[voter] - {given}
        for wanted, rank in ranks.items():
            if rank < ranks[given] and courses.fits(voter, wanted, rest):
                yield given, wanted
