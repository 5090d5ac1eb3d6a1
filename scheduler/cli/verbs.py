"""The verbs that do not search: each parses its arguments, calls the API, and shows what came back."""

import json
from pathlib import Path
from typing import Annotated

import typer

from scheduler import api
from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import Severity
from scheduler.cli.counting import show_count
from scheduler.cli.options import (
    Lang,
    Language,
    Mode,
    PlainLang,
    PlanFile,
    Scarcity,
    Scenario,
    SchemaKind,
    School,
    SchoolKind,
    Week,
    language_of,
)
from scheduler.cli.screen import Screen
from scheduler.cli.show import sentences, serious, show_file, show_judged, show_scenarios, show_school
from scheduler.cli.texts import say
from scheduler.config.load import Loaded
from scheduler.domain import demand
from scheduler.explain import records

GAPS = 1
WORKBOOK = "school.xlsx"


def load(school: Path, week: Week, mode: Mode, scenario: Scenario, language: Language | None) -> tuple[Loaded, str]:
    """The school as the options want it, and the language to speak."""
    wanted = None if mode is None else demand.Mode(mode.value)
    loaded = api.load(school, week=week, mode=wanted, scenarios=scenario or ())
    return loaded, language_of(language, loaded.problem.language)


def check(
    school: School,
    week: Week = None,
    mode: Mode = None,
    scenario: Scenario = None,
    origin: Annotated[
        str | None,
        typer.Option(
            metavar="FIELD", help="某个值写在哪个文件哪一行，如 adults.T001.kind / file and line that gave a value"
        ),
    ] = None,
    chart: Annotated[
        Path | None, typer.Option(metavar="FILE", help="把供需画成 PNG 图 / draw supply and demand as a PNG file")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出供需清单 / print the count as JSON")] = False,
    lang: Lang = None,
) -> None:
    """检查学校文件，并清点供需 / Check a school's files, and count supply against demand.

    一次列出全部问题（文件:行:列），再列出学校条件与通知不符之处，最后清点人手、技能、场地和名额够不够。

    Lists every problem at once with file:line:column, then where the school itself falls short of the notice, then
    whether adults, skills, places and club seats can be enough, before any search.
    """
    loaded, language = load(school, week, mode, scenario, lang)
    screen = Screen()
    if origin is not None:
        screen.plain(say("origin", language, path=origin, mark=api.origin(loaded, origin)))
        return
    counted = api.count(loaded)
    if chart is not None:
        api.draw_count(loaded, counted, chart, language)
    found = api.check(loaded)
    wrong = sum(breach.severity is Severity.FINDING for breach in found)
    failing = GAPS if wrong or counted.certain else 0
    if as_json:
        typer.echo(records.to_json(counted))
        raise typer.Exit(failing)
    show_school(screen, loaded.problem, language)
    show_scenarios(screen, loaded.scenarios, language)
    for line in (*(note.say(language) for note in loaded.notes), *sentences(found, language)):
        screen.plain("  " + line)
    screen.print(say("check.findings" if wrong else "ok", language, count=wrong), style="yellow" if wrong else "green")
    show_count(screen, counted, language)
    raise typer.Exit(failing)


def audit(plan_file: PlanFile, school: School, scenario: Scenario = None, lang: Lang = None) -> None:
    """独立审核 / Judge a plan without any solver.

    逐条对照通知，一条一行，再列出每一处违规。

    One line a clause, then every breach with its clause, place, time and people.
    """
    judged = api.audit(plan_json(plan_file), school, scenarios=scenario or ())
    show_judged(Screen(), judged, language_of(lang, judged.problem.language))
    pins_wrong = any(verdict.serious for verdict in judged.pins)
    raise typer.Exit(GAPS if serious(judged.audit.breaches) or pins_wrong else 0)


def plan_json(given: Path) -> Path:
    """The plan file itself, also when its folder is given."""
    return given / "plan.json" if given.is_dir() else given


def chart(
    plan_file: PlanFile,
    school: School,
    kind: Annotated[
        list[str] | None,
        typer.Option(help="种类，可多次，默认全部 / repeatable: week_by_venue, adult_week, load, clubs, coverage"),
    ] = None,
    formats: Annotated[str, typer.Option("--format", help="png、svg、pdf，逗号分隔 / separated by commas")] = "png",
    scenario: Scenario = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FOLDER", help="默认为计划旁的 charts / by default charts beside the plan"),
    ] = None,
    lang: Lang = None,
) -> None:
    """绘图 / Draw the charts of a plan."""
    file = plan_json(plan_file)
    judged = api.audit(file, school, scenarios=scenario or ())
    language, folder = language_of(lang, judged.problem.language), out or file.parent / "charts"
    show_file(Screen(stderr=True), judged, language)
    wanted = [name.strip() for name in formats.split(",")]
    drawn = api.draw(judged.problem, judged.plan, folder, language=language, formats=wanted, kinds=kind)
    Screen().plain(say("charts", language, count=len(drawn), path=folder))


