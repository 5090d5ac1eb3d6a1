"""The judge's lists item by item, and what it does with ids, dates and numbers it has never heard of."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from clauses.harness import with_session
from clauses.odd import meeting, only, rules
from small import DAYS, MONDAY, P1, P2, TIMES, small_adult, small_plan, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import clause
from scheduler.clauses.clause import Severity
from scheduler.clauses.judging import missing_adults
from scheduler.clauses.safety import _releases as releases
from scheduler.clauses.safety import _stays as stays
from scheduler.clauses.seen import Engagement
from scheduler.domain.demand import Mode, Period, SupportGroup
from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.people import AdultKind, Provider
from scheduler.domain.plan import Duty, OpenSection, Plan, Relief, Role, TierName
from scheduler.domain.problem import Problem

PROBLEM, PLAN = small_problem(), small_plan()
HOMEWORK_A = f"homework/{MONDAY}/A/1/1"
CHESS = f"club/{MONDAY}/chess.S.1"
SATURDAY = MONDAY + timedelta(days=5)


@pytest.mark.parametrize(
    "content", ["homework", "individual_qa", "support", "extension", "reading", "review", "preview"]
)
def test_every_content_of_period_one(content: str) -> None:
    """All seven are what period 1 is for."""
    assert rules(51, PROBLEM, with_session(PLAN, HOMEWORK_A, content=content)) == []


def test_all_categories_and_domains_are_missed_where_nothing_is_held() -> None:
    """A week without clubs; a club of no domain: the notes list every word in the notice's order."""
    (note,) = clause(55).breaches(PROBLEM, only())
    assert note.facts["categories"] == "music, art, sport, labour, games, outward_bound, interest_group"
    problem = small_problem(clubs={"chess": replace(PROBLEM.clubs["chess"], domain="none")})
    (note,) = clause(23).breaches(problem, only(sections=PLAN.sections[:1]))
    assert note.facts["domains"] == "moral, intellectual, physical, aesthetic, labour"
    kinds = ("music", "art", "sport", "labour", "games", "outward_bound", "interest_group")
    clubs = {k: replace(PROBLEM.clubs["chess"], id=k, category=k, domain=d) for k, d in zip(kinds, FIVE, strict=True)}
    sections = tuple(OpenSection(SectionId(k, "S", 1), None, None) for k in kinds)
    for number in (23, 55):
        assert rules(number, small_problem(clubs=clubs), only(sections=sections)) == []


FIVE = ("moral", "intellectual", "physical", "aesthetic", "labour", "moral", "moral")


@pytest.mark.parametrize(
    "content", ["New-Teaching", "a new lesson", "语文新授", "英语新课", "数学讲课", "dictation", "Dic Tation"]
)
def test_every_word_for_a_new_lesson(content: str) -> None:
    """The notice's words alone, and the policy's: each is refused; homework is not."""
    problem = small_problem(policy=small_policy(forbidden_contents=frozenset({"dictation"})))
    assert rules(29, problem, with_session(PLAN, HOMEWORK_A, content=content)) == ["forbidden"]
    assert rules(29, problem, PLAN) == []


@pytest.mark.parametrize("kind", [Kind.HOMEWORK, Kind.SUPPORT, Kind.EXTENSION, Kind.EVENING_STUDY])
def test_every_kind_of_study_counts(kind: Kind) -> None:
    """61 minutes of it beyond a cap of 60; as a club it would be none."""
    long = meeting(kind, Interval(950, 1011), roster=("A1",))
    assert rules(30, PROBLEM, only(long)) == ["pupils"]
    assert rules(30, PROBLEM, only(replace(long, kind=Kind.CLUB))) == []


@pytest.mark.parametrize(("gone", "period"), [("p1", "p1"), ("p2", "p2")])
def test_the_period_that_is_missing_is_named(gone: str, period: str) -> None:
    """A Monday with one period."""
    times = {**PROBLEM.times, (3, MONDAY): replace(TIMES, **{gone: None})}
    (found,) = clause(47).findings(small_problem(times=times))
    assert (found.facts["period"], found.facts["days"]) == (period, 1)


