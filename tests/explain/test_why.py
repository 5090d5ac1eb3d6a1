"""Why and why not: what the other week costs, whether that is proven, what changes, and what binds."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from small import MONDAY, small_problem

from scheduler.domain.plan import TierName
from scheduler.domain.problem import Problem
from scheduler.explain.binding import binding
from scheduler.explain.changes import changes
from scheduler.explain.records import to_json
from scheduler.explain.why import Asked, WhyAnswer, Word, why
from scheduler.planning.anew import plan_beside
from scheduler.planning.asked import Variant
from scheduler.planning.outcome import Effort, Outcome, Verdict
from scheduler.planning.run import plan_week
from scheduler.statements.clubs import LeadsClub, Sections
from scheduler.statements.people import Duties, LateDays
from scheduler.statements.statement import Condition, Count, Statement
from scheduler.statements.tasks import Task
from scheduler.statements.words import Named
from solvers.worker import Worker

CHESS, PAINTING = Named("chess", "围棋"), Named("painting", "绘画")


class Week:
    """The small school's week, planned once, and again for every question."""

    def __init__(self, worker: Worker) -> None:
        self.problem: Problem = small_problem()
        self.worker, self.variant = worker, Variant()
        self.base = self.plan(self.variant)

    def plan(self, variant: Variant) -> Outcome:
        """The week beside another."""
        return plan_week(self.problem, effort=Effort.DRAFT, worker=self.worker, variant=variant)

    def asked(self, way: Asked, statement: Statement) -> WhyAnswer:
        """One question answered."""
        again = lambda condition: self.plan(Variant((condition,), self.variant.answers))  # noqa: E731
        return why(self.problem, self.base, statement, way, again)


@pytest.fixture(scope="module")
def week() -> Iterator[Week]:
    """Planned with one solving process."""
    with Worker() as worker:
        yield Week(worker)


def test_what_a_club_is_open_for_is_told_in_rank_costs(week: Week) -> None:
    """A1, A2, B1 and B2 wish for chess first. Without it each has painting, the second wish, of cost 1: 0 -> 4."""
    answer = week.asked(Asked.WHY, Sections(CHESS))
    places = next(tier for tier in answer.tiers if tier.name is TierName.PLACES)
    assert (answer.verdict, answer.turned, answer.holds) == (Word.WORSE, False, False)
    assert (places.before, places.after, places.difference, places.open) == (0, 4, 4, False)
    assert answer.changes is not None
    assert (answer.changes.closed, answer.changes.opened) == (("chess@S",), ())
    assert answer.changes.pupils == ("A1", "A2", "B1", "B2")
    assert "worse by 4 in places (proven to be worse)" in answer.say("en")
    assert "志愿多 4（已证明更差）" in answer.say("zh")


def test_a_question_about_what_is_so_already_is_turned_round(week: Week) -> None:
    """Why is chess not open: it is; the answer is that of why it is open."""
    turned, straight = (week.asked(way, Sections(CHESS)) for way in (Asked.WHY_NOT, Asked.WHY))
    assert turned.turned
    assert turned.tiers == straight.tiers
    assert "It is so in the week as planned" in turned.say("en")


def test_who_cannot_lead_is_told_by_clause(week: Week) -> None:
    """T3 has no skill of chess: impossible, and clause 28 stands in the way of the one section."""
    answer = week.asked(Asked.WHY_NOT, LeadsClub("T3", CHESS))
    assert (answer.verdict, answer.stage, answer.tiers) == (Word.IMPOSSIBLE, "offer", ())
    assert [obstacle.duty for obstacle in answer.obstacles] == ["chess.S.1"]
    assert {breach.clause for breach in answer.obstacles[0].candidate.stoppers} >= {28}
    assert "cannot be: proven" in answer.say("en")


def test_what_stops_a_single_duty_is_told_by_clause(week: Week) -> None:
    """L holds posts only (10), so A's homework is impossible for L; G1's gate is some adult's for whom T12 could go."""
    answer = week.asked(Asked.WHY_NOT, Task("L", "homework", "A", 2))
    assert (answer.verdict, answer.stage) == (Word.IMPOSSIBLE, "staff")
    assert [obstacle.duty.split("/")[0] for obstacle in answer.obstacles] == ["homework"]
    assert answer.obstacles[0].candidate.stoppers
    other = week.asked(Asked.WHY_NOT, Task("T12", "gate", "G1", 1))
    assert other.verdict is not Word.IMPOSSIBLE
    assert [obstacle.duty.split("/")[0] for obstacle in other.obstacles] == ([] if other.turned else ["gate"])


