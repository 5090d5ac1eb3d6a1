"""Rivals on the tiny school: what they are told, what their answers become, and that the judge agrees. No timing."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from scheduler.audit import Audit, audit
from scheduler.clauses.clause import Severity
from scheduler.domain.people import AdultKind
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.policy import PostRule
from scheduler.domain.problem import Problem
from scheduler.planning.whole.reading import plan_of
from solvers.compact import Compact, compact
from solvers.engines.protocol import Search
from tests.benchmarks.rivals import fet, minizinc, timefold
from tests.benchmarks.rivals.assignment import week_of
from tests.benchmarks.rivals.case import Course, NotInstalled, School
from tests.benchmarks.rivals.hand import by_hand
from tests.benchmarks.rivals.judging import row_of
from tests.benchmarks.rivals.registry import RIVALS
from tests.benchmarks.rivals.run import run_rivals
from tests.benchmarks.rivals.whole import cpsat, highs, run_whole
from tests.small import small_policy, small_problem

SHORTAGES = {"post", "vacant", "no_lead", "too_few", "none", "adults", "unplaced", "gap", "unnamed", "few_on_site"}
"""Rules that a lack of adults, venues or places breaks, whatever the planner does."""


def broken(verdict: Audit) -> list[str]:
    """Rules of the breaches."""
    return [breach.rule for breach in verdict.breaches if breach.severity is Severity.BREACH]


def whole_plan(problem: Problem, make: Callable[[Compact], Search]) -> tuple[School, Course, Plan]:
    """The last plan of one solver for the whole week within two seconds."""
    school, course = School.of(problem), Course()
    run_whole(make, school, 2.0, 1, course)
    return school, course, course.found[-1].plan()


@pytest.mark.parametrize("make", [cpsat, highs])
def test_one_statement_of_the_week_gives_a_clean_plan(make: Callable[[Compact], Search]) -> None:
    """Nobody lacks anything, every pupil has the first wish: 8 pupils, 2 clubs of 20, wishes split in halves."""
    school, _, plan = whole_plan(small_problem(), make)
    verdict = audit(school.problem, plan)
    assert broken(verdict) == []
    assert plan.unmet == ()
    assert (verdict.value[TierName.SHORTAGE], verdict.value[TierName.PLACES]) == (0, 0)
    assert len(plan.sections) == 2


def test_the_statement_counts_as_the_judge_does() -> None:
    """Shortage, places and money of the values are the judge's, as nothing of them hangs on the naming."""
    school, course, plan = whole_plan(small_problem(), highs)
    values = course.found[-1].plan.args[1]  # type: ignore[attr-defined]
    costs = dict(zip(school.whole.instance.tiers, compact(school.whole.instance).costs_of(values), strict=True))
    counted = audit(school.problem, plan).value
    for tier, cost in costs.items():
        if tier.name in ("shortage", "places", "money"):
            assert counted[TierName(tier.name)] == cost + school.given.get(TierName(tier.name), 0)


def test_posts_follow_the_number_of_sections() -> None:
    """A patrol for each group: two homework groups want two; up to four sections of period 2 may want as many."""
    rules = (
        *(r for r in small_policy().posts if r.kind != "patrol"),
        PostRule("patrol", "groups", 1, "service", groups=1),
    )
    clubs = {key: replace(club, max_sections=2) for key, club in small_problem().clubs.items()}
    problem = small_problem(policy=small_policy(posts=rules), clubs=clubs)
    school, _, plan = whole_plan(problem, highs)
    assert {w.day.weekday for w in school.whole.watched} == {1, 3}
    patrols = [post for post in plan.posts if post.kind == "patrol"]
    assert len(patrols) == 2 * 5
    assert "post" not in broken(audit(problem, plan))


def test_the_hand_method_breaks_no_rule() -> None:
    """A plan for the tiny school with nothing unmet, the same for the same lottery."""
    school = School.of(small_problem())
    choices = by_hand(school.problem, school.groups, 1)
    plan = plan_of(school.problem, school.groups, choices)
    assert broken(audit(school.problem, plan)) == []
    assert plan.unmet == ()
    assert choices == by_hand(school.problem, school.groups, 1)


def test_by_hand_only_what_is_lacking_is_broken() -> None:
    """With four teachers, one first-aider and no guard there are shortages, and no other breach."""
    adults = small_problem().adults
    few = {key: a for key, a in adults.items() if key in ("T1", "T2", "T3", "T4", "F1") and a.kind is AdultKind.OWN}
    school = School.of(small_problem(adults=few))
    plan = plan_of(school.problem, school.groups, by_hand(school.problem, school.groups, 1))
    rules = set(broken(audit(school.problem, plan)))
    assert plan.unmet
    assert rules <= SHORTAGES