def test_a_rank_is_told_from_one() -> None:
    """Entered as the second wish, though it is the first."""
    seats = (replace(PLAN.seats[0], rank=1), *PLAN.seats[1:])
    (found,) = clause(56).breaches(PROBLEM, replace(PLAN, seats=seats))
    assert found.facts["rank"] == 2


@pytest.mark.parametrize(
    ("size", "found"), [(55, ["no_lead"]), (56, ["no_lead", "too_few"]), (111, ["no_lead", "too_few"])]
)
def test_a_group_without_anybody(size: int, found: list[str]) -> None:
    """Where one adult is wanted, that nobody leads says all; where two are, that there are too few as well."""
    assert rules(50, PROBLEM, only(meeting(Kind.HOMEWORK, heads=(("A", size),)))) == found


@pytest.mark.parametrize(("mode", "expected"), [(Mode.ROSTER, []), (Mode.COUNTS, ["expected"])])
def test_a_support_groups_size_is_told_by_the_list_in_use(mode: Mode, expected: list[str]) -> None:
    """Twenty expected, nobody listed; fifteen may be."""
    group = SupportGroup("M", "support", "maths", frozenset({3}), frozenset({1}), 20)
    problem = small_problem(mode=mode, support_groups={"M": group})
    assert [b.rule for b in clause(52).findings(problem)] == expected


def test_papers_that_end_too_soon_say_when() -> None:
    """Thursday, or never given."""
    for until, said in ((DAYS[3].date, "2026-11-05"), (None, "-")):
        body = Provider("P", "youth_centre", "L", True, until, frozenset())
        adults = {**PROBLEM.adults, "T3": replace(PROBLEM.adults["T3"], provider="P")}
        (found,) = clause(57).findings(small_problem(providers={"P": body}, adults=adults))
        assert found.facts["until"] == said


def test_a_pupil_waits_by_choice_on_the_day_of_the_choice() -> None:
    """A2 leaves out period 2 on Tuesday alone: an hour between period 1 and care is a gap on Monday."""
    whole = frozenset({Period.P1, Period.P2, Period.EXTENDED})
    days = {1: whole, 2: whole - {Period.P2}}
    pupils = {"A2": replace(PROBLEM.pupils["A2"], days=days)}
    problem = small_problem(pupils=pupils, policy=small_policy(posts=()))
    for day, found in ((0, ["gap"]), (1, [])):
        first = meeting(Kind.HOMEWORK, roster=("A2",), duties=(Duty("T1", Role.LEAD),), date=DAYS[day].date)
        care = replace(first, id="care", kind=Kind.EXTENDED_CARE, interval=Interval(1080, 1110))
        assert rules(77, problem, only(first, care)) == found


def test_a_period_the_bells_do_not_hold_is_no_hole() -> None:
    """Period 1 and care, and no period 2 in the bells of that day."""
    days = {1: frozenset({Period.P1, Period.EXTENDED})}
    pupils = {"A1": replace(PROBLEM.pupils["A1"], days=days)}
    times = {**PROBLEM.times, (3, MONDAY): replace(TIMES, p2=None, extended=Interval(1010, 1040))}
    assert [b.rule for b in clause(77).findings(small_problem(pupils=pupils))] == ["hole"]
    assert list(clause(77).findings(small_problem(pupils=pupils, times=times))) == []


