"""The judge's lists item by item, and what it does with ids, dates and numbers it has never heard of."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from clauses.harness import with_session
from small import DAYS, MONDAY, P1, P2, TIMES, small_adult, small_plan, small_policy, small_problem

from scheduler.calendar.clock import Interval
from scheduler.clauses.book import BOOK, clause
from scheduler.clauses.clause import Severity
from scheduler.clauses.judging import missing_adults
from scheduler.clauses.safety import _releases as releases
from scheduler.clauses.safety import _stays as stays
from scheduler.clauses.seen import Engagement
from scheduler.domain.demand import Counts, Mode, Period, SupportGroup
from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.people import AdultKind, Lesson, Protection, Provider
from scheduler.domain.plan import Credit, Duty, OpenSection, Plan, Post, Relief, Role, Seat, Session, TierName
from scheduler.domain.policy import Allowances, PostRule
from scheduler.domain.problem import Problem

PROBLEM, PLAN = small_problem(), small_plan()
HOMEWORK_A = f"homework/{MONDAY}/A/1/1"
CHESS = f"club/{MONDAY}/chess.S.1"
SATURDAY = MONDAY + timedelta(days=5)


def meeting(kind: Kind, interval: Interval = P1, heads: Any = (("A", 4),), **more: Any) -> Session:
    """A session on Monday in homeroom A's room without adults."""
    held = Session(more.pop("id", kind.value), kind, MONDAY, interval, heads, (), "RA", (), "care")
    return replace(held, **more)


def only(*sessions: Session, **more: Any) -> Plan:
    """A plan of these sessions alone."""
    return replace(PLAN, sessions=sessions, **{"posts": (), "sections": (), "seats": (), **more})


def rules(number: int, problem: Problem, plan: Plan) -> list[str]:
    """Rules of a clause the plan breaks, notes among them."""
    return [b.rule for b in clause(number).breaches(problem, plan)]


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


def test_nobody_walks_to_or_from_a_place_that_is_not_known() -> None:
    """T1 leads a group without a venue, then one in the annex, half an hour away."""
    site = replace(
        PROBLEM.site, venues={**PROBLEM.site.venues, "RA": replace(PROBLEM.site.venues["RA"], building="annex")}
    )
    walks = {("main", "annex"): 30, ("annex", "main"): 30}
    problem = small_problem(site=replace(site, walks=walks))
    lead = (Duty("T1", Role.LEAD),)
    first, second = meeting(Kind.HOMEWORK, duties=lead), meeting(Kind.CLUB, P2, duties=lead)
    assert rules(73, problem, only(replace(first, venue="RB"), second)) == ["adult_far"]
    assert rules(73, problem, only(replace(first, venue=None), second)) == []
    assert rules(73, problem, only(first, replace(second, venue=None))) == []


def test_a_week_without_a_school_day_has_no_agreement_about_to_end() -> None:
    """A whole week of holidays."""
    assert rules(69, small_problem(days=()), only()) == []


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


def test_fridays_evening_is_followed_by_no_school_morning() -> None:
    """T3 has a Saturday lesson in the timetable of a week without Saturday."""
    times = {key: replace(held, evening=Interval(1140, 1200)) for key, held in PROBLEM.times.items()}
    teacher = small_adult("T3", lessons=(Lesson(6, Interval(480, 520), "A", "chinese"),))
    problem = small_problem(times=times, adults={**PROBLEM.adults, "T3": teacher})
    friday = meeting(Kind.EVENING_STUDY, Interval(1140, 1200), date=DAYS[4].date, duties=(Duty("T3", Role.LEAD),))
    assert rules(42, problem, only(friday)) == []


def test_a_protected_adult_at_a_post_on_a_date_without_bells() -> None:
    """Nothing ends that day, so nothing is too late; homework is never forbidden."""
    nursing = small_adult("T3", protection=frozenset({Protection.NURSING}))
    problem = small_problem(adults={**PROBLEM.adults, "T3": nursing})
    post = Post("p", "standby", SATURDAY, P1, "main", "main", "T3")
    late = meeting(Kind.HOMEWORK, Interval(1100, 1130), duties=(Duty("T3", Role.LEAD),))
    assert rules(42, problem, only(posts=(post,))) == []
    assert rules(42, problem, only(late)) == []