def clauses(lang: PlainLang = Language.ZH) -> None:
    """打印条款手册 / Print the book of clauses: number, kind, quoted words."""
    screen = Screen()
    for item in BOOK:
        title = item.title[0 if lang is Language.ZH else 1]
        also = f" (+{', '.join(map(str, item.also))})" if item.also else ""
        screen.plain(f"{item.number:>3}{also}  {item.kind:<3} {item.section} 「{item.quote}」 {title}")


def changes(lang: PlainLang = Language.ZH) -> None:
    """列出情景文件里可写的变化 / List the changes a scenario may make: each verb, its fields, an example."""
    from scheduler.config.changes.listing import verb_lines

    screen = Screen()
    for line in verb_lines(lang.value):
        screen.plain(line)


def schema(
    kind: Annotated[SchemaKind, typer.Argument(metavar="KIND", help="school | policy | term | scenario | pins | plan")],
) -> None:
    """打印 JSON Schema / Print the JSON Schema of a kind of file, for an editor."""
    from scheduler.config.pins_file import pins_schema
    from scheduler.config.schema_json import json_schema
    from scheduler.planfile import plan_schema

    own = {SchemaKind.PLAN: plan_schema, SchemaKind.PINS: pins_schema}
    found = own[kind]() if kind in own else json_schema(kind.value)
    typer.echo(json.dumps(found, ensure_ascii=False, indent=1))


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="新学校的文件夹 / folder of the new school")],
    like: Annotated[SchoolKind, typer.Option(help="参照哪所学校 / which school to resemble")] = SchoolKind.TOWN24,
    classes: Annotated[int | None, typer.Option(min=3, max=120, metavar="N", help="班数 3-120 / homerooms")] = None,
    pupils: Annotated[
        int | None, typer.Option(min=10, metavar="N", help="学生数，每班 6-50 人 / pupils, 6-50 a class")
    ] = None,
    seed: Annotated[
        int, typer.Option(min=0, metavar="N", help="随机种子：种子相同，文件相同 / same seed, same files")
    ] = 1,
    short_of: Annotated[
        Scarcity | None, typer.Option(help="故意缺人、缺场地或缺技能 / leave it short of staff, rooms or a skill")
    ] = None,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="另存一份 Excel 工作簿 / the school as a workbook, too")] = False,
    lang: PlainLang = Language.ZH,
) -> None:
    """新建一所合成学校 / Write a complete, realistic, synthetic school, to try out or to start from."""
    from scheduler.generate.writer import generate_school

    language = lang.value
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise typer.BadParameter(say("exists", language, path=directory))
    lacking = None if short_of is None else short_of.value
    try:
        generate_school(directory, like=like.value, classes=classes, pupils=pupils, seed=seed, short_of=lacking)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    screen = Screen()
    screen.plain(say("init", language, path=directory))
    if xlsx:
        api.template(directory, directory / WORKBOOK, language)
        screen.plain(say("template", language, path=directory / WORKBOOK))
    screen.plain(say("next", language, path=directory))


def template(
    school: Annotated[
        Path | None,
        typer.Argument(metavar="[SCHOOL]", help="填入这所学校；不写就是空白的 / filled in; blank without it"),
    ] = None,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="写到哪里 / where to")] = Path(WORKBOOK),
    lang: Lang = None,
) -> None:
    """生成学校工作簿 / Write a school as an Excel workbook to fill in; `import xlsx` reads it back.

    每类内容一张表，有中英文表头、说明、下拉列表和检查颜色。

    One sheet a section, with headers in both languages, notes, drop-downs and colours that check. A file that is there
    already is left alone: it may be filled in.
    """
    if out.exists():
        raise typer.BadParameter(say("template.exists", language_of(lang, "zh"), path=out))
    api.template(school, out, None if lang is None else lang.value)
    Screen().plain(say("template", language_of(lang, "zh"), path=out))