@pytest.mark.parametrize(
    ("helper", "role", "missing"), [("T3", Role.ASSISTANT, 1), ("Y", Role.ASSISTANT, 0), ("T3", Role.LEAD, 1)]
)
def test_only_an_own_helper_is_the_chaperone_of_an_outside_lead(helper: str, role: Role, missing: int) -> None:
    """Two adults are wanted: own T3 is a chaperone and fills no place, outside Y does; a second lead is neither."""
    outside = {k: small_adult(k, kind=AdultKind.PROFESSIONAL, full_time=False) for k in "XY"}
    thin = {key: replace(ratio, hard=3) for key, ratio in PROBLEM.policy.ratios.items()}
    problem = small_problem(adults={**PROBLEM.adults, **outside}, policy=small_policy(ratios=thin))
    duties = (Duty("X", Role.LEAD), Duty(helper, role))
    club = meeting(Kind.CLUB, P2, duties=duties, section=SectionId("chess", "S", 1))
    lacking = [(leads, helpers) for _, leads, helpers in missing_adults(problem, only(club), (Kind.CLUB,))]
    assert lacking == [(0, missing)] * (missing > 0)


@pytest.mark.parametrize(("staff", "load"), [((), 0), (("T1",), 0), (("T1", "T2"), 60), (("T1", "T2", "T3"), 60)])
def test_load_is_uneven_between_two_at_least(staff: tuple[str, ...], load: int) -> None:
    """T1 has an hour of club, the others none."""
    problem = small_problem(adults={key: PROBLEM.adults[key] for key in staff})
    club = meeting(Kind.CLUB, P2, duties=(Duty("T1", Role.LEAD),))
    assert clause(63).recount(problem, only(club))[TierName.LOAD] == load


@pytest.mark.parametrize(("percent", "found"), [(49, []), (50, []), (51, ["share"])])
def test_exactly_the_share_is_enough(percent: int, found: list[str]) -> None:
    """One duty of two is own staff's."""
    adults = {**PROBLEM.adults, "X": small_adult("X", kind=AdultKind.RETIRED, full_time=False)}
    problem = small_problem(adults=adults, policy=small_policy(own_share_percent=percent))
    assert (
        rules(59, problem, only(meeting(Kind.HOMEWORK, duties=(Duty("T1", Role.LEAD), Duty("X", Role.ASSISTANT)))))
        == found
    )


def relief(adult: str = "T1", kind: str = "late_start", minutes: int = 1, **more: Any) -> Relief:
    """Time off on Monday from eight."""
    return replace(Relief(adult, MONDAY, kind, Interval(480, 480 + minutes)), **more)


def test_who_stays_between_two_duties_is_on_site() -> None:
    """A gap of fifteen minutes is stayed through, one of sixteen is not; another adult's duty joins nothing."""

    def duty(adult: str, start: int, end: int) -> Engagement:
        return Engagement(adult, MONDAY, Interval(start, end), "homework", Role.LEAD, "x", None, None)

    assert stays([duty("T1", 0, 10), duty("T1", 25, 40)], 15) == [Interval(0, 40)]
    assert stays([duty("T1", 0, 10), duty("T1", 26, 40)], 15) == [Interval(0, 10), Interval(26, 40)]
    assert stays([duty("T1", 0, 50), duty("T1", 25, 40)], 15) == [Interval(0, 50)]
    assert stays([duty("T1", 0, 10), duty("T2", 10, 20)], 15) == [Interval(0, 10), Interval(10, 20)]


def test_pupils_leave_after_their_last_session() -> None:
    """Four of A until 1010, one of whom stays until 1080; B leaves whole at 1010."""
    first = meeting(Kind.HOMEWORK, P1, (("A", 4), ("B", 3)))
    assert releases([first]) == {1010: 7}
    assert releases([first, meeting(Kind.CLUB, P2, (("A", 1),))]) == {1010: 6, 1080: 1}
    assert releases([]) == {}


