"""Rows where a stage has something rare to decide: places outside the lists, support groups, evenings, chaperones."""

from dataclasses import replace
from typing import Any

import pytest
from clauses.harness import allowed, broken_rows, least_cost
from clauses.options import lead, pool_of, serve, staff
from small import DAYS, P1, P2, PAPERS, TIMES, small_adult, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clashing import Slot, cliques, slots_by_day, too_far
from scheduler.clauses.load import _late_demand as late_demand
from scheduler.clauses.space import (
    Amount,
    GatherOption,
    Gathers,
    Occurrence,
    Opening,
    Placed,
    PlaceOption,
    SeatOption,
    Short,
    Sits,
    Space,
    Unlisted,
)
from scheduler.domain.demand import Mode, Period, SupportGroup
from scheduler.domain.groups import Group, GroupOption, Kind, support_sessions
from scheduler.domain.offer import Strand
from scheduler.domain.people import AdultKind, Caps, Lesson, Protection, Provider, Stage
from scheduler.domain.places import Site
from scheduler.domain.plan import Role, TierName
from scheduler.domain.problem import Problem

PROBLEM = small_problem()
EVENING = Interval(1140, 1220)
TWO = small_problem(strands={**PROBLEM.strands, "T": Strand("T", frozenset({3}), frozenset({2, 4}))})


def fill(room: str, club: str, strand: str, upper: int = 4) -> Amount:
    """Places of a club for pupils of a homeroom outside whose lists it is."""
    return Amount("fill", (room, club, strand), 0, upper)


@pytest.mark.parametrize(
    ("first", "second", "listed", "may"),
    [(1, 1, 0, True), (2, 0, 0, True), (1, 2, 0, False), (1, 1, 1, False), (0, 1, 1, True), (2, 1, 0, False)],
)
def test_a_homeroom_holds_a_club_in_two_strands_no_more_often_than_it_has_pupils(
    first: int, second: int, listed: int, may: bool
) -> None:
    """Two pupils of A take what is left of chess in both strands; a listed place counts as well; B's are its own."""
    fills = {key.of: key for key in (fill("A", "chess", "S"), fill("A", "chess", "T"), fill("B", "chess", "S"))}
    unlisted = {(p, s): Unlisted(p, s) for p in ("A1", "A2", "B1") for s in "ST"}
    sits = Sits("A1", "chess", "S")
    seat = SeatOption(sits, "A1", "A", TWO.clubs["chess"], TWO.strands["S"], 0)
    space = Space(problem=TWO, seating=True, opened={}, seats=(seat,), fills=fills, unlisted=unlisted)
    values = {
        fills["A", "chess", "S"]: first,
        fills["A", "chess", "T"]: second,
        sits: listed,
        fills["B", "chess", "S"]: 4,
    }
    assert (broken_rows(clause(56), space, values) == ()) is may
    assert broken_rows(clause(56), replace(space, problem=replace(TWO, same_club_twice=True)), values) == ()


def test_a_club_in_one_strand_needs_no_row() -> None:
    """Nobody can hold it twice."""
    keys = {key.of: key for key in (fill("A", "chess", "S"), fill("A", "painting", "T"))}
    seat = SeatOption(Sits("A1", "chess", "S"), "A1", "A", TWO.clubs["chess"], TWO.strands["S"], 0)
    assert list(clause(56).rows(Space(problem=TWO, seating=True, opened={}, seats=(seat,), fills=keys))) == []


def evening_school(**changes: Any) -> Problem:
    """The small school with evening study every day."""
    times = {(3, day.date): replace(TIMES, evening=EVENING) for day in DAYS}
    return small_problem(times=times, **changes)


