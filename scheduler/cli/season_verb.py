"""The verb `season`: a plan carried to another week's bells, what breaks there, and a week that changes little."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler import api
from scheduler.audit import Audit
from scheduler.cli.options import EffortName, Lang, PlanFile, Scenario, School, Week, language_of
from scheduler.cli.plan_verb import show_none
from scheduler.cli.screen import Screen
from scheduler.cli.season_show import record, show_broken, show_later
from scheduler.cli.show import serious, show_audit, show_file, show_unmet
from scheduler.cli.texts import say
from scheduler.cli.verbs import GAPS, plan_json
from scheduler.config.load import Loaded, in_week
from scheduler.config.season_weeks import week_after_switch
from scheduler.domain.plan import Plan
from scheduler.explain.changes import changes

if TYPE_CHECKING:
    from scheduler.explain.season import Broken
    from scheduler.planning.outcome import Outcome


def season(
    plan_file: PlanFile,
    school: School,
    week: Week = None,
    scenario: Scenario = None,
    plan: Annotated[
        bool, typer.Option("--plan/--no-plan", help="有违规时另排一周 / plan the week anew where something breaks")
    ] = True,
    later: Annotated[
        bool, typer.Option("--later/--no-later", help="本季以后各周也清点 / count in the later weeks of the season too")
    ] = True,
    effort: Annotated[EffortName, typer.Option(help="另排时的力度 / how hard to search")] = EffortName.QUICK,
    time_limit: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="另排最多用几秒 / seconds for planning anew")
    ] = 120.0,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FOLDER", help="写出那一周的计划 / folder for the plan of that week"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON / print JSON alone")] = False,
    lang: Lang = None,
) -> None:
    """换季：计划搬到新作息会坏在哪里 / Carry a plan to the next season's bells, and see what breaks.

    把计划原样搬到换季后的第一个完整周（或 --week 那一周）：每场活动、每个岗位都在同一星期、同一时段，用那一周的作息；
    由审核程序列出违规，按条款、班级、人员归类；再排一份保留社团班和名额的计划，列出改动。

    The plan is carried to the first full week after the next switch of season (or that of --week): every session and
    post on the same weekday and period at that week's bells. The judge says what breaks, by clause, homeroom and
    adult; then a week is planned that keeps club sections and places, and its changes are listed.
    """
    judged = api.audit(plan_json(plan_file), school, scenarios=scenario or ())
    language = language_of(lang, judged.problem.language)
    show_file(Screen(stderr=True), judged, language)
    target = week or week_after_switch(judged.loaded)
    if target is None:
        raise typer.BadParameter(say("season.none", language, week=judged.plan.week))
    after = in_week(judged.loaded, target)
    broken = api.what_breaks(judged.loaded, after, judged.plan)
    screen = Screen(stderr=as_json)
    show_broken(screen, broken, language)
    weeks = api.breaches_later(after, judged.plan) if later else {}
    show_later(screen, weeks, language)
    week_anew = (broken.carried, broken.audit) if broken.runs else None
    if plan and not broken.runs:
        outcome = _anew(after, broken, effort, time_limit)
        if outcome.plan is None or outcome.audit is None:
            raise typer.Exit(show_none(screen, outcome, language))
        week_anew = outcome.plan, outcome.audit
        _show_anew(screen, broken, week_anew, language)
    if week_anew is not None and out is not None:
        for file in api.write(*week_anew, out, language):
            screen.plain(say("written", language, path=file))
    if as_json:
        typer.echo(json.dumps(record(broken, weeks, week_anew), ensure_ascii=False, indent=1))
    whole = week_anew is not None and not week_anew[0].unmet and not serious(week_anew[1].breaches)
    raise typer.Exit(0 if whole else GAPS)


def _anew(after: Loaded, broken: "Broken", effort: EffortName, seconds: float) -> "Outcome":
    """The week planned with the carried plan's club sections, and as few places changed as can be."""
    from scheduler.planning.outcome import Effort

    keep = broken.carried if after.problem.roster else None
    return api.plan(after, effort=Effort(effort.value), seconds=seconds, keep=keep)


def _show_anew(screen: Screen, broken: "Broken", anew: tuple[Plan, Audit], language: str) -> None:
    screen.print(say("season.anew", language))
    screen.plain("  " + changes(broken.carried, anew[0]).say(language))
    show_unmet(screen, anew[0], language, "plan.json")
    show_audit(screen, anew[1], language, "audit.txt")
