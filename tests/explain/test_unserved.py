"""Each demand a plan leaves unmet: told once, with the closest candidates and what the judge says stops them."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scheduler import api
from scheduler.audit import audit
from scheduler.cli.app import app
from scheduler.domain.plan import Duty, Plan, Post, Role
from scheduler.domain.problem import Problem
from scheduler.explain.clashes import Clashes
from scheduler.explain.explanation import explain_plan
from scheduler.explain.questions import Scope
from scheduler.explain.stoppers import adult_stoppers, venue_stoppers
from scheduler.explain.unserved import unserved
from scheduler.generate.writer import generate_school
from scheduler.planning.outcome import Effort


@pytest.fixture(scope="module", params=["staff", "rooms", "skill"])
def short(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Problem, Plan]:
    """A village school that lacks something, and the draft of its week, judged."""
    folder = tmp_path_factory.mktemp("short") / request.param
    generate_school(folder, like="rural6", seed=5, short_of=request.param)
    outcome = api.plan(api.load(folder), effort=Effort.DRAFT)
    assert outcome.plan is not None
    return request.param, api.load(folder).problem, outcome.plan


def test_every_unmet_unit_is_explained_once(short: tuple[str, Problem, Plan]) -> None:
    """By clause and word, the amounts explained are the amounts unmet."""
    _, problem, plan = short
    assert plan.unmet
    wanted, told = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    for row in plan.unmet:
        wanted[row.clause, row.what] += row.amount
    for item in unserved(problem, plan):
        told[item.clause, item.what] += item.amount
    assert told == wanted


def test_the_closest_come_first_and_each_is_stopped(short: tuple[str, Problem, Plan]) -> None:
    """At most five candidates; in a plan that met what it could, nobody who is free is left out of a staff demand."""
    _, problem, plan = short
    for item in unserved(problem, plan):
        assert len(item.closest) <= min(5, item.considered)
        assert sum(count for _, count in item.tally) <= item.considered
        for candidate in item.closest:
            assert candidate.stoppers or candidate.state, (item.where, candidate.id)


def test_what_is_lacking_is_named(short: tuple[str, Problem, Plan]) -> None:
    """Short of staff: adults; of rooms: places; of the skill: first aid. Both languages say a clause for each."""
    lack, problem, plan = short
    explanation = explain_plan(problem, plan)
    assert explanation.short
    expected = {"staff": "adult", "rooms": "venue", "skill": "first_aid"}[lack]
    assert expected in {item.what for item in explanation.unserved}
    for item in explanation.unserved:
        assert f"clause {item.clause}" in item.say("en")
        assert f"第 {item.clause} 条" in item.say("zh")
    assert "{" not in explanation.say("en") + explanation.say("zh")
    _clashes_are_unmet(explanation.clashes, plan)


def _clashes_are_unmet(clashes: Clashes, plan: Plan) -> None:
    """What no plan can meet, this one leaves unmet: something on every day, club places on no day in particular."""
    always = [clash for clash in clashes.found if clash.scope is Scope.EVERY]
    assert always
    for clash in always:
        for days in [[when] for when in clash.dates] if clash.each else [clash.dates]:
            assert any(row.date is None or row.date in days for row in plan.unmet), clash.say("en")


def test_what_stops_an_adult_is_what_the_judge_finds(short: tuple[str, Problem, Plan]) -> None:
    """Giving a vacant post to anybody: the stoppers are breaches the judge finds in the changed plan, too."""
    lack, problem, plan = short
    vacant = [post for post in plan.posts if post.adult is None]
    if lack == "skill":
        assert vacant
    for post in vacant[:2]:
        for adult in list(problem.adults)[:12]:
            stoppers = adult_stoppers(problem, plan, adult, [post])
            posts = tuple(replace(p, adult=adult) if p.id == post.id else p for p in plan.posts)
            judged = audit(problem, replace(plan, posts=posts))
            found = {(b.clause, b.rule) for b in judged.breaches if adult in b.who}
            assert {(b.clause, b.rule) for b in stoppers} <= found, (post.id, adult)


def test_nobody_free_is_left_out_when_a_held_duty_is_vacated() -> None:
    """Take an adult off a post: the same adult is the closest, with nothing in the way."""
    problem = api.load(Path("configs/schools/rural6")).problem
    outcome = api.plan(api.load(Path("configs/schools/rural6")), effort=Effort.DRAFT)
    assert outcome.plan is not None
    post = next(p for p in outcome.plan.posts if p.adult is not None)
    vacated = replace(
        outcome.plan, posts=tuple(replace(p, adult=None) if p.id == post.id else p for p in outcome.plan.posts)
    )
    assert adult_stoppers(problem, vacated, str(post.adult), [_vacant(post)]) == ()
    session = next(s for s in outcome.plan.sessions if s.venue is not None)
    assert venue_stoppers(problem, outcome.plan, str(session.venue), [session]) == ()
    lead = next(s for s in outcome.plan.sessions if s.section is None and s.lead is not None)
    open_lead = replace(lead, duties=tuple(d for d in lead.duties if d != Duty(str(lead.lead), Role.LEAD)))
    sessions = tuple(open_lead if s.id == lead.id else s for s in outcome.plan.sessions)
    assert adult_stoppers(problem, replace(outcome.plan, sessions=sessions), str(lead.lead), [open_lead]) == ()


def _vacant(post: Post) -> Post:
    return replace(post, adult=None)


def test_the_verb_explains_a_plan_file_and_a_fresh_draft_alike(tmp_path: Path) -> None:
    """Exit code 1, words in the language asked for, the same JSON printed and written; without a plan, a draft."""
    generate_school(tmp_path / "school", like="rural6", seed=5, short_of="skill")
    school, run = str(tmp_path / "school"), CliRunner()
    made = run.invoke(app, ["plan", school, "--effort", "draft", "--no-charts", "-o", str(tmp_path / "out")])
    assert made.exit_code == 1, made.output
    told = run.invoke(app, ["explain", school, "--plan", str(tmp_path / "out"), "--lang", "en"])
    assert told.exit_code == 1
    assert "Certainly short, in every plan" in told.stdout
    assert "first aid" in told.stdout
    drafted = run.invoke(app, ["explain", school, "--json", "--out", str(tmp_path / "explain.json")])
    written = json.loads((tmp_path / "explain.json").read_text(encoding="utf-8"))
    assert json.loads(drafted.stdout) == written
    assert written["unserved"][0]["clause"] == 78
    assert set(written["unserved"][0]["said"]) == {"zh", "en"}


def test_nothing_short_is_said_so(tmp_path: Path) -> None:
    """A school with enough of everything: exit code 0, and only what has nothing to spare, if anything."""
    told = CliRunner().invoke(app, ["explain", "configs/schools/rural6", "--lang", "zh"])
    assert told.exit_code == 0, told.output
    assert "没有满足的需求" not in told.stdout
    assert "没有冲突：这份计划满足了全部需求" in told.stdout
