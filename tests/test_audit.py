"""The judge: what it adds up, what it refuses to trust, and what it never imports."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from small import MONDAY, small_plan, small_problem

from scheduler.audit import FITS, audit
from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import DOCUMENTARY, Breach, Clause, Severity
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Allotment, Credit, Duty, Plan, Relief, Role, Seat, TierName, TierValue
from scheduler.domain.problem import Problem


def worst(plan: Plan) -> list[Breach]:
    """Everything of severity breach the judge says about a plan of the small school."""
    return [b for b in audit(small_problem(), plan).breaches if b.severity is Severity.BREACH]


def with_first_session(**changes: Any) -> Plan:
    """The small plan with fields of its first session changed."""
    plan = small_plan()
    return replace(plan, sessions=(replace(plan.sessions[0], **changes), *plan.sessions[1:]))


def test_the_small_plan_is_clean() -> None:
    """No breach under the whole book, and no finding about the small school."""
    judged = audit(small_problem(), small_plan())
    assert judged.clean
    assert {b.severity for b in judged.breaches} <= {Severity.NOTE}


def test_every_clause_has_its_line_in_book_order() -> None:
    """Line 0 is the plan's fit to the school; the rest are the book's."""
    sheet = audit(small_problem(), small_plan()).sheet
    assert [line.clause for line in sheet] == [0, *(clause.number for clause in BOOK)]
    assert {line.status for line in sheet} <= {"ok", "note", "not applicable", "documentary"}


def test_the_sheet_says_the_worst_and_counts_all() -> None:
    """Five clauses: a breach with a note, a finding, silence, one that judges nothing, and one shown by papers."""

    class Loud(Clause):
        number = 901

        def breaches(self, problem: Problem, plan: Plan) -> list[Breach]:
            return [self.breach("a", severity=Severity.NOTE), self.breach("b")]

    class Doubtful(Clause):
        number = 902

        def findings(self, problem: Problem) -> list[Breach]:
            return [self.breach("a", severity=Severity.FINDING)]

    class Content(Clause):
        number = 903

        def breaches(self, problem: Problem, plan: Plan) -> list[Breach]:
            return []

    class Words(Clause):
        number = 904
        kind = "R"

    class Papers(Clause):
        number = 905
        kind = DOCUMENTARY

    judged = audit(small_problem(), small_plan(), (Loud(), Doubtful(), Content(), Words(), Papers()))
    assert [(line.clause, line.status, line.count) for line in judged.sheet] == [
        (0, "ok", 0),
        (901, "breach", 2),
        (902, "finding", 1),
        (903, "ok", 0),
        (904, "not applicable", 0),
        (905, "documentary", 0),
    ]
    assert not judged.clean


def test_findings_and_notes_leave_a_plan_clean() -> None:
    """A school that starts its afternoon at another time is a finding whatever the plan."""
    policy = replace(small_problem().policy, afternoon_start=841)
    judged = audit(small_problem(policy=policy), small_plan())
    assert judged.clean
    assert [b.clause for b in judged.breaches if b.severity is Severity.FINDING] == [43]


@pytest.mark.parametrize("tier", list(TierName))
@pytest.mark.parametrize(("more", "misstated"), [(-1, True), (0, False), (1, True)])
def test_stored_values_are_counted_again(tier: TierName, more: int, misstated: bool) -> None:
    """One less, the same and one more than the judge's own count of each tier."""
    counted = audit(small_problem(), small_plan()).value[tier]
    plan = replace(small_plan(), tiers=(TierValue(tier, counted + more, 0, "proven", "x"),))
    assert [(b.clause, b.rule, b.where) for b in worst(plan)] == [(0, "value", tier.value)] * misstated


