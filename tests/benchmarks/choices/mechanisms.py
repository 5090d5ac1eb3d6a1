"""Textbook mechanisms, each by its paper. All take the lottery numbers of every course and give the seats.

With several places a voter or clashing courses a voter takes what fits beside what is held (`Courses.fits`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from tests.benchmarks.choices.courses import Courses, Priority, Seats, separate_lotteries, shared_lottery

Mechanism = Callable[[Courses, Priority], Seats]


def serial_dictatorship(courses: Courses, priority: Priority) -> Seats:
    """By lottery number, each voter takes the best there is room for, all places wanted at once.

    The numbers must be the same for every course. (Abdulkadiroglu and Sonmez, "Random serial dictatorship and the core
    from random endowments", 1998.)
    """
    room = dict(courses.room)
    held: list[set[int]] = [set() for _ in courses.voters]
    for voter in sorted(range(len(held)), key=partial(priority, next(iter(room)))):
        for course in courses.by_wish(voter):
            if room[course] and courses.fits(voter, course, held[voter]):
                held[voter].add(course)
                room[course] -= 1
    return tuple(map(frozenset, held))


def immediate_acceptance(courses: Courses, priority: Priority) -> Seats:
    """The race: in round k everybody asks for wish k, and a course takes the best numbers while it has room, for good.

    (The Boston mechanism: Abdulkadiroglu and Sonmez, "School choice: a mechanism design approach", 2003.)
    """
    room = dict(courses.room)
    held: list[set[int]] = [set() for _ in courses.voters]
    orders = [courses.by_wish(voter) for voter in range(len(held))]
    for step in range(max(map(len, orders), default=0)):
        asking = [(orders[voter][step], voter) for voter in range(len(held)) if step < len(orders[voter])]
        for course, voter in sorted(asking, key=lambda ask: priority(*ask)):
            if room[course] and courses.fits(voter, course, held[voter]):
                held[voter].add(course)
                room[course] -= 1
    return tuple(map(frozenset, held))


def deferred_acceptance(courses: Courses, priority: Priority) -> Seats:
    """Everybody asks for the best courses that have not refused; a course keeps the best numbers and refuses the rest.

    Ends when nobody is refused; courses hold only for the time being. (Gale and Shapley, "College admissions and the
    stability of marriage", 1962.) Where courses clash, what a voter asks for may be withdrawn later, so that the
    promise of no justified envy falls away.
    """
    orders = [courses.by_wish(voter) for voter in range(len(courses.voters))]
    refused: list[set[int]] = [set() for _ in orders]
    while True:
        held: list[set[int]] = [set() for _ in orders]
        for voter, order in enumerate(orders):
            for course in order:
                if course not in refused[voter] and courses.fits(voter, course, held[voter]):
                    held[voter].add(course)
        over = False
        for course, places in courses.room.items():
            takers = sorted((v for v in range(len(held)) if course in held[v]), key=partial(priority, course))
            for voter in takers[places:]:
                refused[voter].add(course)
                over = True
        if not over:
            return tuple(map(frozenset, held))


@dataclass(frozen=True)
class Rule:
    """A mechanism with the lottery it is run by."""

    run: Mechanism
    lottery: Callable[[Courses, str], Priority]


MECHANISMS: Mapping[str, Rule] = {
    "serial dictatorship": Rule(serial_dictatorship, shared_lottery),
    "immediate acceptance": Rule(immediate_acceptance, shared_lottery),
    "deferred acceptance, one lottery": Rule(deferred_acceptance, shared_lottery),
    "deferred acceptance, a lottery a course": Rule(deferred_acceptance, separate_lotteries),
}
"""Name -> mechanism. With one lottery and no clashes deferred acceptance gives what serial dictatorship gives."""
