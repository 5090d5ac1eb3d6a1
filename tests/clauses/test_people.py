"""Rows 59 to 62 of the notice: own staff first, who may help, papers, no tutoring companies."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from clauses.harness import allowed, least_cost, marks, numbers, with_post, with_session
from clauses.options import lead, pool_of, serve, staff
from small import CARE, DAYS, MONDAY, P1, P2, PAPERS, small_adult, small_plan, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clause import Severity
from scheduler.domain.groups import Kind
from scheduler.domain.people import Adult, AdultKind, Caps, Credential, Provider
from scheduler.domain.plan import Duty, OpenSection, Plan, Role, TierName
from scheduler.domain.problem import Problem

CHESS_MONDAY, CHESS_WEDNESDAY = (f"club/{DAYS[k].date}/chess.S.1" for k in (0, 2))
HOMEWORK_A = f"homework/{MONDAY}/A/1/1"
CARE_MONDAY = f"extended_care/{MONDAY}/A+B/1/1"
WHOLE = Interval(950, 1110)


def outsider(key: str = "X", **changes: object) -> Adult:
    """A vetted professional who can teach chess."""
    fields: dict[str, object] = {
        "kind": AdultKind.PROFESSIONAL,
        "credentials": PAPERS,
        "full_time": False,
        "skills": frozenset({"chess"}),
        **changes,
    }
    return small_adult(key, **fields)


def with_adults(*adults: Adult, **changes: object) -> Problem:
    """The small school with more adults."""
    return small_problem(adults={**small_problem().adults, **{a.id: a for a in adults}}, **changes)


def chess_led_by(adult: str, *more: Duty) -> Plan:
    """The small plan with another lead, and more adults, in both meetings of the chess section."""
    plan = small_plan()
    for session in (CHESS_MONDAY, CHESS_WEDNESDAY):
        plan = with_session(plan, session, duties=(Duty(adult, Role.LEAD), *more))
    sections = tuple(OpenSection(s.id, adult, s.venue) if s.id.club == "chess" else s for s in plan.sections)
    return replace(plan, sections=sections)


# Two outsiders in a week of 30 session duties (10 homework, 6 class-based, 4 club, 10 care): 28/30 own.
@pytest.mark.parametrize(("percent", "rules"), [(93, []), (94, ["share"]), (95, ["share"])])
def test_own_staff_hold_their_share_of_the_plan(percent: int, rules: list[str]) -> None:
    """28 / 30 = 93.3 %."""
    problem = with_adults(outsider(), policy=small_policy(own_share_percent=percent))
    assert [b.rule for b in clause(59).breaches(problem, chess_led_by("X"))] == rules


# One own and one outside duty: 50 % own.
@pytest.mark.parametrize(("percent", "fits"), [(49, True), (50, True), (51, False)])
def test_own_share_in_rows(percent: int, fits: bool) -> None:
    """Half of two places is own; the share asked for is just below, at and above it."""
    problem = with_adults(outsider(), policy=small_policy(own_share_percent=percent))
    own = serve(problem.adults["T1"], pool_of("homework", P1))
    other = serve(problem.adults["X"], pool_of("class_activity", P2, role=Role.ASSISTANT))
    space = staff(problem, own, other)
    assert allowed(clause(59), space, [own.key, other.key]) is fits


def test_the_share_row_is_left_out_where_caps_already_keep_it() -> None:
    """One outside duty at most in 10 places wanted can never reach half."""
    problem = with_adults(outsider(caps=Caps(1, 5, 0)))
    duty = serve(problem.adults["X"], pool_of("class_activity", P2, demand=10))
    assert list(clause(59).rows(staff(problem, duty))) == []


@pytest.mark.parametrize(
    ("adult", "kind", "role", "duty_pool", "fits"),
    [
        ("G", "gate", Role.POST, False, True),
        ("G", "homework", Role.ASSISTANT, False, False),
        ("L", "duty_lead", Role.POST, True, True),
        ("L", "patrol", Role.POST, False, False),
        ("L", "homework", Role.LEAD, False, False),
        ("T3", "homework", Role.LEAD, False, True),
    ],
)
def test_guards_and_leaders_hold_posts_only(adult: str, kind: str, role: Role, duty_pool: bool, fits: bool) -> None:
    """Rows: which duty is open to whom."""
    problem = small_problem()
    duty = serve(problem.adults[adult], pool_of(kind, P1, role=role, duty_only=duty_pool))
    assert allowed(clause(60), staff(problem, duty), [duty.key]) is fits


def test_a_guard_in_a_session_breaks_this_clause() -> None:
    """The guard leads homework; a guard is also nobody's own staff, so 61 speaks as well."""
    plan = with_session(small_plan(), HOMEWORK_A, duties=(Duty("G", Role.LEAD),))
    assert marks(clause(60).breaches(small_problem(), plan)) == [(60, "guard", HOMEWORK_A)]
    # The guard is at the gate meanwhile (73), with pupils alone and leading a class (61).
    assert numbers(BOOK, small_problem(), plan) == [60, 61, 73]