SECTION = SectionId("juggling", "S", 1)
GHOSTS: dict[str, tuple[str, Callable[[Plan], Plan]]] = {
    "duty": ("nobody", lambda p: with_first_session(duties=(Duty("nobody", Role.LEAD),))),
    "venue": ("nowhere", lambda p: with_first_session(venue="nowhere")),
    "roster": ("A9", lambda p: with_first_session(roster=("A9", "A2", "A3", "A4"))),
    "homeroom": ("Z", lambda p: with_first_session(heads=(("Z", 4),))),
    "section": (str(SECTION), lambda p: with_first_session(section=SECTION)),
    "post": ("nobody", lambda p: replace(p, posts=(replace(p.posts[0], adult="nobody"), *p.posts[1:]))),
    "open section": (
        str(SECTION),
        lambda p: replace(p, sections=(replace(p.sections[0], id=SECTION), *p.sections[1:])),
    ),
    "section lead": ("nobody", lambda p: replace(p, sections=(replace(p.sections[0], lead="nobody"),))),
    "section venue": ("nowhere", lambda p: replace(p, sections=(replace(p.sections[0], venue="nowhere"),))),
    "seat pupil": ("A9", lambda p: replace(p, seats=(*p.seats, Seat("A9", p.sections[0].id, 0)))),
    "seat section": (str(SECTION), lambda p: replace(p, seats=(*p.seats, Seat("A1", SECTION, 0)))),
    "allotment room": ("Z", lambda p: replace(p, allotments=(Allotment("Z", p.sections[0].id, 1),))),
    "allotment section": (str(SECTION), lambda p: replace(p, allotments=(Allotment("A", SECTION, 1),))),
    "relief": ("nobody", lambda p: replace(p, reliefs=(Relief("nobody", MONDAY, "late_start", p.posts[0].interval),))),
    "credit": ("nobody", lambda p: replace(p, credits=(Credit("nobody", 0, 0),))),
}


@pytest.mark.parametrize("name", sorted(GHOSTS))
def test_ids_the_school_does_not_have_are_reported(name: str) -> None:
    """Wherever a plan may name something unknown, the judge names it and does not fall over."""
    ghost, haunt = GHOSTS[name]
    found = worst(haunt(small_plan()))
    assert [b.where for b in found if b.rule == "ghost"] == [ghost]


def test_a_plan_of_another_school_week_or_mode_is_refused() -> None:
    """Each is one breach of rule 0 with both values."""
    plan = replace(small_plan(), school="other", week=MONDAY + timedelta(days=7), mode="counts")
    assert [b.rule for b in FITS.breaches(small_problem(), plan)] == ["school", "week", "mode"]
    assert ("other", "small") in {(b.facts["stated"], b.facts["expected"]) for b in worst(plan)}


def test_an_id_used_twice_is_a_breach() -> None:
    """The same session stands in the plan twice."""
    plan = small_plan()
    found = worst(replace(plan, sessions=(*plan.sessions, plan.sessions[0])))
    assert (0, "twice", plan.sessions[0].id) in [(b.clause, b.rule, b.where) for b in found]


def test_a_plan_outside_the_week_is_judged_without_falling_over() -> None:
    """Every date moved by a year: no clause raises, and each date is named."""
    far = timedelta(days=364)
    plan = small_plan()
    moved = replace(
        plan,
        sessions=tuple(replace(s, date=s.date + far) for s in plan.sessions),
        posts=tuple(replace(p, date=p.date + far) for p in plan.posts),
        reliefs=(Relief("T1", date(2020, 1, 1), "late_start", plan.posts[0].interval),),
    )
    found = worst(moved)
    assert sum(b.rule == "no_school" for b in found) == 5
    assert sum(b.rule == "no_service" for b in found) == 5


def test_breaches_come_sorted_and_are_said_in_both_languages() -> None:
    """By clause, date and place; every sentence is filled and leads with its clause."""
    plan = replace(small_plan(), sessions=small_plan().sessions[3:], posts=small_plan().posts[2:], school="other")
    judged = audit(small_problem(), plan)
    keys = [(b.clause, str(b.when or ""), b.where) for b in judged.breaches]
    assert keys == sorted(keys)
    assert len({b.clause for b in judged.breaches}) > 3
    for language in ("zh", "en"):
        said = judged.say(language)
        assert len(said) == len(judged.breaches)
        assert all(line.startswith(f"[{b.clause} ") for line, b in zip(said, judged.breaches, strict=True))


def test_the_judge_says_the_same_twice() -> None:
    """Two audits of one plan are equal, sentence by sentence."""
    plan = replace(small_plan(), sessions=small_plan().sessions[3:])
    first, second = audit(small_problem(), plan), audit(small_problem(), plan)
    assert first.breaches == second.breaches
    assert first.say("zh") == second.say("zh")


def test_the_judge_imports_no_solver_and_no_picture() -> None:
    """A fresh interpreter that imports the audit has none of the heavy libraries."""
    heavy = ("ortools", "highspy", "matplotlib", "numpy", "pydantic", "yaml")
    code = f"import sys, scheduler.audit; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
