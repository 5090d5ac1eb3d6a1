"""The judge where facts are missing, empty or just on an edge, across the chapters."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from clauses.harness import with_session
from clauses.odd import meeting, only, rules
from small import DAYS, MONDAY, P1, P2, small_adult, small_plan, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import clause
from scheduler.clauses.judging import adults_wanted, extra_adults, ratio_of
from scheduler.clauses.posting import post_shortage, watches
from scheduler.domain.demand import Choice, Counts, Homeroom, Mode, Period
from scheduler.domain.groups import Kind
from scheduler.domain.people import Lesson, Stage
from scheduler.domain.plan import Duty, Post, Role
from scheduler.domain.policy import PostRule
from scheduler.domain.problem import Problem

PROBLEM, PLAN = small_problem(), small_plan()
CARE_MONDAY = f"extended_care/{MONDAY}/A+B/1/1"
HOMEWORK_A, HOMEWORK_B = (f"homework/{MONDAY}/{room}/1/1" for room in "AB")
SATURDAY = MONDAY + timedelta(days=5)
LATE = Interval(1140, 1200)


def untimed(*days: int) -> Problem:
    """The small school, whose bells know nothing of some days."""
    gone = {DAYS[day].date for day in days}
    return small_problem(times={key: times for key, times in PROBLEM.times.items() if key[1] not in gone})


def test_a_pupil_whose_head_is_counted_but_whose_name_is_not_is_left_out() -> None:
    """Extended care states both heads and lists B1 alone."""
    found = list(clause(39).breaches(PROBLEM, with_session(PLAN, CARE_MONDAY, roster=("B1",))))
    assert [(b.rule, b.where, b.who, b.facts["pupils"]) for b in found] == [("left_out", "A", ("A1",), 1)]


@pytest.mark.parametrize(("mode", "asked"), [(Mode.ROSTER, 1), (Mode.COUNTS, 7)])
def test_care_asked_for_is_counted_from_the_list_in_use(mode: Mode, asked: int) -> None:
    """One pupil of A by the roster, seven by the numbers expected on Monday alone; the bells hold none."""
    times = {key: replace(held, extended=None) for key, held in PROBLEM.times.items()}
    heads = {("A", 1, Period.EXTENDED): 7}
    problem = small_problem(mode=mode, times=times, counts=Counts(heads, {}, {}), days=DAYS[:1])
    found = {b.where: b.facts["pupils"] for b in clause(39).findings(problem)}
    assert found == ({"A": 1, "B": 1} if mode is Mode.ROSTER else {"A": asked})


def test_bells_that_know_nothing_of_a_day_are_no_finding_of_that_day() -> None:
    """Minutes, gaps, care and study of the remaining days are judged as ever."""
    problem = replace(untimed(1, 3), mode=Mode.COUNTS)
    assert [b.rule for number in (30, 38, 40, 77) for b in clause(number).findings(problem)] == []
    short = replace(problem, policy=small_policy(longest_transition=5))
    assert [b.when for b in clause(77).findings(short)] == [MONDAY]


def test_a_session_on_a_date_without_bells_is_judged_by_the_cap_alone() -> None:
    """Four hours of homework on a Saturday are beyond the cap of 60 minutes."""
    plan = with_session(PLAN, HOMEWORK_A, date=SATURDAY, interval=Interval(480, 720))
    found = list(clause(30).breaches(PROBLEM, plan))
    assert [(b.rule, b.where, b.when) for b in found] == [("pupils", "A", SATURDAY)]


@pytest.mark.parametrize(("minutes", "found"), [(60, []), (61, ["pupils"])])
def test_the_cap_of_study_is_the_bells_own_minutes_at_least(minutes: int, found: list[str]) -> None:
    """On a Saturday the bells hold nothing, so that the cap of 60 alone counts."""
    plan = with_session(PLAN, HOMEWORK_A, date=SATURDAY, interval=Interval(480, 480 + minutes))
    assert rules(30, PROBLEM, plan) == found


@pytest.mark.parametrize(
    ("kind", "extra"),
    [
        (Kind.EARLY_ACTIVITY, 1), (Kind.HOMEWORK, 1), (Kind.CLASS_ACTIVITY, 1), (Kind.EVENING_STUDY, 1),
        (Kind.EXTENDED_CARE, 1), (Kind.CLUB, 0), (Kind.SUPPORT, 0), (Kind.EXTENSION, 0),
    ],
)  # fmt: skip
def test_before_enrolment_extra_needs_are_met_where_a_homeroom_meets_as_such(kind: Kind, extra: int) -> None:
    """One pupil of A needs an adult; a group none of A attends has no need of one."""
    problem = small_problem(mode=Mode.COUNTS, counts=Counts({}, {}, {"A": 1}))
    assert dict(extra_adults(problem, only(meeting(kind)))) == {kind.value: extra}
    for heads, wanted in (((("A", 0),), 0), ((("A", 1),), extra), ((("B", 4),), 0)):
        assert list(extra_adults(problem, only(meeting(kind, heads=heads))).values()) == [wanted]


@pytest.mark.parametrize(("size", "wanted"), [(0, 1), (1, 1), (55, 1), (56, 2), (110, 2), (111, 3)])
def test_adults_wanted_by_size(size: int, wanted: int) -> None:
    """55 pupils of grade 3 an adult, one adult at least; a need of its own comes on top; care has its pair."""
    group = meeting(Kind.HOMEWORK, heads=(("A", size),))
    assert [adults_wanted(PROBLEM, group, more) for more in (0, 1)] == [wanted, wanted + 1]
    assert adults_wanted(PROBLEM, replace(group, kind=Kind.EXTENDED_CARE), 1) == 3
    assert adults_wanted(PROBLEM, replace(group, heads=(("Z", size),)), 0) == 1


def test_a_kind_without_a_risk_of_its_own_has_none() -> None:
    """A club session that names no club is as safe as homework."""
    assert ratio_of(PROBLEM, meeting(Kind.CLUB)) == PROBLEM.policy.ratios[0, 3]
    assert ratio_of(PROBLEM, meeting(Kind.HOMEWORK, heads=(("Z", 4),))) is None


@pytest.mark.parametrize(("sessions", "wanted"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
@pytest.mark.parametrize("span", ["evening", "service"])
def test_posts_by_groups_count_the_groups_of_their_own_span(sessions: int, wanted: int, span: str) -> None:
    """One adult for two groups: evening posts by evening groups, the others by the busiest minute of the day."""
    evening = [meeting(Kind.EVENING_STUDY, LATE, id=f"e{n}") for n in range(sessions if span == "evening" else 1)]
    day = [meeting(Kind.HOMEWORK, P1, id=f"d{n}") for n in range(sessions if span == "service" else 6)]
    problem = small_problem(policy=small_policy(posts=(PostRule("standby", "groups", 1, span, groups=2),)))
    (watch,) = watches(problem, only(*evening, *day), ("standby",))
    assert (watch.wanted, watch.window) == (wanted, LATE if span == "evening" else P1)


def test_a_vacant_post_is_short_even_where_others_hold_it() -> None:
    """Two posts for one adult wanted, one of them vacant: one is lacking, as the planner counted it; none, none."""
    rule = (PostRule("standby", "day", 1, "service"),)
    problem = small_problem(policy=small_policy(posts=rule))
    post = Post("p", "standby", MONDAY, P1, "main", "main", "T3")
    for adults, short in ((("T3",), 0), (("T3", None), 10), ((None,), 10), ((), 10), ((None, None), 20)):
        posts = tuple(replace(post, id=f"p{n}", adult=adult) for n, adult in enumerate(adults))
        assert post_shortage(problem, only(meeting(Kind.HOMEWORK), posts=posts), ("standby",)) == short


def test_posts_are_not_watched_on_dates_without_school() -> None:
    """A session on Saturday asks for no standby."""
    away = replace(meeting(Kind.HOMEWORK), date=SATURDAY)
    assert list(watches(PROBLEM, only(away), ("standby",))) == []


def test_one_tutoring_word_is_enough() -> None:
    """A title with two of them is one finding."""
    title = replace(PROBLEM.clubs["chess"], title="奥数培优补习")
    assert len(list(clause(29).findings(small_problem(clubs={"chess": title})))) == 1


def test_whoever_has_no_roster_has_no_hole_in_it() -> None:
    """Before enrolment nobody's application has a hole, whatever a list of pupils says."""
    days = {1: frozenset({Period.P1, Period.EXTENDED})}
    pupils = {"A1": replace(PROBLEM.pupils["A1"], days=days)}
    holes = [len(list(clause(77).findings(small_problem(mode=mode, pupils=pupils)))) for mode in Mode]
    assert holes == [0, 1]


