"""What the audit leaves out before the clauses look, and in what order it tells what they found."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from small import DAYS, MONDAY, P1, small_plan, small_problem

from scheduler.audit import audit, ghosts, within_week, without_ghosts
from scheduler.clauses.clause import Severity
from scheduler.domain.demand import Mode
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Allotment, Credit, Duty, Plan, Relief, Role, Seat, TierName, TierValue

CHESS, GHOST = SectionId("chess", "S", 1), SectionId("juggling", "S", 1)
ELSEWHERE = SectionId("chess", "Z", 1)


def full() -> Plan:
    """The small plan with something in every list."""
    return replace(
        small_plan(),
        allotments=(Allotment("A", CHESS, 1),),
        reliefs=(Relief("T1", MONDAY, "late_start", P1),),
        credits=(Credit("T1", 0, 0),),
    )


def first(plan: Plan, name: str, **changes: Any) -> Plan:
    """The plan with its first item of a list changed."""
    item, *others = getattr(plan, name)
    return replace(plan, **{name: (replace(item, **changes), *others)})


def club(plan: Plan, **changes: Any) -> Plan:
    """The plan with its first chess meeting changed."""
    meeting = next(s for s in plan.sessions if s.section == CHESS)
    return replace(plan, sessions=tuple(replace(s, **changes) if s is meeting else s for s in plan.sessions))


def less(plan: Plan, name: str) -> Plan:
    """The plan without the first item of a list."""
    return replace(plan, **{name: getattr(plan, name)[1:]})


LEFT_OUT = {
    "nothing": (full(), full()),
    "an adult of a session": (
        first(full(), "sessions", duties=(Duty("T1", Role.LEAD), Duty("nobody", Role.ASSISTANT))),
        first(full(), "sessions", duties=(Duty("T1", Role.LEAD),)),
    ),
    "a venue of a session": (first(full(), "sessions", venue="nowhere"), first(full(), "sessions", venue=None)),
    "a pupil": (
        first(full(), "sessions", roster=("A1", "A9", "A2", "A3", "A4")),
        first(full(), "sessions", roster=("A1", "A2", "A3", "A4")),
    ),
    "one homeroom of two": (
        first(full(), "sessions", heads=(("A", 4), ("Z", 2))),
        first(full(), "sessions", heads=(("A", 4),)),
    ),
    "the only homeroom": (first(full(), "sessions", heads=(("Z", 4),)), less(full(), "sessions")),
    "a club of a session": (
        club(full(), section=GHOST),
        replace(
            full(),
            sessions=tuple(s for s in full().sessions if s != next(t for t in full().sessions if t.section == CHESS)),
        ),
    ),
    "a post's adult": (first(full(), "posts", adult="nobody"), first(full(), "posts", adult=None)),
    "a section's lead": (first(full(), "sections", lead="nobody"), first(full(), "sections", lead=None)),
    "a section's venue": (first(full(), "sections", venue="nowhere"), first(full(), "sections", venue=None)),
    "a section": (first(full(), "sections", id=GHOST), less(full(), "sections")),
    "a section's strand": (first(full(), "sections", id=ELSEWHERE), less(full(), "sections")),
    "a seat's pupil": (first(full(), "seats", pupil="A9"), less(full(), "seats")),
    "a seat's section": (first(full(), "seats", section=GHOST), less(full(), "seats")),
    "an allotment's homeroom": (first(full(), "allotments", homeroom="Z"), less(full(), "allotments")),
    "an allotment's section": (first(full(), "allotments", section=GHOST), less(full(), "allotments")),
    "time off": (first(full(), "reliefs", adult="nobody"), less(full(), "reliefs")),
    "a ledger line": (first(full(), "credits", adult="nobody"), less(full(), "credits")),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_only_what_names_a_ghost_is_left_out(name: str) -> None:
    """Each place a plan may name something in: that much is gone, the rest stays as it was."""
    haunted, rest = LEFT_OUT[name]
    assert without_ghosts(small_problem(), haunted) == rest


def test_no_ghost_in_a_plan_that_names_what_there_is() -> None:
    """Every list has something in it, all of it known."""
    assert list(ghosts(small_problem(), full())) == []


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_ghost_is_reported_once_and_counted(times: int) -> None:
    """So many posts are given to the same stranger."""
    plan = small_plan()
    posts = tuple(replace(p, adult="nobody") if n < times else p for n, p in enumerate(plan.posts))
    found = [b for b in audit(small_problem(), replace(plan, posts=posts)).breaches if b.rule == "ghost"]
    assert [(b.where, b.facts["count"]) for b in found] == [("nobody", times)]


def test_names_of_pupils_mean_nothing_before_enrolment() -> None:
    """A school without a roster cannot say which pupils it does not have."""
    problem = small_problem(mode=Mode.COUNTS, pupils={})
    assert {what for what, _ in ghosts(problem, replace(small_plan(), seats=()))} == set()
    assert ("pupil", "A1") in set(ghosts(problem, small_plan()))


@pytest.mark.parametrize("name", ["sessions", "posts", "reliefs"])
@pytest.mark.parametrize(("days", "stays"), [(-1, False), (0, True), (4, True), (5, False)])
def test_only_the_week_itself_is_judged(name: str, days: int, stays: bool) -> None:
    """Sunday, Monday, Friday, Saturday: sessions, posts and time off outside are not shown to the clauses."""
    moved = first(full(), name, date=DAYS[0].date + timedelta(days=days))
    assert within_week(small_problem(), moved) == (moved if stays else less(moved, name))


def test_what_was_found_is_told_by_clause_then_date_then_place() -> None:
    """A value misstated is clause 0 and comes first, though counted last; Monday's homework before Tuesday's class."""
    plan = small_plan()
    monday = next(s for s in plan.sessions if s.id.startswith(f"homework/{DAYS[0].date}/B"))
    tuesday = next(s for s in plan.sessions if s.id.startswith(f"class_activity/{DAYS[1].date}/A"))
    homeless = tuple(replace(s, venue=None) if s in (monday, tuesday) else s for s in plan.sessions)
    plan = replace(plan, sessions=homeless, tiers=(TierValue(TierName.LOAD, 10_000, 0, "proven", "x"),))
    found = [b for b in audit(small_problem(), plan).breaches if b.severity is Severity.BREACH]
    assert [(b.clause, b.where) for b in found] == [(0, "load"), (26, monday.id), (26, tuesday.id)]


def test_a_note_shows_on_the_sheet() -> None:
    """The small school holds few kinds of activity, which is worth knowing and no more."""
    line = next(line for line in audit(small_problem(), small_plan()).sheet if line.clause == 55)
    assert (line.status, line.count) == ("note", 1)


def test_a_seat_for_a_stranger_is_no_seat() -> None:
    """A ghost's place does not count among the places of a tier."""
    plan = replace(small_plan(), seats=(*small_plan().seats, Seat("A9", CHESS, None)))
    judged, clean = audit(small_problem(), plan), audit(small_problem(), small_plan())
    assert judged.value == clean.value
