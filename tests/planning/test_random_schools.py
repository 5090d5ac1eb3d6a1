"""Small schools of every shape from end to end: planning never raises, and engine and judge agree on what is short."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from clauses.harness import say_both
from small import DAYS, small_adult, small_policy, small_problem

from scheduler.audit import FITS, audit
from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import Severity
from scheduler.config.load import load_school
from scheduler.domain.demand import Counts, Mode
from scheduler.domain.offer import Strand
from scheduler.domain.people import Caps
from scheduler.domain.plan import TierName
from scheduler.domain.problem import Problem
from scheduler.generate.writer import generate_school
from scheduler.planning import desk
from scheduler.planning.effort import EFFORTS
from scheduler.planning.outcome import Effort, Verdict
from scheduler.planning.run import plan_week
from solvers.worker import Worker

WINTER, SUMMER = date(2026, 12, 7), date(2026, 9, 14)
MIRRORS = {
    (3, "missing"),  # a period without a session: club pupils without a place
    (6, "unplaced"),
    (6, "heads"),  # pupils without a place
    (26, "none"),  # a session without a venue
    (38, "less"),  # two hours not reached by pupils without a place
    (39, "adults"),
    (41, "adults"),  # care and evening study without their adults
    (50, "no_lead"),
    (50, "too_few"),
    (52, "no_lead"),
    (52, "too_few"),
    (53, "no_lead"),
    (53, "too_few"),
    (54, "no_lead"),
    (54, "too_few"),  # groups and clubs without a lead or an assistant
    (59, "too_few"),
    (59, "share"),  # few of the duties that are filled are own staff's
    (61, "alone"),  # an outside lead without a chaperone
    (73, "no_lead"),  # pupils without a responsible adult
    (75, "post"),
    (77, "post"),
    (78, "post"),
    (10, "vacant"),  # vacant posts
    (77, "gap"),
    (77, "unnamed"),  # no hand-over to a session, place or adult that is missing
    (78, "few_on_site"),  # fewer adults at school than the least
}
"""Breaches by which the judge says again what the plan lists as unmet."""


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One solving process for all schools."""
    with Worker() as started:
        yield started