def test_a_leader_in_a_session_breaks_this_clause() -> None:
    """L leads B's activity on Tuesday instead of T6, during the leader's own post."""
    session = f"class_activity/{DAYS[1].date}/B/1/1"
    plan = with_session(small_plan(), session, duties=(Duty("L", Role.LEAD),))
    assert marks(clause(60).breaches(small_problem(), plan)) == [(60, "leader", session)]
    assert 60 in numbers(BOOK, small_problem(), plan)


def test_a_leader_on_patrol_breaks_this_clause() -> None:
    """Patrol is not a leader's post."""
    plan = with_post(small_plan(), f"patrol/{MONDAY}/1", adult="L")
    assert marks(clause(60).breaches(small_problem(), plan)) == [(60, "leader", f"patrol/{MONDAY}/1")]


# The chess section meets on Monday 2 and Wednesday 4 November; papers valid until the given day.
@pytest.mark.parametrize(
    ("until", "expected"),
    [(date(2026, 11, 1), 2), (date(2026, 11, 2), 1), (date(2026, 11, 3), 1), (date(2026, 11, 4), 0)],
)
def test_papers_hold_on_every_date_of_duty(until: date, expected: int) -> None:
    """The health record ends before, on and after the meetings: the judge counts dates, the rows forbid the section."""
    papers = (*PAPERS[:1], Credential("health", date(2026, 9, 1), until), *PAPERS[2:])
    problem = with_adults(outsider(credentials=papers, sole_allowed=True))
    found = list(clause(61).breaches(problem, chess_led_by("X")))
    assert [(b.rule, b.facts["missing"]) for b in found] == [("papers", "health")] * expected
    option = lead(problem, problem.adults["X"])
    assert allowed(clause(61), staff(problem, option), [option.key]) is (expected == 0)


def test_a_renewed_record_counts() -> None:
    """Two records of one kind, one after the other, cover both meetings."""
    first = Credential("health", date(2026, 9, 1), MONDAY)
    second = Credential("health", MONDAY + timedelta(days=1), date(2027, 7, 31))
    problem = with_adults(outsider(credentials=(PAPERS[0], first, second, *PAPERS[2:]), sole_allowed=True))
    option = lead(problem, problem.adults["X"])
    assert allowed(clause(61), staff(problem, option), [option.key])
    assert list(clause(61).breaches(problem, chess_led_by("X"))) == []


@pytest.mark.parametrize(
    ("alone_allowed", "helper", "rules"),
    [(False, None, ["alone"]), (True, None, []), (False, "T3", []), (False, "Y", ["alone"])],
)
def test_an_outsider_is_never_the_only_adult(alone_allowed: bool, helper: str | None, rules: list[str]) -> None:
    """X leads chess alone, with leave to, with own T3 beside, with another outsider beside."""
    problem = with_adults(outsider(sole_allowed=alone_allowed), outsider("Y"))
    more = (Duty(helper, Role.ASSISTANT),) if helper else ()
    plan = chess_led_by("X", *more)
    found = list(clause(61).breaches(problem, plan))
    assert [b.rule for b in found] == rules * 2
    # Two meetings lack one companion each.
    assert clause(61).recount(problem, plan)[TierName.SHORTAGE] == 20 * len(rules)
    assert set(numbers(BOOK, problem, plan)) <= {61}