@pytest.mark.parametrize(("who", "when"), [("Z9", MONDAY), ("A2", SATURDAY)])
def test_nobody_waits_by_choice_of_whom_or_of_when_nothing_is_known(who: str, when: Any) -> None:
    """A stranger's hour, or one on a Saturday, between two sessions is a gap."""
    first = replace(meeting(Kind.HOMEWORK), date=when, roster=(who,), duties=(Duty("T1", Role.LEAD),))
    later = replace(first, id="later", interval=Interval(P1.end + 60, P1.end + 90))
    assert rules(77, small_problem(policy=small_policy(posts=())), only(first, later)) == ["gap"]


def test_an_evening_gate_is_missed_once() -> None:
    """Evening study on five days, no rule for the gate: the first day is named."""
    times = {key: replace(held, evening=LATE) for key, held in PROBLEM.times.items()}
    late = {w: frozenset({Period.EVENING}) for w in range(1, 6)}
    problem = small_problem(times=times, pupils={"A1": replace(PROBLEM.pupils["A1"], days=late)})
    assert [(b.rule, b.when) for b in clause(75).findings(problem)] == [("no_evening", MONDAY)]


def test_two_groups_without_a_room_do_not_share_one() -> None:
    """Both are without a venue at one time: two breaches of that, and no third."""
    plan = with_session(with_session(PLAN, HOMEWORK_A, venue=None), HOMEWORK_B, venue=None)
    assert rules(26, PROBLEM, plan) == ["none", "none"]