def test_the_week_is_written_for_timefold() -> None:
    """Two sections, a seat a pupil, a job a place; a lead's job names the section and the adults who can."""
    week = week_of(School.of(small_problem()))
    lines = [line.split("\t") for line in timefold.lines_of(week)]
    kinds = [words[0] for words in lines]
    assert (kinds.count("section"), kinds.count("seat"), kinds.count("adult")) == (2, 8, 16)
    (chess,) = (words for words in lines if words[1] == "lead/chess.S.1")
    assert (chess[2], chess[-1]) == ("chess.S.1", "T1")
    # 5 days with 2 homework leads, 2 in extended care, 5 posts; 3 days with 2 class activities; 2 leads of sections.
    assert kinds.count("job") == 5 * (2 + 2 + 5) + 3 * 2 + 2


def test_a_line_of_timefold_becomes_a_plan() -> None:
    """A section opens with a venue, a lead and enough pupils (2); painting lacks its lead and stays shut."""
    school = School.of(small_problem())
    pupils = [f"s {pupil} S chess.S.1" for pupil in ("A1", "A2", "B1")]
    words = ["plan", "5", "0", "v chess.S.1 RA", "v painting.S.1 ART", *pupils, "s B2 S painting.S.1", "s B3 S -"]
    line = "\t".join([*words, "j lead/chess.S.1 T1", "j lead/painting.S.1 -"])
    plan = timefold.plan_from(school, week_of(school), line)
    (section,) = plan.sections
    assert (str(section.id), section.venue, section.lead) == ("chess.S.1", "RA", "T1")
    assert [seat.pupil for seat in plan.seats] == ["A1", "A2", "B1"]


def test_the_statement_is_written_for_minizinc() -> None:
    """The arrays of the data file are the rows, 1-based, and only the tier wanted is the goal."""
    problem = compact(School.of(small_problem()).whole.instance)
    text = "\n".join(minizinc.data_of(problem, 1, [0, minizinc.OPEN, minizinc.OPEN, minizinc.OPEN, minizinc.OPEN]))
    found = {name: value for name, value in re.findall(r"^(\w+) = (.+);$", text, re.M)}
    assert (int(found["width"]), int(found["height"]), found["goal"]) == (problem.width, problem.height, "2")
    columns = [int(word) for word in found["columns"].strip("[]").split(",")]
    assert columns == (problem.columns + 1).tolist()
    assert found["caps"].startswith("[0,1073741824,")
    answer = minizinc.values_from("values [1, 0, 3]")
    assert answer is not None
    assert answer.tolist() == [1, 0, 3]
    assert minizinc.values_from("==========") is None


def test_the_staffing_is_written_for_fet() -> None:
    """An activity for every meeting of a venue, a lead and a place; the rooms it answers with are the adults."""
    school = School.of(small_problem())
    drawn = by_hand(school.problem, school.groups, 1)
    duties = tuple(fet.duties_of(school, drawn))
    root = fet.file_of(school.problem, duties).getroot()
    # By hand one section opens: 2 meetings with a venue and a lead each; then as for Timefold 45 + 6 places.
    assert len(list(root.iter("Activity"))) == 2 + 2 + 45 + 6
    assert len(list(root.iter("ConstraintActivitiesOccupyMaxDifferentRooms"))) == 2
    rooms = {1: "venue RA", 3: "T1", 5: duties[2].rooms[0]}
    choices = fet.choices_from(duties, rooms, drawn)
    (section,) = choices.venues
    assert (choices.venues[section], choices.leads[section]) == ("RA", "T1")
    assert choices.serving == {duties[2].what: [duties[2].rooms[0]]}
    assert fet.rooms_from(None) == {}


def test_a_missing_tool_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without MiniZinc, FET and the package timefold."""
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(NotInstalled, match="Debian package minizinc"):
        minizinc.solver_or_raise(minizinc.CP)
    with pytest.raises(NotInstalled, match="Debian package fet"):
        fet.run_fet(School.of(small_problem()), 1.0, 1, Course())
    with pytest.raises(NotInstalled, match=r"afterschool-planner\[rivals\]"):
        timefold.jars_or_raise()


def test_a_row_tells_when_a_rival_was_legal_and_as_good() -> None:
    """Plans after 1, 2 and 3 seconds: none of the duties held, then all; the aim is the last plan's own rank."""
    school, course, plan = whole_plan(small_problem(), highs)
    empty = replace(plan, posts=tuple(replace(post, adult=None) for post in plan.posts))
    told = Course(bounds=course.bounds, status="feasible")
    for second, one in ((1.0, empty), (2.0, plan), (3.0, plan)):
        told.add(lambda one=one: one, second)
    aim = row_of("highs-whole", school, told, None)["rank"]
    row = row_of("highs-whole", school, told, aim)
    assert (row["legal"], row["first_seconds"], row["as_good_seconds"]) == (True, 2.0, 2.0)
    assert row_of("none", school, Course(), aim)["tiers"] == {}


def test_an_unknown_rival_is_named() -> None:
    """The message lists those there are."""
    with pytest.raises(ValueError, match=f"must be one of {', '.join(RIVALS)}"):
        next(run_rivals(None, 1.0, 1, ["abacus"]))  # type: ignore[arg-type]