def test_rows_put_a_chaperone_beside_an_outside_lead() -> None:
    """Each of the two meetings needs one own adult; each one missing costs ten; superfluous ones are refused."""
    problem = with_adults(outsider())
    option = lead(problem, problem.adults["X"])
    places = [
        pool_of(
            "club",
            P2,
            day=day,
            role=Role.ASSISTANT,
            demand=0,
            own_only=True,
            targets=(f"club/{DAYS[day].date}",),
            id=f"chaperone/chess/S/{DAYS[day].date}/main",
        )
        for day in (0, 2)
    ]
    monday, wednesday = (serve(problem.adults["T3"], pool) for pool in places)
    space = staff(problem, option, monday, wednesday)
    vetting = clause(61)
    assert least_cost(vetting, space, [option.key]) == 20
    assert least_cost(vetting, space, [option.key, monday.key]) == 10
    assert least_cost(vetting, space, [option.key, monday.key, wednesday.key]) == 0
    assert least_cost(vetting, space, []) == 0
    assert not allowed(vetting, space, [monday.key])


@pytest.mark.parametrize("kind", ["homework", "class_activity", "extended_care", "evening_study"])
@pytest.mark.parametrize(("alone_allowed", "fits"), [(False, False), (True, True)])
def test_outsiders_do_not_lead_class_based_groups(kind: str, alone_allowed: bool, fits: bool) -> None:
    """Rows: an outside lead only with leave to be alone; assisting is open."""
    problem = with_adults(outsider(sole_allowed=alone_allowed))
    leading = serve(problem.adults["X"], pool_of(kind, CARE))
    helping = serve(problem.adults["X"], pool_of(kind, CARE, role=Role.ASSISTANT))
    assert allowed(clause(61), staff(problem, leading), [leading.key]) is fits
    assert allowed(clause(61), staff(problem, helping), [helping.key])


def test_an_outsider_leading_extended_care_with_own_help_breaks_this_clause() -> None:
    """An own assistant is there, but the group is class-based."""
    problem = with_adults(outsider())
    plan = with_session(small_plan(), CARE_MONDAY, duties=(Duty("X", Role.LEAD), Duty("T12", Role.ASSISTANT)))
    assert marks(clause(61).breaches(problem, plan)) == [(61, "class_lead", CARE_MONDAY)]
    assert numbers(BOOK, problem, plan) == [61]


@pytest.mark.parametrize(("kind", "barred"), [("subject_tutoring", True), ("youth_centre", False)])
def test_tutoring_companies_stay_outside(kind: str, barred: bool) -> None:
    """Finding for the body, breach for its duties, and no option for its adults."""
    body = Provider("P", kind, "licence", True, date(2027, 7, 31), frozenset({"games"}))
    problem = with_adults(outsider(provider="P", sole_allowed=True), providers={"P": body})
    findings = list(clause(62).findings(problem))
    assert [(b.where, b.severity) for b in findings] == [("P", Severity.FINDING)] * barred
    plan = chess_led_by("X")
    assert (
        marks(clause(62).breaches(problem, plan))
        == [(62, "duty", CHESS_MONDAY), (62, "duty", CHESS_WEDNESDAY)][: 2 * barred]
    )
    option = lead(problem, problem.adults["X"])
    assert allowed(clause(62), staff(problem, option), [option.key]) is not barred


def test_the_small_plan_keeps_this_chapter() -> None:
    """Own staff only, one guard with papers."""
    for number in (59, 60, 61, 62):
        assert list(clause(number).breaches(small_problem(), small_plan())) == []
    assert len([d for s in small_plan().sessions for d in s.duties]) == 30
    assert len(small_plan().of_kind(Kind.EXTENDED_CARE)) == 5
    assert WHOLE.minutes == 160
