"""The stages' answers as values of the one statement, for its search to start from."""

from collections import Counter
from collections.abc import Mapping

from scheduler.clauses.space import Serves
from scheduler.domain.plan import Plan
from scheduler.planning.asked import Solved
from scheduler.planning.whole.reading import errand
from scheduler.planning.whole.statement import Whole
from solvers.rows import Key


def start_of(whole: Whole, plan: Plan, solved: Mapping[str, Solved]) -> dict[Key, int]:
    """Values of the statement's openings, seats, leads, duties and housings as the plan and its stages have them.

    Keys that only follow from these (loads, shifts, shortages) are left to the engine. Empty where the stages' answers
    are not the plan's own.
    """
    if "staff" not in solved:
        return {}
    served = {_errand(key): value for key, value in solved["staff"].values.items()}
    seats = solved["seats"].values if "seats" in solved else {}
    sections = Counter((section.id.club, section.id.strand) for section in plan.sections)
    start: dict[Key, int] = {o.key: sections[o.club.id, o.strand.id] for o in whole.space.openings}
    start |= {duty.key: served.get(_errand(duty.key), 0) for duty in whole.space.duties}
    start |= {key: seats.get(key, 0) for key in _seating(whole)}
    return start | _housed(whole, plan)


def _errand(key: Key) -> Key:
    return Serves(key.adult, errand(key.pool)) if isinstance(key, Serves) else key


def _seating(whole: Whole) -> list[Key]:
    space = whole.space
    return [*(seat.key for seat in space.seats), *space.unlisted.values(), *space.fills.values()]


def _housed(whole: Whole, plan: Plan) -> dict[Key, int]:
    """How many of a club's sections the plan has in each class of venues."""
    held = Counter((s.id.club, s.id.strand, s.venue) for s in plan.sections)
    found: dict[Key, int] = {}
    for housing in whole.housings:
        place = housing.place
        assert place.club is not None
        assert place.strand is not None
        found[place.key] = sum(held[place.club.id, place.strand.id, venue.id] for venue in housing.venues)
    return found