@pytest.mark.parametrize(
    ("days", "cap", "may"),
    [((), 0, True), ((0,), 0, False), ((0,), 1, True), ((0, 2), 1, False), ((0, 2), 2, True), ((0, 1), 2, False),
     ((1, 2), 3, False), ((0, 2, 4), 3, True), ((0, 2, 4), 2, False)],
)  # fmt: skip
def test_evenings_are_capped_and_never_two_running(days: tuple[int, ...], cap: int, may: bool) -> None:
    """Evening study on these days of the week, Monday 0; an afternoon duty is no evening."""
    problem = evening_school()
    adult = small_adult("T3", caps=Caps(9, 9, cap))
    late = [serve(adult, pool_of("evening_study", EVENING, day=day)) for day in range(5)]
    afternoon = serve(adult, pool_of("homework", P1, day=1))
    chosen = [afternoon.key, *(late[day].key for day in days)]
    assert allowed(clause(42), staff(problem, *late, afternoon), chosen) is may


@pytest.mark.parametrize(("lesson", "may"), [(539, False), (540, True), (480, False)])
def test_an_evening_is_followed_by_a_free_morning(lesson: int, may: bool) -> None:
    """Rest until 9:00; Tuesday's first lesson starts a minute before, or then."""
    adult = small_adult("T3", lessons=(Lesson(2, Interval(lesson, lesson + 40), "A", "chinese"),))
    option = serve(adult, pool_of("evening_study", EVENING))
    friday = serve(adult, pool_of("evening_study", EVENING, day=4))
    assert allowed(clause(42), staff(evening_school(), option, friday), [option.key]) is may
    assert allowed(clause(42), staff(evening_school(), option, friday), [friday.key])


def outsider(**changes: Any) -> Any:
    """Somebody vetted, not of the staff."""
    return small_adult("X", kind=AdultKind.PROFESSIONAL, credentials=PAPERS, full_time=False, **changes)


def test_a_chaperone_is_wanted_only_beside_somebody_who_may_not_be_alone() -> None:
    """Without an outside lead among the options a chaperone's place stays empty; with one it may be taken once."""
    pool = pool_of(
        "club", P2, role=Role.ASSISTANT, demand=0, targets=("c/1",), id=f"chaperone/chess/S/{DAYS[0].date}/main"
    )
    problem = small_problem(adults={**PROBLEM.adults, "X": outsider()})
    helpers = [serve(problem.adults[key], pool) for key in ("T3", "T4")]
    alone = staff(problem, *helpers)
    assert not allowed(clause(61), alone, [helpers[0].key])
    led = staff(problem, *helpers, lead(problem, problem.adults["X"]))
    chosen = lead(problem, problem.adults["X"]).key
    assert {cost.key.clause for cost in clause(61).costs(led) if isinstance(cost.key, Short)} == {61}
    assert allowed(clause(61), led, [chosen, helpers[0].key])
    assert not allowed(clause(61), led, [chosen, helpers[0].key, helpers[1].key])
    own = staff(problem, *helpers, lead(problem, problem.adults["T1"]))
    assert not allowed(clause(61), own, [lead(problem, problem.adults["T1"]).key, helpers[0].key])


def support_school(mode: Mode) -> Problem:
    """A support group of four on Monday."""
    group = SupportGroup("HELP", "support", "maths", frozenset({3}), frozenset({1}), 4)
    pupils = {k: replace(p, support="HELP" if p.homeroom == "A" else None) for k, p in PROBLEM.pupils.items()}
    return small_problem(mode=mode, support_groups={"HELP": group}, pupils=pupils)


