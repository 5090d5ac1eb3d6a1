"""The verb `export`: a plan as workbooks, print and calendars."""

from pathlib import Path
from typing import Annotated

import typer

from scheduler import api
from scheduler.cli.options import Lang, PlanFile, Scenario, School, language_of
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_file
from scheduler.cli.texts import say
from scheduler.cli.verbs import plan_json
from scheduler.reports.registry import Format, listing


def export(
    plan_file: PlanFile,
    school: School,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help=f"种类，可多次，默认全部 / repeatable, all by default: {listing('; ')}"),
    ] = None,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="Excel 工作簿 / workbooks")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="打印文件 / print")] = False,
    ics: Annotated[bool, typer.Option("--ics", help="日历订阅文件 / calendar feeds")] = False,
    names: Annotated[
        Path | None, typer.Option(metavar="CSV", help="姓名对照表；不写就只印编号 / names by id; without it, ids alone")
    ] = None,
    replaces: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PLAN",
            help="被替换的同周计划，先旧后新，可多次：日历标出改动和取消 / earlier plans of the week, oldest first: "
            "calendars tell changes and cancellations",
        ),
    ] = None,
    scenario: Scenario = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FOLDER", help="默认为计划旁的 paper / by default paper beside the plan"),
    ] = None,
    lang: Lang = None,
) -> None:
    """导出表格、打印文件和日历 / Write workbooks, print and calendars of a plan.

    不写 --xlsx、--pdf、--ics 就全部导出。公示、家长材料和海报不含学生信息，姓名一律隐去。

    Everything, unless --xlsx, --pdf or --ics choose. Notice, parent pack and posters hold no pupil and mask every name.
    """
    from scheduler.config.names_file import read_names
    from scheduler.planfile import load_plan

    file = plan_json(plan_file)
    judged = api.audit(file, school, scenarios=scenario or ())
    language, folder = language_of(lang, judged.problem.language), out or file.parent / "paper"
    show_file(Screen(stderr=True), judged, language)
    written = api.export(
        judged.problem,
        judged.plan,
        folder,
        language=language,
        kinds=kind or (),
        forms=[form for form, asked in zip(Format, (xlsx, pdf, ics), strict=True) if asked],
        names=None if names is None else read_names(names),
        earlier=[load_plan(plan_json(old))[0] for old in replaces or ()],
    )
    Screen().plain(say("exported", language, count=len(written), path=folder))