JUNIOR = Homeroom("J", 7, Stage.JUNIOR, 4, "RB", None)


E1, S1, S2 = Interval(1110, 1140), P1, P2


def test_only_whole_homerooms_with_one_entry_for_all_are_pointed_out() -> None:
    """All of A alike; one of A otherwise in its days, or in its wishes; a homeroom of one pupil; none at all."""
    like = PROBLEM.pupils["A2"]
    alike = {f"A{k}": replace(like, id=f"A{k}") for k in range(1, 5)}
    other_days = {**alike, "A1": replace(like, id="A1", days={1: frozenset({Period.P1})})}
    other_wish = {**alike, "A1": replace(like, id="A1", choices=(Choice("painting"),))}
    away = {**alike, "A1": replace(like, id="A1", days={})}
    homes = {"A": PROBLEM.homerooms["A"]}
    one = {"A": replace(homes["A"], enrolled=1)}

    def pointed(pupils: Any, rooms: Any = homes, mode: Mode = Mode.ROSTER) -> list[str]:
        return [b.rule for b in clause(22).findings(small_problem(pupils=pupils, homerooms=rooms, mode=mode))]

    assert pointed(alike) == ["bulk"]
    assert pointed(alike, mode=Mode.COUNTS) == []
    assert [pointed(p) for p in (other_days, other_wish, away, {})] == [[], [], [], []]
    assert pointed({"A1": alike["A1"]}, one) == []
    assert pointed({k: alike[k] for k in ("A1", "A2")}, {"A": replace(homes["A"], enrolled=2)}) == ["bulk"]


@pytest.mark.parametrize(("mode", "listed"), [(Mode.ROSTER, [4]), (Mode.COUNTS, [9])])
def test_enrolment_is_held_against_the_list_in_use(mode: Mode, listed: list[int]) -> None:
    """Three are enrolled in A, four on its roster, nine expected; B's ninety are B's, and it has them."""
    counts = Counts({("A", 1, Period.P1): 9, ("B", 1, Period.P1): 90}, {}, {})
    homes = {"A": replace(PROBLEM.homerooms["A"], enrolled=3), "B": replace(PROBLEM.homerooms["B"], enrolled=90)}
    problem = small_problem(mode=mode, homerooms=homes, counts=counts)
    assert [b.facts["listed"] for b in clause(19).findings(problem)] == listed
    nobody = replace(problem, homerooms={"A": replace(homes["A"], enrolled=0)}, pupils={}, counts=Counts({}, {}, {}))
    assert list(clause(19).findings(nobody)) == []


def test_no_lesson_of_an_empty_afternoon_starts_at_a_wrong_time() -> None:
    """Bells without afternoon lessons, and a day without bells."""
    times = {key: replace(held, lessons=()) for key, held in PROBLEM.times.items() if key[1] != DAYS[2].date}
    assert list(clause(43).findings(small_problem(times=times))) == []


def test_a_lesson_on_another_weekday_is_in_nobodys_way() -> None:
    """Saturday's session is judged by clause 37: presence and lessons of a week without Saturday say nothing."""
    adult = small_adult("T1", lessons=(Lesson(6, P1, "A", "chinese"),), windows={})
    problem = small_problem(adults={**PROBLEM.adults, "T1": adult})
    plan = only(replace(meeting(Kind.HOMEWORK), date=SATURDAY, duties=(Duty("T1", Role.LEAD),)))
    assert rules(42, problem, plan) == []