@pytest.mark.parametrize("mode", Mode)
def test_a_support_group_meets_whatever_is_decided_and_wants_one_room(mode: Mode) -> None:
    """No room is short by ten, one is fitting, two are refused; the stage that gathers homerooms asks for it."""
    problem = support_school(mode)
    (group,) = support_sessions(problem, DAYS[0])
    at = (Occurrence(DAYS[0], P1, "main"),)
    rooms = [
        PlaceOption(Placed(group.id, v), group.id, problem.site.venues[v], 1, group.kind, at, group.size, group=group)
        for v in ("RA", "RB")
    ]
    gathers = (GatherOption(Gathers("B"), GroupOption("B", ("B",), Period.P1, DAYS[0], ())),)
    space = Space(problem=problem, places=tuple(rooms), gathers=gathers)
    keys = [room.key for room in rooms]
    none = {gathers[0].key: 0}
    assert least_cost(clause(26), space, none) == 10
    assert least_cost(clause(26), space, {**none, keys[0]: 1}) == 0
    assert least_cost(clause(26), space, {**none, keys[0]: 1, keys[1]: 1}) is None
    assert list(clause(26).rows(replace(space, gathers=(), places=()))) == []


@pytest.mark.parametrize(("listed", "outside", "may"), [(2, 0, True), (1, 1, True), (2, 1, False), (0, 3, False)])
@pytest.mark.parametrize("shut", [False, True])
def test_a_section_takes_no_more_than_its_venue_holds(listed: int, outside: int, may: bool, shut: bool) -> None:
    """The venue settled before holds two, whoever listed the club; a section that may still shut holds them too."""
    seats = tuple(
        SeatOption(Sits(p, "chess", "S"), p, "A", PROBLEM.clubs["chess"], PROBLEM.strands["S"], 0) for p in ("A1", "A2")
    )
    key = fill("A", "chess", "S")
    opens = Amount("opens", ("chess", "S"), 0, 1)
    openings = (Opening(opens, PROBLEM.clubs["chess"], PROBLEM.strands["S"]),) if shut else ()
    space = Space(
        problem=PROBLEM, seating=True, seats=seats, fills={key.of: key}, openings=openings,
        opened={} if shut else {("chess", "S"): 1}, section_limit={("chess", "S"): 2},
    )  # fmt: skip
    values = {seat.key: int(n < listed) for n, seat in enumerate(seats)} | {key: outside}
    assert (broken_rows(clause(26), space, {**values, opens: 1}) == ()) is may
    assert broken_rows(clause(26), replace(space, section_limit={}), {**values, opens: 1}) == ()
    unseated = [row.tag for row in clause(26).rows(replace(space, seating=False))]
    assert not [tag for tag in unseated if tag.startswith("26/limit")]


def test_an_upper_bound_of_late_minutes_counts_pools_and_sections() -> None:
    """Care wants two for 30 minutes each, all after period 1; chess lasts 60 on each of two days."""
    teacher, care = PROBLEM.adults["T3"], pool_of("extended_care", Interval(1080, 1110), demand=2)
    chess = lead(PROBLEM, teacher)
    options = (serve(teacher, care), serve(PROBLEM.adults["T4"], care), chess)
    opening = Opening(Amount("opens", ("chess", "S"), 0, 3), PROBLEM.clubs["chess"], PROBLEM.strands["S"])
    each = options[0].late_minutes
    assert (each, chess.late_minutes) == (30, 120)
    assert late_demand(staff(PROBLEM, *options, openings=(opening,))) == 2 * 30 + 3 * 120
    assert late_demand(staff(PROBLEM, *options, opened={("chess", "S"): 2})) == 2 * 30 + 2 * 120
    assert late_demand(staff(PROBLEM, *options, opened={})) == 2 * 30
    chaperone = replace(care, demand=0, targets=("a", "b", "c"))
    assert late_demand(staff(PROBLEM, serve(teacher, chaperone), opened={})) == 3 * 30


