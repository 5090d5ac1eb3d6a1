"""The verb `season`: a plan carried to another week's bells, what breaks, and the smallest changes that mend it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler import api
from scheduler.atomic import write_text
from scheduler.cli.options import Lang, PlanFile, Scenario, School, Week, language_of
from scheduler.cli.repair_verb import answered, sound
from scheduler.cli.screen import Screen
from scheduler.cli.season_show import record, show_broken, show_later, show_mended
from scheduler.cli.show import show_file
from scheduler.cli.texts import say
from scheduler.cli.verbs import GAPS, plan_json
from scheduler.config.load import Loaded, in_week
from scheduler.config.season_weeks import week_after_switch
from scheduler.domain.vocabulary import listed
from scheduler.repair.moment import before

if TYPE_CHECKING:
    from scheduler.explain.season import Broken
    from scheduler.repair.repair import Repaired


def season(
    plan_file: PlanFile,
    school: School,
    week: Week = None,
    scenario: Scenario = None,
    plan: Annotated[
        bool,
        typer.Option("--plan/--no-plan", help="有违规时改动最小地修好 / mend what breaks with the smallest changes"),
    ] = True,
    later: Annotated[
        bool, typer.Option("--later/--no-later", help="本季以后各周也清点 / count in the later weeks of the season too")
    ] = True,
    time_limit: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="从读文件到写完的时限 / from reading files to the end")
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
    由审核程序列出违规，按条款、班级、人员归类；再给出改动最小的修正，并说明要通知谁什么。

    The plan is carried to the first full week after the next switch of season (or that of --week): every session and
    post on the same weekday and period at that week's bells. The judge says what breaks, by clause, homeroom and
    adult; then it is mended by the changes that cost people least, with who must be told what.
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
    mended = _mended(after, broken, time_limit, language) if plan and not broken.runs else None
    if mended is not None:
        show_mended(screen, mended, language)
    if out is not None and (broken.runs or mended is not None):
        files = _write(broken, mended, out, language)
        screen.plain(say("written", language, path=listed(map(str, files), language)))
    if as_json:
        typer.echo(json.dumps(record(broken, weeks, mended), ensure_ascii=False, indent=1))
    whole = broken.runs if mended is None else sound(mended)
    raise typer.Exit(0 if whole else GAPS)


def _write(broken: "Broken", mended: "Repaired | None", folder: Path, language: str) -> tuple[Path, ...]:
    """The week that can be held: as carried, or mended and with its notices."""
    if mended is None:
        return api.write(broken.carried, broken.audit, folder, language)
    notices = folder / "notices.txt"
    files = api.write(mended.plan, mended.audit, folder, language)
    write_text(notices, "".join(f"{notice.say(language)}\n" for notice in mended.told))
    return *files, notices


def _mended(after: Loaded, broken: "Broken", seconds: float, language: str) -> "Repaired":
    """The carried plan with the changes that cost people least, before the week begins."""
    from solvers.worker import Worker

    since = before(after.problem)
    with Worker() as worker:
        (mended,) = answered(
            lambda left: api.repair(after, broken.carried, since=since, worker=worker, seconds=left), seconds, language
        )
    return mended
