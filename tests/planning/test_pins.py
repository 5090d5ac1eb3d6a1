"""Pinned weeks: as good as the pins let them be, by trying everything; pins of what is so already change no tier."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planning.giving import CLUBS, Everything, school
from small import DAYS, small_problem

from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clause import Severity
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind, group_options
from scheduler.domain.plan import Duty, Plan, Role, Seat, Session, TierName
from scheduler.domain.problem import Problem
from scheduler.planning.asked import Variant
from scheduler.planning.compile import compile_space
from scheduler.planning.desk import STAGE_TIERS
from scheduler.planning.lift import placed_groups
from scheduler.planning.naming import name_seats
from scheduler.planning.objective import seat_rows, seat_tiers
from scheduler.planning.offering import seating_space
from scheduler.planning.outcome import Effort, Outcome, Verdict
from scheduler.planning.placing import group_space
from scheduler.planning.run import plan_week
from scheduler.statements.clubs import When
from scheduler.statements.groups import GroupVenue, Together
from scheduler.statements.of_plan import Share, statements_of
from scheduler.statements.people import Duties
from scheduler.statements.pupils import InClub
from scheduler.statements.statement import ANY, NONE, Condition, Count, Statement
from scheduler.statements.tasks import Assists, Task
from scheduler.statements.words import Named
from solvers.engines.registry import ENGINES
from solvers.stop import Limits
from solvers.worker import Worker


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process."""
    with Worker() as started:
        yield started


def monday() -> Problem:
    """Homework of A and B on one day, together or not, in RA, RB and ART (whose stairs and ways cost)."""
    pupils = {key: replace(pupil, days={1: frozenset({Period.P1})}) for key, pupil in small_problem().pupils.items()}
    return small_problem(merges=(("A", "B"),), days=DAYS[:1], pupils=pupils)


def gatherings(problem: Problem) -> Iterator[Plan]:
    """Every week of the groups: all ways to gather, with every choice of a venue, or none, for each group."""
    options = group_options(problem, Period.P1, DAYS[0])
    sets = [[o for o in options if o.homerooms == ("A", "B")], [o for o in options if o.homerooms != ("A", "B")]]
    ways = [[o.groups] for o in sets[0]] + [[a.groups, b.groups] for a, b in product(sets[1], repeat=2) if a.id < b.id]
    for way in ways:
        groups = [group for part in way for group in part]
        for venues in product(("RA", "RB", "ART", None), repeat=len(groups)):
            given_out = [venue for venue in venues if venue is not None]
            strange = any(
                len(g.homerooms) == 1 and v in ROOMS - {f"R{g.homerooms[0]}"}
                for g, v in zip(groups, venues, strict=True)
            )
            if len(set(given_out)) == len(given_out) and not strange:
                yield week(problem, zip(groups, venues, strict=True))


ROOMS = {"RA", "RB"}
"""Classrooms: a whole homeroom has its own or a shared place."""


def week(problem: Problem, placed: Iterator) -> Plan:  # type: ignore[type-arg]
    """A plan of these groups alone."""
    sessions = tuple(
        Session(g.id, g.kind, g.day.date, g.interval, g.heads, g.roster, venue, (), "homework") for g, venue in placed
    )
    return Plan("small", DAYS[0].date, "roster", (), (), (), sessions, (), (), (), (), ())


ABOUT_GROUPS = st.one_of(
    st.builds(
        GroupVenue,
        st.just(Kind.HOMEWORK),
        st.sampled_from("AB"),
        st.sampled_from(("RA", "RB", "ART")),
        st.sampled_from((None, 1)),
        st.sampled_from((ANY, NONE)),
        st.booleans(),
    ),
    st.builds(Together, st.just(Kind.HOMEWORK), st.just(("A", "B")), st.just(1), st.sampled_from((ANY, NONE))),
)


@settings(max_examples=25, deadline=None)
@given(
    said=st.lists(
        st.builds(Condition, ABOUT_GROUPS, st.booleans(), st.sampled_from((None, None, 1, 3))), max_size=3, unique=True
    )
)
def test_groups_under_pins_are_as_good_as_trying_everything_finds(said: list[Condition]) -> None:
    """The judge's own recount of every week there is, with the points of preferences missed, against the engine's."""
    problem = monday()
    space = group_space(problem)
    rows = [row for condition in said for row in condition.rows("groups", space)]
    wished = [cost for condition in said for cost in condition.costs("groups", space)]
    instance = compile_space(space, BOOK, STAGE_TIERS["groups"], rows, wished=wished)
    answer = ENGINES["split"]()(instance, Limits(20, 20, workers=1))
    kept = [w for w in gatherings(problem) if all(c.met(problem, w) for c in said if c.weight is None)]
    assert answer.found == bool(kept)
    if kept:
        assert tuple(t.value for t in answer.tiers) == min(cost(problem, said, w) for w in kept)
        found = week(problem, iter([(p.group, p.venue) for p in placed_groups(problem, answer.values)]))
        assert all(c.met(problem, found) for c in said if c.weight is None)