def test_what_is_asked_of_an_adult_moves_no_pupil(week: Week) -> None:
    """T4 with six duties: other adults somewhere, and the same sections and places; somebody could give T4 a duty."""
    answer = week.asked(Asked.WHY_NOT, Duties("T4", Count(6, 6)))
    if answer.turned:
        answer = week.asked(Asked.WHY_NOT, Duties("T4", Count(5, 5)))
    assert answer.changes is not None
    assert answer.changes.staffed
    assert (answer.changes.pupils, answer.changes.opened, answer.changes.closed, answer.unmet) == ((), (), (), ())


def test_demands_only_the_other_week_leaves_unmet_are_told_with_clause_and_day(week: Week) -> None:
    """L is the only duty lead: without L on Monday the post of clause 10 stays empty that day, and only that."""
    answer = week.asked(Asked.WHY, Duties("L", weekday=1))
    assert answer.verdict is Word.SHORT
    assert [(item.clause, item.what, item.when) for item in answer.unmet] == [(10, "duty_lead", MONDAY)]
    assert "clause 10" in answer.say("en")


def test_a_club_that_is_not_open_has_its_obstacles_too(week: Week) -> None:
    """Taken to meet: T2, of art, is not qualified for chess (28)."""
    base = week.base
    assert base.plan is not None
    shut = week.plan(Variant((Condition(Sections(CHESS), holds=False),), week.variant.answers))
    answer = why(week.problem, shut, LeadsClub("T2", CHESS), Asked.WHY_NOT, lambda c: week.plan(Variant((c,))))
    assert [obstacle.duty for obstacle in answer.obstacles] == ["chess.S.1"]
    assert 28 in {breach.clause for breach in answer.obstacles[0].candidate.stoppers}


@pytest.mark.parametrize(
    ("value", "bound", "verdict", "difference", "unproven"),
    [
        (0, 0, Word.EQUAL, 0, False),
        (2, 0, Word.UNPROVEN, 2, True),
        (2, 1, Word.WORSE, 2, False),
        (2, 2, Word.WORSE, 2, False),
        (-1, -1, Word.NO_WORSE, -1, True),
    ],
)
def test_a_difference_is_proven_only_by_bounds(
    week: Week, value: int, bound: int, verdict: Word, difference: int, unproven: bool
) -> None:
    """Value and bound of the other week's last tier, relative to the first week's value. Worse is proven once its bound
    is above that value, and else nothing is said; a lower value shows that nothing is lost, without any bound."""
    base = week.base
    assert base.plan is not None
    last = base.plan.tiers[-1]

    def with_last(outcome: Outcome, rise: int, low: int) -> Outcome:
        assert outcome.plan is not None
        tier = replace(last, value=last.value + rise, bound=last.value + low)
        proven = (replace(before, bound=before.value) for before in outcome.plan.tiers[:-1])
        return replace(outcome, plan=replace(outcome.plan, tiers=(*proven, tier), bounds={}))

    first = with_last(base, 0, -1 if value < 0 else 0)
    never = Duties("T3", Count(99))  # not so in any week: asked why, it is turned; the stand-in keeps its denial
    other = with_last(base, value, bound)
    answer = why(week.problem, first, _Always(never), Asked.WHY, lambda condition: other)
    tier = answer.tiers[-1]
    assert (answer.verdict, tier.difference, tier.open) == (verdict, difference, unproven)
    assert ("worse by" in answer.say("en")) == (verdict is Word.WORSE)


class _Always:
    """A statement that holds at first and never after, so that any plan serves as the other week."""

    def __init__(self, said: Duties) -> None:
        self._said, self._looks = said, 0

    def holds(self, problem: Problem, plan: object) -> bool:
        """True at the first look."""
        self._looks += 1
        return self._looks == 1

    def say(self, language: str) -> str:
        """The stand-in's words."""
        return self._said.say(language)