def test_one_pupil_expected_and_nobody_there() -> None:
    """Counts mode: one is wanted, none is held."""
    problem = small_problem(mode=Mode.COUNTS, counts=Counts({("A", 1, Period.P1): 1}, {}, {}), days=DAYS[:1])
    (found,) = clause(6).breaches(problem, only())
    assert (found.facts["wanted"], found.facts["held"]) == (1, 0)


def test_a_stage_without_any_service_ends_at_no_time() -> None:
    """Clause 5 has nothing to compare with off-work."""
    times = {key: replace(held, p1=None, p2=None, early=None) for key, held in PROBLEM.times.items()}
    assert list(clause(5).findings(small_problem(times=times))) == []


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


def test_a_kind_of_adult_without_a_rate_is_paid_nothing() -> None:
    """The policy names no rate at all."""
    problem = small_problem(policy=small_policy(allowances=Allowances(by_kind={}, own_late=60)))
    assert clause(65).recount(problem, only(meeting(Kind.CLUB, P2, duties=(Duty("T1", Role.LEAD),)))) == {
        TierName.MONEY: 0
    }


@pytest.mark.parametrize(("percent", "found"), [(49, []), (50, []), (51, ["share"])])
def test_exactly_the_share_is_enough(percent: int, found: list[str]) -> None:
    """One duty of two is own staff's."""
    adults = {**PROBLEM.adults, "X": small_adult("X", kind=AdultKind.RETIRED, full_time=False)}
    problem = small_problem(adults=adults, policy=small_policy(own_share_percent=percent))
    assert (
        rules(59, problem, only(meeting(Kind.HOMEWORK, duties=(Duty("T1", Role.LEAD), Duty("X", Role.ASSISTANT)))))
        == found
    )


@pytest.mark.parametrize(("role", "short"), [(Role.LEAD, 10), (Role.ASSISTANT, 0)])
def test_a_club_without_a_lead_lacks_no_chaperone(role: Role, short: int) -> None:
    """X from outside leads alone, or helps where nobody leads: clause 54 counts the lead."""
    adults = {**PROBLEM.adults, "X": small_adult("X", kind=AdultKind.RETIRED, full_time=False)}
    club = meeting(Kind.CLUB, P2, duties=(Duty("X", role),))
    assert clause(61).recount(small_problem(adults=adults), only(club)) == {TierName.SHORTAGE: short}


def test_a_vacant_post_holds_nothing() -> None:
    """Two adults wanted, one post and nobody at it: two are lacking."""
    rule = (PostRule("patrol", "day", 2, "service"),)
    post = Post("p", "patrol", MONDAY, P1, "main", "main", None)
    problem = small_problem(policy=small_policy(posts=rule))
    assert clause(77).recount(problem, only(meeting(Kind.HOMEWORK), posts=(post,))) == {TierName.SHORTAGE: 20}


def test_duty_leads_for_groups_are_none_where_no_group_meets() -> None:
    """One for two groups at once, and pupils whom nothing is held for."""
    rule = (PostRule("duty_lead", "groups", 1, "whole", groups=2),)
    assert rules(10, small_problem(policy=small_policy(posts=rule)), only()) == []


def test_figures_of_pupils_nobody_has_heard_of() -> None:
    """No survey record of one pupil; nobody of B in a group; names in a plan made before enrolment; nobody active."""
    one = {"A": replace(PROBLEM.homerooms["A"], enrolled=1)}
    assert [b.where for b in clause(18).findings(small_problem(homerooms=one, survey_answered={}))] == ["A"]
    group = meeting(Kind.HOMEWORK, heads=(("A", 1), ("B", 0)), roster=("A1",))
    assert rules(19, PROBLEM, only(group)) == []
    assert rules(19, small_problem(mode=Mode.COUNTS), only(replace(group, heads=(("A", 2),)))) == ["heads"]
    away = {f"A{k}": replace(PROBLEM.pupils[f"A{k}"], days={}, choices=()) for k in range(1, 5)}
    assert [b.rule for b in clause(22).findings(small_problem(pupils=away)) if b.where == "A"] == []
    assert rules(21, PROBLEM, only(replace(group, date=SATURDAY))) == []
    assert rules(48, PROBLEM, only(replace(group, date=SATURDAY))) == []