def cost(problem: Problem, said: list[Condition], plan: Plan) -> tuple[int, int]:
    """Shortage of places; wishes about places and merges, and what is missed."""
    counted = clause(26).recount(problem, plan)
    missed = sum(c.weight for c in said if c.weight is not None and not c.met(problem, plan))
    return counted[TierName.SHORTAGE], counted[TierName.WISHES] + missed


WISHES = {"A1": ("chess", "painting"), "A2": ("chess",), "B1": ("painting", "music"), "B2": ("music", "chess")}


@settings(max_examples=25, deadline=None)
@given(
    places=st.lists(st.integers(1, 3), min_size=3, max_size=3),
    said=st.lists(
        st.builds(
            Condition,
            st.builds(InClub, st.sampled_from(sorted(WISHES)), st.sampled_from([Named(club) for club in CLUBS])),
            st.booleans(),
        ),
        max_size=3,
        unique=True,
    ),
)
def test_places_under_pins_are_as_good_as_trying_everything_finds(places: list[int], said: list[Condition]) -> None:
    """Fewest without a place, then least rank costs, of all ways to give out the places that keep the pins."""
    problem = school(WISHES, places)
    homerooms = frozenset[str]().union(*(c.statement.by_name(problem, c.holds) for c in said))
    opened = {(club, "S"): 1 for club in CLUBS}
    space = seating_space(problem, opened, {}, homerooms)
    rows = [*seat_rows(space), *(row for c in said for row in c.rows("seats", space))]
    answer = ENGINES["split"]()(compile_space(space, BOOK, seat_tiers(space), rows), Limits(20, 20, workers=1))
    ways, best = Everything(problem), None
    for clubs in product((*CLUBS, None), repeat=4):
        held = {(pupil, "S"): club for pupil, club in zip(sorted(WISHES), clubs, strict=True) if club}
        full = all(clubs.count(club) <= size for club, size in zip(CLUBS, places, strict=True))
        if full and all(_in(held, c) for c in said):
            value = 4 - len(held), ways.costs(held)
            best = value if best is None else min(best, value)
    assert answer.found == (best is not None)
    if best is not None:
        tiers = {tier.name: tier.value for tier in answer.tiers}
        seats = name_seats(problem, space, answer.values)
        got = {(seat.pupil, "S"): seat.section.club for seat in seats}
        assert (4 - len(got), ways.costs(got)) == best
        assert tiers["places"] == best[1]
        assert all(_in(got, c) for c in said)


def _in(held: dict[tuple[str, str], str], condition: Condition) -> bool:
    """Whether places keep a condition about one pupil and club."""
    said = condition.statement
    assert isinstance(said, InClub)
    return (held.get((said.pupil, "S")) == said.club.id) == condition.holds


class Best:
    """Two days of the small school at their proven optimum; homework may be joined, and some adults fewer are there."""

    def __init__(self, worker: Worker) -> None:
        base = small_problem()
        adults = {key: adult for key, adult in base.adults.items() if key not in ("T9", "T10", "T11", "T12")}
        self.problem = small_problem(merges=(("A", "B"),), days=DAYS[:2], adults=adults)
        self.worker = worker
        self.found = self.plan()

    def plan(self, *conditions: Condition) -> Outcome:
        """The days under conditions."""
        return plan_week(self.problem, effort=Effort.THOROUGH, worker=self.worker, variant=Variant(conditions))


@pytest.fixture(scope="module")
def best(worker: Worker) -> Best:
    """Planned once."""
    return Best(worker)


def values(outcome: Outcome) -> list[int]:
    """Tiers in order; each is proven."""
    assert outcome.plan is not None
    assert all(tier.value == tier.bound for tier in outcome.plan.tiers)
    return [tier.value for tier in outcome.plan.tiers]


def test_pins_of_what_the_plan_does_already_change_no_tier_and_no_duty(best: Best) -> None:
    """All of it at once: the proven values are the same, and who is where is settled (not who of two is first)."""
    assert best.found.plan is not None
    said = statements_of(best.problem, best.found.plan, Share(pupils=True))
    pinned = best.plan(*map(Condition, said))
    assert pinned.plan is not None
    assert values(pinned) == values(best.found)
    assert [where(s) for s in pinned.plan.sessions] == [where(s) for s in best.found.plan.sessions]
    assert pinned.plan.posts == best.found.plan.posts
    assert all(pin.met for pin in pinned.plan.pins)
    assert len(pinned.plan.pins) == len(said)