def test_no_time_is_no_proof(week: Week) -> None:
    """Nothing is said of the week when none was found; a base without a plan cannot be asked about."""
    nothing = replace(week.base, plan=None, audit=None, verdict=Verdict.NO_TIME)
    answer = why(week.problem, week.base, LateDays("T3", Count(3)), Asked.WHY_NOT, lambda condition: nothing)
    assert answer.verdict is Word.NO_TIME
    assert "nothing can be said" in answer.say("en")
    with pytest.raises(ValueError, match="no week"):
        why(week.problem, nothing, LateDays("T3"), Asked.WHY, lambda condition: nothing)


def test_a_week_that_does_not_keep_the_condition_is_our_bug(week: Week) -> None:
    """The same plan again cannot be its own opposite."""
    with pytest.raises(RuntimeError, match="not kept"):
        why(week.problem, week.base, Sections(CHESS), Asked.WHY, lambda condition: week.base)


def test_a_plan_changes_nothing_against_itself(week: Week) -> None:
    """And says so."""
    assert week.base.plan is not None
    same = changes(week.base.plan, week.base.plan)
    assert (same.opened, same.closed, same.pupils, same.staffed) == ((), (), (), ())
    assert "Nobody" in same.say("en")


def test_an_answer_is_plain_data_with_its_sentences(week: Week) -> None:
    """Verdict, statement and tiers by name, and both languages."""
    data = json.loads(to_json(week.asked(Asked.WHY, Sections(PAINTING))))
    assert data["verdict"] in set(Word)
    assert data["statement"]["club"]["id"] == "painting"
    assert data["statement"]["said"]["zh"] == "“绘画”开班"
    assert set(data["said"]) == {"zh", "en"}


def test_what_a_condition_does_not_concern_stays_as_the_plan_has_it(week: Week) -> None:
    """T4 without a duty on Monday: places, sections and venues are the plan's own, tiers the judge's counts."""
    base = week.base
    assert base.plan is not None
    condition = Condition(Duties("T4", weekday=1), holds=False)
    other = plan_beside(week.problem, base.plan, (condition,), effort=Effort.QUICK, seconds=30, worker=week.worker)
    assert other.plan is not None
    assert other.audit is not None
    assert condition.met(week.problem, other.plan)
    assert [report.stage for report in other.stages] == ["staff"]
    assert other.plan.seats == base.plan.seats
    assert [(s.id, s.venue) for s in other.plan.sections] == [(s.id, s.venue) for s in base.plan.sections]
    assert {tier.name: tier.value for tier in other.plan.tiers} == dict(other.audit.value)
    assert all(tier.bound <= tier.value for tier in other.plan.tiers)


def test_what_concerns_the_offer_is_asked_from_there_on_beside_the_same_groups(week: Week) -> None:
    """Without chess: every stage but the groups is asked, and A1, A2, B1 and B2 pay a rank each."""
    base = week.base
    assert base.plan is not None
    condition = Condition(Sections(CHESS), holds=False)
    other = plan_beside(week.problem, base.plan, (condition,), effort=Effort.QUICK, seconds=30, worker=week.worker)
    assert other.plan is not None
    assert [report.stage for report in other.stages] == ["offer", "seats", "sections", "staff"]
    assert other.audit is not None
    assert other.audit.value[TierName.PLACES] == 4
    groups = [(s.id, s.venue) for s in base.plan.sessions if s.section is None]
    assert [(s.id, s.venue) for s in other.plan.sessions if s.section is None] == groups


def test_rules_that_bind_are_told_where_something_cannot_be(week: Week) -> None:
    """At most 8 duties a week: nothing binds 8 of them, clause 42 alone binds 9, and says so of T4 with its number."""
    plan = week.base.plan
    assert plan is not None
    bind = partial(binding, week.problem, worker=week.worker, seconds=30)
    assert bind(plan, Condition(Duties("T4", Count(8))), "staff") == ()
    bound = bind(plan, Condition(Duties("T4", Count(9))), "staff")
    assert [(one.reason.clause, one.who, one.limit) for one in bound] == [(42, ("T4",), 8)]
    again = lambda c: plan_beside(week.problem, plan, (c,), effort=Effort.QUICK, seconds=30, worker=week.worker)  # noqa: E731
    answer = why(week.problem, week.base, Duties("T4", Count(9)), Asked.WHY_NOT, again, bind)
    assert (answer.verdict, answer.stage, answer.binding) == (Word.IMPOSSIBLE, "staff", bound)
    assert "confirmed by a second solver" in answer.say("en")
    assert bound[0].say("zh") in answer.say("zh")