def test_only_whoever_leads_homework_is_missed_as_a_class_teacher() -> None:
    """T1 is class teacher of A: 1 for homework led by others, 0 led by T1; helping or another kind costs nothing."""
    teacher, other = PROBLEM.adults["T1"], PROBLEM.adults["T3"]
    homes = {"x/1": "A"}
    leading = pool_of("homework", P1, homes=homes, targets=("x/1",), id="x")
    helping = pool_of("homework", P1, homes=homes, targets=("x/1",), id="y", role=Role.ASSISTANT)
    activity = pool_of("class_activity", P1, homes=homes, targets=("x/1",), id="z")
    rules = replace(PROBLEM, policy=small_policy(soft_sessions=20))
    for pool, mine, others in ((leading, 0, 1), (helping, 0, 0), (activity, 0, 0)):
        one, two = serve(teacher, pool), serve(other, pool)
        space = staff(rules, one, two)
        assert least_cost(clause(63), space, [one.key], TierName.WISHES) == mine
        assert least_cost(clause(63), space, [two.key], TierName.WISHES) == others


def test_cliques_are_the_largest_sets_and_walks_part_slots() -> None:
    """Three slots of which two overlap the third; no walk, no pair too far; ten minutes of way, one pair."""
    a, b, c = (Slot(Interval(*at), ("main",)) for at in ((0, 10), (5, 30), (20, 40)))
    assert cliques([a, b, c]) == [[a, b], [b, c]]
    assert cliques([a]) == [[a]]
    far = Slot(Interval(45, 60), ("annex",))
    assert list(too_far(PROBLEM, [c, far])) == []
    site = replace(PROBLEM.site, walks={("main", "annex"): 10, ("annex", "main"): 10})
    assert list(too_far(replace(PROBLEM, site=site), [c, far, a])) == [(c, far)]


def test_a_clubs_lead_may_be_sent_wherever_the_club_has_a_venue() -> None:
    """Chess suits classrooms alone: the annex counts when one stands there, not for an art room."""
    teacher = PROBLEM.adults["T1"]

    def buildings(**kinds: str) -> tuple[str, ...]:
        rooms = {k: replace(PROBLEM.site.venues["RB"], id=k, kind=kind, building="annex") for k, kind in kinds.items()}
        problem = replace(PROBLEM, site=Site({**PROBLEM.site.venues, **rooms}, PROBLEM.site.gates))
        (slots, *_) = slots_by_day(problem, [lead(problem, teacher)]).values()
        return next(iter(slots)).buildings

    assert buildings() == ("main",)
    assert buildings(X="art") == ("main",)
    assert buildings(X="classroom") == ("annex", "main")


@pytest.mark.parametrize("number", [c.number for c in BOOK])
def test_a_stage_that_decides_nothing_asks_for_nothing(number: int) -> None:
    """No key, no row, and nothing to pay but constants."""
    assert list(clause(number).rows(Space(problem=PROBLEM))) == []
    assert [cost for cost in clause(number).costs(Space(problem=PROBLEM)) if cost.key is not None] == []


@pytest.mark.parametrize("kind", [k for k in Kind if k not in (Kind.CLUB, Kind.EARLY_ACTIVITY, Kind.CLASS_ACTIVITY)])
def test_papers_are_asked_once_a_day_and_only_of_whom_they_are_wanted(kind: Kind) -> None:
    """An outsider without papers is refused once a duty; own staff are never asked."""
    bare = outsider(sole_allowed=True)
    problem = small_problem(adults={**PROBLEM.adults, "X": replace(bare, credentials=())})
    pool = pool_of(kind.value, P1, role=Role.ASSISTANT)
    asked, never = serve(problem.adults["X"], pool), serve(problem.adults["T3"], pool)
    found = [row.terms for row in clause(61).rows(staff(problem, asked, never))]
    assert found == [((asked.key, 1),)]


def test_sections_open_freely_in_a_stage_that_seats_nobody() -> None:
    """The stage of venues and leads alone: no pupils, no minimum."""
    opening = Opening(Amount("opens", ("chess", "S"), 0, 1), PROBLEM.clubs["chess"], PROBLEM.strands["S"])
    space = Space(problem=PROBLEM, openings=(opening,))
    assert list(clause(24).rows(space)) == []
    key = fill("A", "chess", "S")
    assert len(list(clause(24).rows(replace(space, fills={key.of: key})))) == 2


