"""The verb `pins`: what a plan assigns, written as a file of pins."""

from pathlib import Path
from typing import Annotated

import typer

from scheduler import api
from scheduler.atomic import write_text
from scheduler.cli.options import Lang, PlanFile, Scenario, School, language_of
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_file
from scheduler.cli.texts import say
from scheduler.cli.verbs import plan_json
from scheduler.config.pins_file import pins_text
from scheduler.domain.problem import Problem
from scheduler.statements import lookup
from scheduler.statements.of_plan import Share, statements_of
from scheduler.statements.refusal import StatementRefused


def pins(
    plan_file: PlanFile,
    school: School,
    adult: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="只要这些人的，可多次 / of these adults, repeatable")
    ] = None,
    club: Annotated[
        list[str] | None, typer.Option(metavar="CLUB", help="只要这些社团的，可多次 / of these clubs, repeatable")
    ] = None,
    day: Annotated[
        list[str] | None, typer.Option(metavar="DAY", help="只要这几天的，如 tue、周二 / of these days, like tue")
    ] = None,
    pupils: Annotated[bool, typer.Option("--pupils", help="也写学生的名额 / pupils' club places too")] = False,
    scenario: Scenario = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="写成文件，不写就打印 / write a file, else print")
    ] = None,
    lang: Lang = None,
) -> None:
    """把计划中的安排写成“固定” / Write what a plan assigns as pins.

    结果可以直接用于 plan --pins，或在 school.yaml 写 pins: 文件名，以后每次排班都守住。

    The result serves plan --pins, or, named under `pins` in school.yaml, every plan to come.
    """
    judged = api.audit(plan_json(plan_file), school, scenarios=scenario or ())
    problem, language = judged.problem, language_of(lang, judged.problem.language)
    show_file(Screen(stderr=True), judged, language)
    share = _share(problem, (adult or [], club or [], day or []), pupils, language)
    said = [statement.say(language) for statement in statements_of(problem, judged.plan, share)]
    head = say("pins.head", language, school=problem.school, week=judged.plan.week, count=len(said))
    text = pins_text(head, said)
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_text(out, text)
        Screen().plain(say("written", language, path=out))


def _share(problem: Problem, words: tuple[list[str], list[str], list[str]], pupils: bool, language: str) -> Share:
    """The part of the plan the options ask for. Raises BadParameter for a word that is not the school's."""
    adults, clubs, days = words
    try:
        weekdays = [lookup.weekday_of(problem, day) for day in days]
        return Share(
            frozenset(lookup.adult(problem, word) for word in adults),
            frozenset(lookup.club(problem, word).id for word in clubs),
            frozenset(weekdays),
            pupils,
        )
    except StatementRefused as refused:
        raise typer.BadParameter(refused.say(language)) from refused
