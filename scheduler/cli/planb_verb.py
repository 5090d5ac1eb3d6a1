"""The verb `planb`: repairs for the likely days, made ready beside the week's plan."""

from pathlib import Path
from typing import Annotated

import typer

from scheduler import api
from scheduler.cli.options import Lang, PlanFile, Scenario, School, language_of
from scheduler.cli.plan_verb import require_writable
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_file
from scheduler.cli.texts import say
from scheduler.cli.verbs import GAPS, plan_json

FOLDER = "plan-b"


def planb(
    plan_file: PlanFile,
    school: School,
    absent: Annotated[
        int, typer.Option(min=0, max=5, help="每天最多几名最忙的人缺席 / up to how many of the busiest absent a day")
    ] = 3,
    time_limit: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="每种改法的时限 / time limit of each repair")
    ] = 10.0,
    check: Annotated[
        bool, typer.Option("--check", help="只看已有的备用方案是否还对应这份计划 / only whether those there still fit")
    ] = False,
    scenario: Scenario = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FOLDER", help="默认为计划旁的 plan-b / by default plan-b beside the plan"),
    ] = None,
    lang: Lang = None,
) -> None:
    """事先备好常见情形的改法 / Make repairs ready for the likely days.

    每天：沙尘（室外全停）、体育馆不能用、一至三名最忙的人缺席。每份备用方案一个文件夹：情景、计划、审核、通知；
    index.txt 是目录。计划改动以后，用 --check 看它们是否还适用。

    For each day: dust (nothing outdoors), the gym closed, one to three of the busiest absent. Each has a folder with
    scenario, plan, audit and notices; index.txt lists them. --check tells whether they still fit the plan.
    """
    from scheduler.resilience.planb import fits
    from solvers.worker import Worker

    judged = api.audit(plan_json(plan_file), school, scenarios=scenario or ())
    language, screen = language_of(lang, judged.problem.language), Screen()
    folder = out or plan_json(plan_file).parent / FOLDER
    if check:
        still = fits(judged.plan, folder)
        screen.print(say("planb.fits" if still else "planb.stale", language), style="green" if still else "yellow")
        raise typer.Exit(0 if still else GAPS)
    show_file(Screen(stderr=True), judged, language)
    require_writable(folder)
    ready = []
    with Worker() as worker:
        made = api.plan_b(
            judged.loaded, judged.plan, folder, worker=worker, language=language, absences=absent, seconds=time_limit
        )
        for one in made:
            ready.append(one)
            screen.plain(one.say(language))
    for path in api.write_plan_b(judged.plan, ready, folder, language):
        screen.plain(say("written", language, path=path))
    raise typer.Exit(0 if all(one.legal for one in ready) else GAPS)
