"""Standing in for one club meeting: what rows admit and what the judge sees, alike."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from small import DAYS, P2, small_adult, small_plan, small_policy, small_problem

from scheduler.clauses.book import clause
from scheduler.clauses.space import DutyOption, Occurrence, Pool, Serves, Space
from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Duty, OpenSection, Plan, Role, TierName
from scheduler.domain.problem import Problem
from solvers.answer import recount
from solvers.instance import Instance
from solvers.rows import Key

MONDAY, WEDNESDAY = DAYS[0], DAYS[2]
SECTIONS = [SectionId("chess", "S", number) for number in (1, 2, 3)]
PROBLEM = small_problem(policy=small_policy(max_club_leads=1))


def plan(leads: dict[tuple[int, int], str], named: dict[int, str]) -> Plan:
    """Meetings of sections 1 to 3 on Monday (0) and Wednesday (2), led as given, and the sections' named leads."""
    model = next(s for s in small_plan().sessions if s.kind is Kind.CLUB)
    sessions = [
        replace(
            model,
            id=f"club/{DAYS[day].date}/{SECTIONS[number - 1]}",
            date=DAYS[day].date,
            section=SECTIONS[number - 1],
            duties=(Duty(who, Role.LEAD),),
        )
        for (number, day), who in leads.items()
    ]
    sections = tuple(OpenSection(SECTIONS[n - 1], who, "RA") for n, who in named.items())
    return replace(small_plan(), sections=sections, sessions=tuple(sessions), posts=(), seats=())


def question(problem: Problem, regular: dict[int, str]) -> Space:
    """The same as a question: who leads each meeting, out of T1."""
    pools = [
        Pool(f"{section}/{day.date}", "club", Role.LEAD, Occurrence(day, P2, "main"), 1, (str(section),),
             section=section, regular=regular.get(number))
        for number, section in enumerate(SECTIONS, start=1) for day in (MONDAY, WEDNESDAY)
    ]  # fmt: skip
    adult, club, strand = problem.adults["T1"], problem.clubs["chess"], problem.strands["S"]
    duties = tuple(
        DutyOption(Serves("T1", p.id), adult, "club", Role.LEAD, (p.occurrence,), None, 0, frozenset(), p, club, strand)
        for p in pools
    )
    return Space(problem=problem, opened={}, duties=duties, pools=tuple(pools))


def admitted(space: Space, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether clause 42's rows leave T1 these meetings, for some value of what they count."""
    rows = [row for row in clause(42).rows(space) if "/club_leads/" in row.tag]
    wanted = {Serves("T1", f"{SECTIONS[n - 1]}/{DAYS[d].date}"): 1 for n, d in taken}
    counts = {key for row in rows for key, _ in row.terms if not isinstance(key, Serves)}
    values: dict[Key, int] = {duty.key: wanted.get(duty.key, 0) for duty in space.duties}
    led = {key: int(_needed(key, rows, values)) for key in counts}
    asked = Instance(tuple(values), dict.fromkeys(counts, (0, 1)), tuple(rows), ())
    return not recount(asked, {**values, **led}).broken


def _needed(count: Key, rows: Sequence[object], values: dict[Key, int]) -> bool:
    """Whether the row that counts a section as led wants the count to be 1."""
    for row in rows:
        terms = dict(row.terms)  # type: ignore[attr-defined]
        if count in terms and terms[count] > 0 and any(isinstance(key, Serves) for key in terms):
            rest = sum(factor * values[key] for key, factor in terms.items() if isinstance(key, Serves))
            if rest < row.lower:  # type: ignore[attr-defined]
                return True
    return False


@pytest.mark.parametrize(
    ("taken", "named", "fits"),
    [
        ([(1, 0), (1, 2)], {1: "T1"}, True),  # the one section T1 leads
        ([(1, 0), (1, 2), (2, 0)], {1: "T1", 2: "T2"}, True),  # and stands in once
        ([(1, 0), (2, 2), (3, 0)], {1: "T1", 2: "T2", 3: "T2"}, True),  # once in each of two
        ([(1, 0), (2, 0), (2, 2)], {1: "T1", 2: "T2"}, False),  # twice in one: a second section
        ([(2, 0), (2, 2)], {1: "T1", 2: "T2"}, True),  # the same without leading the own one
        ([(2, 0), (2, 2), (3, 0), (3, 2)], {2: "T2", 3: "T2"}, False),
        ([(1, 0), (2, 0)], {1: "T1", 2: "T1"}, False),  # a meeting each of two sections T1 is named for
    ],
)
def test_one_meeting_is_standing_in_and_two_are_leading(
    taken: list[tuple[int, int]], named: dict[int, str], fits: bool
) -> None:
    """With at most one section a lead, rows and judge say the same."""
    assert admitted(question(PROBLEM, named), taken) is fits
    judged = clause(42).breaches(PROBLEM, plan(dict.fromkeys(taken, "T1"), named))
    assert (not [b for b in judged if b.rule == "club_leads"]) is fits


@pytest.mark.parametrize(("skills", "fits"), [({"chess"}, True), ({"art"}, False)])
def test_who_stands_in_is_qualified(skills: set[str], fits: bool) -> None:
    """For the meeting alone, in rows and before the judge."""
    adults = {**PROBLEM.adults, "T1": small_adult("T1", skills=frozenset(skills))}
    problem = replace(PROBLEM, adults=adults)
    assert (not list(clause(28).rows(question(problem, {})))) is fits
    judged = list(clause(28).breaches(problem, plan({(1, 0): "T1"}, {1: "T2"})))
    assert (not [b for b in judged if b.rule == "unqualified"]) is fits


@pytest.mark.parametrize(
    ("lead", "venue", "named", "short"),
    [
        ("T1", "RA", True, (0, 0)),
        (None, "RA", True, (10, 0)),  # nobody leads the meeting of a section that has a lead
        (None, "RA", False, (10, 0)),  # the section has none: counted with the section
        ("T1", None, True, (0, 10)),
        ("T1", None, False, (10, 10)),
    ],
)
def test_a_meeting_without_lead_or_place_is_short_once(
    lead: str | None, venue: str | None, named: bool, short: tuple[int, int]
) -> None:
    """10 for each in clauses 54 and 26, be it of the section or of the one meeting; section 1 has one meeting here."""
    week = plan({(1, 0): "T1"}, {1: "T1"})
    session = replace(week.sessions[0], duties=(Duty(lead, Role.LEAD),) if lead else (), venue=venue)
    section = replace(week.sections[0], lead="T1" if named else None, venue="RA" if named else None)
    week = replace(week, sessions=(session,), sections=(section,))
    counted = tuple(clause(number).recount(PROBLEM, week)[TierName.SHORTAGE] for number in (54, 26))
    assert counted == (short if named else (10, 10))