def young(floor: int) -> Problem:
    """A school of first-graders, homeroom A's room on some floor."""
    homes = {k: replace(h, grade=1) for k, h in PROBLEM.homerooms.items()}
    clubs = {k: replace(c, grades=frozenset({1})) for k, c in PROBLEM.clubs.items()}
    strands = {k: replace(s, grades=frozenset({1})) for k, s in PROBLEM.strands.items()}
    venues = {**PROBLEM.site.venues, "RA": replace(PROBLEM.site.venues["RA"], floor=floor)}
    times = {(1, when): held for (_, when), held in PROBLEM.times.items()}
    site = replace(PROBLEM.site, venues=venues)
    return small_problem(homerooms=homes, clubs=clubs, strands=strands, site=site, times=times)


@pytest.mark.parametrize(("floor", "stairs"), [(0, 0), (1, 0), (2, 1), (3, 2)])
def test_stairs_count_from_the_ground_floor_up(floor: int, stairs: int) -> None:
    """A club's and a support group's; the group is in nobody's own room by right, and asks for no adults by size."""
    opened = (OpenSection(SectionId("chess", "S", 1), None, "RA"),)
    assert clause(26).recount(young(floor), only(sections=opened))[TierName.WISHES] == stairs
    support = meeting(Kind.SUPPORT)
    assert clause(26).recount(young(floor), only(support))[TierName.WISHES] == stairs


def test_a_club_meeting_without_a_venue_is_short_by_its_section_alone() -> None:
    """The section has no venue, nor has its meeting: 10, not 20."""
    opened = (OpenSection(SectionId("chess", "S", 1), None, None),)
    plan = only(meeting(Kind.CLUB, P2, venue=None), sections=opened)
    assert clause(26).recount(PROBLEM, plan)[TierName.SHORTAGE] == 10
    assert clause(26).recount(PROBLEM, only(meeting(Kind.HOMEWORK, venue=None)))[TierName.SHORTAGE] == 10


def test_nobody_is_promised_a_period_they_did_not_ask_for() -> None:
    """All of the school stays for period 1 alone."""
    first = {weekday: frozenset({Period.P1}) for weekday in range(1, 6)}
    pupils = {k: replace(p, days=first) for k, p in PROBLEM.pupils.items()}
    assert rules(38, small_problem(pupils=pupils), only(*PLAN.of_kind(Kind.HOMEWORK))) == []


def test_a_sentence_says_when() -> None:
    """The date stands in both languages, though no id in the sentence has it."""
    (found,) = [b for b in clause(38).breaches(PROBLEM, without_homework_of_a()) if b.when == MONDAY]
    assert all("2026-11-02" in clause(38).say(found, language) for language in ("zh", "en"))
    assert (found.severity, found.where) == (Severity.BREACH, "A")


def test_a_fact_without_a_family_is_said_as_it_is() -> None:
    """Times stay as they are written; words of a family are said in Chinese and joined as Chinese joins them."""
    slots = clause(47).breach("more", where="A", when=MONDAY, count=3, slots="15:50-16:50, 17:00-18:00")
    assert "15:50-16:50, 17:00-18:00" in clause(47).say(slots, "zh")
    domains = clause(23).breach("missing", where="3", domains="moral, labour")
    assert "、" in clause(23).say(domains, "zh")


def without_homework_of_a() -> Plan:
    """The small plan without A's homework."""
    return replace(PLAN, sessions=tuple(s for s in PLAN.sessions if not (s.kind is Kind.HOMEWORK and "/A/" in s.id)))


def test_a_pupil_does_not_wait_by_choice_where_a_period_follows_at_once() -> None:
    """Period 2 begins where period 1 ends; whoever asked for it and is not in it waits until care."""
    times = {
        key: replace(t, p2=Interval(1010, 1070), extended=Interval(1110, 1140)) for key, t in PROBLEM.times.items()
    }
    problem = small_problem(times=times, policy=small_policy(posts=()))
    first = meeting(Kind.HOMEWORK, roster=("A1",), duties=(Duty("T1", Role.LEAD),))
    care = replace(first, id="care", kind=Kind.EXTENDED_CARE, interval=Interval(1110, 1140))
    assert rules(77, problem, only(first, care)) == ["gap"]