def test_only_counted_venues_too_small_for_a_full_section_bound_it() -> None:
    """A classroom of 10 for chess of 20: bounded where venues are counted and pupils seated; one of 20 never."""
    club, strand = PROBLEM.clubs["chess"], PROBLEM.strands["S"]
    opening = Opening(Amount("opens", ("chess", "S"), 0, 1), club, strand)
    seat = SeatOption(Sits("A1", "chess", "S"), "A1", "A", club, strand, 0)

    def small(key: Any, capacity: int, seats: tuple[SeatOption, ...]) -> int:
        room = replace(PROBLEM.site.venues["RA"], capacity=capacity)
        place = PlaceOption(key, "chess/S", room, 1, Kind.CLUB, (), None, club=club, strand=strand)
        space = Space(problem=PROBLEM, openings=(opening,), seats=seats, seating=True, places=(place,))
        return sum(row.tag.startswith("26/small") for row in clause(26).rows(space))

    counted = Amount("housed", ("chess", "S", "RA"), 0, 1)
    assert small(counted, 10, (seat,)) == 2
    assert [small(counted, 20, (seat,)), small(counted, 10, ()), small(Placed("chess/S", "RA"), 10, (seat,))] == [
        0,
        0,
        0,
    ]


def test_no_chaperone_is_asked_for_where_no_duty_is_given_out() -> None:
    """The stage of the offer lets outsiders lead; who stands beside them is settled with the other duties."""
    problem = small_problem(adults={**PROBLEM.adults, "X": outsider()})
    assert list(clause(61).rows(Space(problem=problem, duties=(lead(problem, problem.adults["X"]),)))) == []
    assert list(clause(61).costs(Space(problem=problem, duties=(lead(problem, problem.adults["X"]),)))) == []


@pytest.mark.parametrize(("until", "may"), [(DAYS[0].date, False), (DAYS[2].date, True)])
def test_whoever_is_sent_serves_while_the_senders_papers_hold(until: Any, may: bool) -> None:
    """Chess on Monday and Wednesday; the papers end on Monday or on Wednesday."""
    body = Provider("P", "youth_centre", "L", True, until, frozenset({"games"}))
    adult = outsider(provider="P")
    problem = small_problem(providers={"P": body}, adults={**PROBLEM.adults, "X": adult})
    option = lead(problem, adult)
    assert allowed(clause(57), staff(problem, option), [option.key]) is may


@pytest.mark.parametrize("kind", [Kind.EARLY_ACTIVITY, Kind.HOMEWORK, Kind.CLASS_ACTIVITY, Kind.EVENING_STUDY])
def test_a_homeroom_would_rather_be_in_its_own_room(kind: Kind) -> None:
    """1 for a class-based group in a room of others, 0 in its own; a support group belongs nowhere."""
    group = Group("g", kind, Period.P1, DAYS[0], P1, Stage.PRIMARY, (("A", 4),), (), 0)

    def cost(what: Group, venue: str) -> int:
        room, at = PROBLEM.site.venues[venue], (Occurrence(DAYS[0], P1, "main"),)
        place = PlaceOption(Placed("g", venue), "g", room, 1, what.kind, at, 4, group=what)
        return sum(
            c.coefficient for c in clause(26).costs(Space(problem=PROBLEM, places=(place,))) if c.key == place.key
        )

    assert (cost(group, "RA"), cost(group, "RB")) == (0, 1)
    assert cost(replace(group, kind=Kind.SUPPORT), "RB") == 0