@pytest.mark.parametrize("number", [23, 24, 25, 27, 28, 55, 56])
@pytest.mark.parametrize("section", [SectionId("juggling", "S", 1), SectionId("chess", "Z", 1)])
def test_a_section_the_school_does_not_have_stops_no_clause(number: int, section: SectionId) -> None:
    """Unknown club, unknown strand, with a pupil in it: clause 0 names them, the clauses pass over."""
    plan = only(
        sections=(OpenSection(section, "T1", "RA"),), seats=(Seat("A1", section, None), Seat("Z9", section, None))
    )
    for problem in (PROBLEM, small_problem(clubs={"chess": replace(PROBLEM.clubs["chess"], reserved={"G": 1})})):
        assert not [b for b in clause(number).breaches(problem, plan) if "Z9" in b.who]


def test_pieces_the_site_does_not_name_are_none() -> None:
    """Chess needs one clock, and no clock is in the list."""
    problem = small_problem(clubs={"chess": replace(PROBLEM.clubs["chess"], equipment={"clock": 1})})
    (stock,) = clause(27).findings(problem)
    assert (stock.facts["needed"], stock.facts["stock"]) == (1, 0)
    found = list(clause(27).breaches(problem, PLAN))
    assert [(b.facts["needed"], b.facts["stock"]) for b in found] == [(1, 0), (1, 0)]


def relief(adult: str = "T1", kind: str = "late_start", minutes: int = 1, **more: Any) -> Relief:
    """Time off on Monday from eight."""
    return replace(Relief(adult, MONDAY, kind, Interval(480, 480 + minutes)), **more)


def test_time_off_of_strangers_and_of_the_idle() -> None:
    """A stranger's is passed over; a minute of somebody without late duty is not earned; each kind has its own cap."""
    assert rules(42, PROBLEM, only(reliefs=(relief("nobody"), relief("nobody", date=SATURDAY)))) == []
    assert rules(42, PROBLEM, only(reliefs=(relief(date=SATURDAY),))) == ["relief_unearned"]
    (found,) = clause(42).breaches(PROBLEM, only(reliefs=(relief("T4"),)))
    assert (found.rule, found.facts["granted"], found.facts["earned"]) == ("relief_unearned", 1, 0)
    often = tuple(relief("T4", date=DAYS[day].date) for day in range(3))
    told = [b for b in clause(42).breaches(PROBLEM, only(reliefs=often)) if b.rule == "relief_often"]
    assert [(b.facts["what"], b.facts["count"]) for b in told] == [("late_start", 3)]


@pytest.mark.parametrize(("credit", "found"), [((0, 0), []), ((1, 0), ["ledger"]), ((0, 1), ["ledger"])])
def test_the_ledger_of_somebody_without_late_duty_is_empty(credit: tuple[int, int], found: list[str]) -> None:
    """T4 has no duty at all; a stranger's line is passed over."""
    assert rules(42, PROBLEM, only(credits=(Credit("T4", *credit), Credit("nobody", 5, 5)))) == found


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


def test_the_ledger_is_told_what_it_should_say() -> None:
    """T3 has an hour of club and half an hour off; the ledger says 1 and 2."""
    club = meeting(Kind.CLUB, P2, duties=(Duty("T3", Role.LEAD),))
    plan = only(club, reliefs=(relief("T3", minutes=30),), credits=(Credit("T3", 1, 2),))
    (found,) = [b for b in clause(42).breaches(PROBLEM, plan) if b.rule == "ledger"]
    assert found.facts == {"said": 1, "said_granted": 2, "earned": 60, "granted": 30}


def test_an_unknown_number_lists_the_book() -> None:
    """First and last stand in the message."""
    with pytest.raises(KeyError, match=f"no clause 999 in the book \\({BOOK[0].number}, .*, {BOOK[-1].number}\\)"):
        clause(999)
    assert date(2026, 11, 2) == MONDAY