@pytest.fixture(autouse=True)
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quick effort cut to a fraction: plans need not be good here, only true."""
    quick = EFFORTS[Effort.QUICK]
    short = {stage: replace(setting, effort=setting.effort / 20, seconds=8) for stage, setting in quick.items()}
    monkeypatch.setattr(desk, "EFFORTS", EFFORTS | {Effort.QUICK: short})


def judged(problem: Problem, worker: Worker) -> int:
    """Plan the week, draft and final, check that engine, judge and unmet rows tell one story in both, and return the
    shortage of the final one."""
    draft = one_story(problem, worker, Effort.DRAFT)
    final = one_story(problem, worker, Effort.QUICK)
    assert final <= draft
    return final


def one_story(problem: Problem, worker: Worker, effort: Effort) -> int:
    """Plan the week at one effort and return the shortage."""
    outcome = plan_week(problem, effort=effort, seconds=60, worker=worker)
    plan = outcome.plan
    assert plan is not None
    assert outcome.audit == audit(problem, plan)
    value = outcome.audit.value
    assert {t.name: t.value for t in plan.tiers} == dict(value)
    assert all(t.bound <= t.value for t in plan.tiers)
    short = value[TierName.SHORTAGE]
    assert bool(plan.unmet) == (short > 0)
    breaches = {(b.clause, b.rule) for b in outcome.audit.breaches if b.severity is Severity.BREACH}
    assert breaches <= (MIRRORS if short else set())
    assert (outcome.verdict is Verdict.WHOLE) == (short == 0)
    for breach in outcome.audit.breaches:
        say_both((FITS, *BOOK), breach)
    return short


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(
    ("like", "classes", "seed", "short_of"),
    [
        ("rural6", 3, 1, None),
        ("rural6", 4, 2, "staff"),
        ("rural6", 5, 3, "rooms"),
        ("rural6", 6, 4, "skill"),
        ("rural6", 3, 5, "rooms"),
        ("town24", 3, 6, None),
        ("town24", 4, 7, "staff"),
        ("town24", 5, 8, "rooms"),
        ("nine30", 3, 9, "staff"),
        ("nine30", 6, 10, "skill"),
        ("nine30", 5, 11, None),
        ("town60", 3, 12, "skill"),
        ("nine30", 4, 10, "rooms"),  # places counted for pupils who hold the club already
    ],
)
def test_generated_schools(
    tmp_path: Path, worker: Worker, like: str, classes: int, seed: int, short_of: str | None, mode: Mode
) -> None:
    """Short on purpose ends short; otherwise what is short is told, whatever it is."""
    generate_school(tmp_path, like=like, classes=classes, seed=seed, short_of=short_of)
    problem = load_school(tmp_path, week=WINTER if seed % 2 else SUMMER, mode=mode).problem
    short = judged(problem, worker)
    assert short > 0 or short_of is None


def without_rooms(*gone: str) -> Callable[[Problem], Problem]:
    """The school without these venues."""
    return lambda p: replace(p, site=replace(p.site, venues={k: v for k, v in p.site.venues.items() if k not in gone}))


def without_adults(*kept: str) -> Callable[[Problem], Problem]:
    """The school with these adults only."""
    return lambda p: replace(p, adults={k: a for k, a in p.adults.items() if k in kept})


def capped(sessions: int, late_days: int) -> Callable[[Problem], Problem]:
    """Everybody with these caps."""
    caps = Caps(sessions, late_days, 2)
    return lambda p: replace(p, adults={k: replace(a, caps=caps) for k, a in p.adults.items()})


def away(when: date) -> Callable[[Problem], Problem]:
    """Nobody comes that day."""
    return lambda p: replace(p, adults={k: replace(a, absent=frozenset({when})) for k, a in p.adults.items()})


def without_clubs(p: Problem) -> Problem:
    """No clubs and no strands: period 2 is class-based on every day."""
    bare = {k: replace(pupil, choices=()) for k, pupil in p.pupils.items()}
    return replace(p, clubs={}, strands={}, pupils=bare, counts=replace(p.counts, interest={}))


def crowded(p: Problem) -> Problem:
    """Clubs of three places, one section each, for eight pupils."""
    return replace(p, clubs={k: replace(c, capacity=3, min_enrolment=1) for k, c in p.clubs.items()})


def two_strands(p: Problem) -> Problem:
    """A second strand on Tuesday and Thursday."""
    return replace(p, strands={**p.strands, "T": Strand("T", frozenset({3}), frozenset({2, 4}))})


def needy(p: Problem) -> Problem:
    """A1 needs an adult of their own; before enrolment one pupil of A does."""
    pupils = {**p.pupils, "A1": replace(p.pupils["A1"], needs_adult=True)}
    return replace(p, pupils=pupils, counts=Counts(p.counts.heads, p.counts.interest, {"A": 1}))


def thin_ratio(p: Problem) -> Problem:
    """Three pupils an adult: every group wants an assistant."""
    thin = {key: replace(ratio, hard=3) for key, ratio in p.policy.ratios.items()}
    return replace(p, policy=small_policy(ratios=thin))


WHOLE, SHORT, EITHER = "whole", "short", "either"
CHANGES: dict[str, tuple[Callable[[Problem], Problem], str]] = {
    "as it is": (lambda p: p, WHOLE),
    "no first aid": (without_adults(*(f"T{k}" for k in range(1, 13)), "L", "G"), SHORT),
    "one teacher": (without_adults("T1", "L", "G"), SHORT),
    "nobody": (without_adults(), SHORT),
    "no art room": (without_rooms("ART"), EITHER),
    "one room": (without_rooms("RB", "ART", "PG"), SHORT),
    "no room": (without_rooms("RA", "RB", "ART", "PG"), SHORT),
    "no clubs": (without_clubs, WHOLE),
    "crowded clubs": (crowded, SHORT),
    "two strands": (two_strands, EITHER),
    "extra needs": (needy, EITHER),
    "thin ratio": (thin_ratio, EITHER),
    "caps of two": (capped(2, 2), SHORT),
    "no late day": (capped(8, 0), SHORT),
    "short week": (lambda p: replace(p, days=DAYS[2:3]), WHOLE),
    "merges": (lambda p: replace(p, merges=(("A", "B"),), prefer_merge=True), WHOLE),
    "outside coach": (
        lambda p: replace(p, adults={**p.adults, "T1": small_adult("T1", sole_allowed=False, full_time=False)}),
        EITHER,
    ),
    "absent on Monday": (away(DAYS[0].date), SHORT),
}


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("change", CHANGES)
def test_the_small_school_changed(worker: Worker, change: str, mode: Mode) -> None:
    """Whole where there is enough, short where a count shows there is not."""
    alter, expected = CHANGES[change]
    short = judged(alter(small_problem(mode=mode)), worker)
    assert expected == EITHER or (short > 0) == (expected == SHORT)