def where(session: Session) -> tuple[object, ...]:
    """When, where and with whom; a group's name tells how it was divided, and two parts may be two homerooms."""
    return session.date, session.interval, session.venue, session.roster, set(session.adults)


OPPOSITES = (
    (Task("T3", "homework", "A", 2), Task("T3", "homework", "A", 2, NONE)),
    (Duties("T3", Count(3)), Duties("T3", Count(0, 2))),
    (InClub("A1", Named("chess"), When(1)), InClub("A1", Named("chess"), When(1), NONE)),
    (Together(Kind.HOMEWORK, ("A", "B"), 2), Together(Kind.HOMEWORK, ("A", "B"), 2, NONE)),
)


@pytest.mark.parametrize(("said", "denied"), OPPOSITES, ids=lambda s: s.say("en"))
def test_to_forbid_is_to_pin_the_opposite(best: Best, said: Statement, denied: Statement) -> None:
    """The same proven tiers either way of saying it."""
    assert values(best.plan(Condition(said, holds=False))) == values(best.plan(Condition(denied)))


@pytest.mark.parametrize("said", [pair[0] for pair in OPPOSITES[:2]], ids=lambda s: s.say("en"))
def test_of_a_pin_and_its_opposite_about_duties_one_costs_nothing(best: Best, said: Statement) -> None:
    """The best days are either way. (What an earlier stage settles otherwise may change the later tiers.)"""
    found = [values(best.plan(Condition(said, holds))) for holds in (True, False)]
    assert min(found) == values(best.found)


def test_a_preference_is_met_when_it_costs_less_than_its_weight(best: Best) -> None:
    """T3 with A's homework on Tuesday costs wishes: as many as in the days where it must be so. For as many points it
    is all one, one point more is worth it."""
    said = Task("T3", "homework", "A", 2)
    price = values(best.plan(Condition(said)))[-1] - values(best.found)[-1]
    assert price > 0
    for weight, met in ((price, None), (price + 1, True)):
        outcome = best.plan(Condition(said, weight=weight))
        assert outcome.plan is not None
        assert met in (None, outcome.plan.pins[0].met)
        assert values(outcome)[:-1] == values(best.found)[:-1]
        assert values(outcome)[-1] == values(best.found)[-1] + price
    avoided = best.plan(Condition(said, holds=False, weight=1))
    assert values(avoided) == values(best.found)


def test_who_stands_beside_a_lead_can_be_pinned(worker: Worker) -> None:
    """A1 needs an adult, so chess (A1's club) has an assistant on both its days: T7 on Wednesday, and never T8."""
    base = small_problem()
    problem = small_problem(pupils={**base.pupils, "A1": replace(base.pupils["A1"], needs_adult=True)})
    chess = Named("chess")
    pins = Condition(Assists("T7", chess, When(3))), Condition(Assists("T8", chess), holds=False)
    outcome = plan_week(problem, effort=Effort.DRAFT, worker=worker, variant=Variant(pins))
    assert outcome.plan is not None
    assert outcome.audit is not None
    meeting = next(
        s for s in outcome.plan.sessions if s.section and s.section.club == "chess" and s.date == DAYS[2].date
    )
    assert Duty("T7", Role.ASSISTANT) in meeting.duties
    assert not [b for b in outcome.audit.breaches if b.severity is Severity.BREACH]


def test_a_place_outside_the_list_can_be_pinned(worker: Worker) -> None:
    """A4 wishes for painting and chess; with chess off the list only a place by name can give it."""
    base = small_problem()
    pupil = replace(base.pupils["A4"], choices=base.pupils["A4"].choices[:1])
    problem = small_problem(pupils={**base.pupils, "A4": pupil})
    for holds in (True, False):
        variant = Variant((Condition(InClub("A4", Named("chess")), holds),))
        outcome = plan_week(problem, effort=Effort.DRAFT, worker=worker, variant=variant)
        assert outcome.plan is not None
        assert (
            any(isinstance(s, Seat) and (s.pupil, s.section.club) == ("A4", "chess") for s in outcome.plan.seats)
            is holds
        )


def test_pins_that_nothing_can_keep_are_impossible_in_their_stage(worker: Worker) -> None:
    """T3 in two places at one time is impossible for the staff; homework in a court for the groups."""
    twice = [Condition(Task("T3", "homework", room, 2)) for room in "AB"]
    for conditions, stage in ((twice, "staff"), ([Condition(GroupVenue(Kind.HOMEWORK, "A", "PG"))], "groups")):
        variant = Variant(tuple(conditions))
        outcome = plan_week(small_problem(), effort=Effort.DRAFT, worker=worker, variant=variant)
        assert (outcome.verdict, list(variant.failed)) == (Verdict.IMPOSSIBLE, [stage])