@pytest.mark.parametrize(("protected", "may"), [(False, True), (True, False)])
def test_a_protected_adult_leads_no_club_where_the_school_says_so(protected: bool, may: bool) -> None:
    """Clubs and class activity of period 2, on the school's word alone; homework always."""
    nursing = small_adult("T1", protection=frozenset({Protection.NURSING}), skills=frozenset({"chess"}))
    problem = small_problem(policy=small_policy(protected_p2=protected))
    club, activity, homework = (
        lead(problem, nursing),
        serve(nursing, pool_of("class_activity", P2)),
        serve(nursing, pool_of("homework", P1)),
    )
    for option, fits in ((club, may), (activity, may), (homework, True)):
        assert allowed(clause(42), staff(problem, option), [option.key]) is fits


@pytest.mark.parametrize(
    ("late", "cap", "may"), [(1, 1, True), (2, 1, False), (2, 2, True), (3, 2, False), (0, 0, True), (1, 0, False)]
)
def test_late_days_are_counted_once_each(late: int, cap: int, may: bool) -> None:
    """So many days with period 2, two duties of it a day to choose from, and homework, which is not late."""
    adult = small_adult("T3", caps=Caps(20, cap, 5))
    clubs = [serve(adult, pool_of("class_activity", P2, day=day)) for day in range(3)]
    other = [serve(adult, pool_of("class_activity", P2, day=day, id=f"other{day}")) for day in range(3)]
    early = [serve(adult, pool_of("homework", P1, day=day)) for day in range(3)]
    chosen = [option.key for option in (*clubs[:late], *early)]
    assert allowed(clause(42), staff(PROBLEM, *clubs, *other, *early), chosen) is may


@pytest.mark.parametrize(("stock", "may"), [(0, False), (1, False), (2, True)])
@pytest.mark.parametrize("together", [True, False])
def test_pieces_are_shared_by_sections_of_one_strand_and_of_strands_at_one_time(
    stock: int, may: bool, together: bool
) -> None:
    """Chess in two strands that meet at once, or two sections in one: one clock each; none named is none."""
    clock = replace(PROBLEM.clubs["chess"], equipment={"clock": 1})
    strands = {**PROBLEM.strands, "T": Strand("T", frozenset({3}), frozenset({1}))} if together else PROBLEM.strands
    site = Site(PROBLEM.site.venues, PROBLEM.site.gates, equipment={"clock": stock} if stock else {})
    problem = small_problem(strands=strands, site=site, clubs={"chess": clock, "painting": PROBLEM.clubs["painting"]})
    openings = tuple(Opening(Amount("opens", ("chess", s), 0, 2), clock, strand) for s, strand in strands.items())
    bare = Opening(Amount("opens", ("painting", "S"), 0, 2), PROBLEM.clubs["painting"], PROBLEM.strands["S"])
    values = {opening.key: 1 for opening in openings} if together else {openings[0].key: 2}
    space = Space(problem=problem, openings=(*openings, bare))
    assert (broken_rows(clause(27), space, {**values, bare.key: 2}) == ()) is may


@pytest.mark.parametrize(
    ("own", "outside", "caps", "fits"), [(1, 1, 5, True), (1, 2, 5, False), (2, 2, 5, True), (0, 1, 5, False)]
)
def test_posts_do_not_count_towards_own_staffs_share(own: int, outside: int, caps: int, fits: bool) -> None:
    """Half of the duties in sessions, whoever stands at the gate."""
    helper = outsider(caps=Caps(caps, 5, 0), sole_allowed=True)
    problem = small_problem(adults={**PROBLEM.adults, "X": helper})
    mine = [serve(problem.adults["T3"], pool_of("homework", P1, day=day)) for day in range(2)]
    theirs = [serve(helper, pool_of("class_activity", P2, day=day)) for day in range(2)]
    gate = [
        serve(a, pool_of("gate", P1, day=4, role=Role.POST, demand=1, id=f"gate{a.id}"))
        for a in (helper, problem.adults["T4"])
    ]
    chosen = [option.key for option in (*mine[:own], *theirs[:outside], gate[0])]
    assert allowed(clause(59), staff(problem, *mine, *theirs, *gate), chosen) is fits
