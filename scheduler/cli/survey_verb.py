"""The verbs `survey template` and `survey read`: the form that goes out, and the forms that come back."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler import api
from scheduler.atomic import write_text
from scheduler.cli.options import Lang, School, language_of
from scheduler.cli.screen import Screen
from scheduler.cli.texts import say

if TYPE_CHECKING:
    from scheduler.survey.read import Survey

GAPS, BAD_INPUT = 1, 2
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="""摸底调查：生成调查表，读回调查表 / The survey of families: the form, and reading it back.""",
)


@app.command()
def template(
    school: School,
    out: Annotated[
        Path,
        typer.Option(
            "-o", "--out", metavar="FILE", help="写到哪里；--split 时为文件夹 / where to; a folder with --split"
        ),
    ] = Path("survey.xlsx"),
    names: Annotated[
        Path | None,
        typer.Option(
            metavar="CSV", help="姓名对照表，只印在表上，读回时忽略 / names by id, printed and never read back"
        ),
    ] = None,
    choices: Annotated[int, typer.Option(min=1, max=8, metavar="N", help="志愿个数 / wishes asked for")] = 4,
    filled: Annotated[
        bool, typer.Option("--filled", help="填入现有名册的答复 / with the roster's present answers")
    ] = False,
    split: Annotated[bool, typer.Option("--split", help="每班一个文件 / one file a homeroom")] = False,
    lang: Lang = None,
) -> None:
    """生成调查表 / Write the survey form as an Excel workbook.

    每班一张表，有下拉列表、填写说明和打印设置；有名册就按名册列出编号。

    One sheet a homeroom with drop-downs, instructions and print set-up; ids from the roster where there is one.
    """
    from scheduler.config.names_file import read_names
    from scheduler.survey.form import Wanted

    given = None if names is None else read_names(names)
    form = api.survey_form(school, Wanted(None if lang is None else lang.value, choices, filled, given))
    written = api.write_form(form, out, split=split)
    Screen().plain(say("survey.forms" if split else "survey.form", form.language, path=out, count=len(written)))


@app.command()
def read(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="交回的 .xlsx 或 .csv / forms returned, .xlsx or .csv")
    ],
    school: School,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="CSV", help="写出名册；不写就只核对 / the roster; without it, check only"),
    ] = None,
    todo: Annotated[
        Path | None, typer.Option(metavar="CSV", help="把待办清单写成 CSV，有错误也写 / the list as CSV, errors or not")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON / print JSON alone")] = False,
    lang: Lang = None,
) -> None:
    """读回调查表，写出名册和待办清单 / Read returned forms into a roster, and list what is to be settled.

    按班列出：重复、社团不存在或年级不符、没有答复、协议缺失或失效、志愿不够。
    有错误时退出码 2，不写名册；有待落实事项时为 1，名册照写。

    By homeroom: duplicates, unknown or ineligible clubs, no answer, agreements lacking or lapsed, too few wishes.
    Exit code 2 with errors, and no roster is written; 1 with open questions, and it is.
    """
    from scheduler.survey.todo import todo_csv

    survey = api.survey_read(files, school, out)
    language = language_of(lang, survey.language)
    if todo is not None:
        write_text(todo, todo_csv(survey.todo, language))
    if as_json:
        typer.echo(_json(survey))
    else:
        _show(survey, language)
        for path in (out if survey.roster is not None else None, todo):
            if path is not None:
                Screen().plain(say("written", language, path=path))
    raise typer.Exit(BAD_INPUT if survey.errors else GAPS if survey.todo else 0)


def _show(survey: "Survey", language: str) -> None:
    from scheduler.survey.todo import by_homeroom, lines

    screen = Screen()
    for homeroom, items in by_homeroom(survey.todo).items():
        name = homeroom or say("survey.no_homeroom", language)
        screen.print(say("survey.homeroom", language, homeroom=name, count=len(items)), style="bold", markup=False)
        for line in lines(items, language):
            screen.plain("  " + line)
    if survey.errors:
        screen.print(say("survey.refused", language, count=survey.errors), style="bold red")
    opened = len(survey.todo) - survey.errors
    if opened or not survey.todo:
        key = "survey.open" if opened else "survey.clean"
        screen.print(say(key, language, count=opened), style="yellow" if opened else "green")
    if not survey.errors:
        counted, enrolled = sum(survey.counted.values()), sum(survey.enrolled.values())
        screen.plain(say("survey.counted", language, counted=counted, enrolled=enrolled))
        screen.plain(f"survey: {{{', '.join(f'{key}: {count}' for key, count in survey.counted.items())}}}")


def _json(survey: "Survey") -> str:
    """The list and the counts; the roster itself is a file."""
    from scheduler.explain.records import plain_data

    opened = len(survey.todo) - survey.errors
    facts = {"errors": survey.errors, "open": opened, "survey": survey.counted, "todo": survey.todo}
    return json.dumps({name: plain_data(value) for name, value in facts.items()}, ensure_ascii=False, indent=1)
