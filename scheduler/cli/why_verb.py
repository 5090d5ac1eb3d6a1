"""The part of `explain` that answers single questions: the week planned, then once more for every question."""

from pathlib import Path
from typing import Annotated

import typer

from scheduler import api
from scheduler.atomic import write_text
from scheduler.cli.options import EffortName, Language, Mode, Scenario, Week
from scheduler.cli.plan_verb import show_none
from scheduler.cli.screen import Screen
from scheduler.cli.texts import say
from scheduler.cli.verbs import load
from scheduler.domain.problem import Problem
from scheduler.explain import records
from scheduler.statements.reading import read_statement
from scheduler.statements.refusal import StatementRefused
from scheduler.statements.statement import Condition, Statement

Why = Annotated[
    list[str] | None,
    typer.Option(
        "--why",
        metavar="TEXT",
        help="为什么是这样，可多次，如 “T042 有 6 次任务” / why it is so, repeatable, like 'dance on Tuesday'",
    ),
]
WhyNot = Annotated[
    list[str] | None,
    typer.Option(
        "--why-not",
        metavar="TEXT",
        help="为什么不是这样，可多次，如 “T017 带机器人” / why it is not so, repeatable, like 'T017 leads robotics'",
    ),
]
Effort = Annotated[EffortName, typer.Option(help="为回答问题而排两次的力度 / effort of both weeks behind an answer")]


def answer(
    school: Path,
    questions: tuple[list[str], list[str]],
    given: tuple[Week, Mode, Scenario, Language | None],
    effort: EffortName,
    out: Path | None,
    as_json: bool,
) -> None:
    """Answer every question (`questions`: the whys, then the why-nots) and end: with 0, or as `plan` does without a
    plan. Raises BadParameter for words that are no statement, before anything is planned."""
    from scheduler.cli.progress import Progress
    from scheduler.explain.why import Asked, why
    from scheduler.planning.desk import Variant
    from scheduler.planning.outcome import Effort as Power
    from scheduler.planning.outcome import Outcome
    from solvers.worker import Worker

    loaded, language = load(school, *given)
    asked = [
        (way, _read(loaded.problem, words, language))
        for way, texts in zip((Asked.WHY, Asked.WHY_NOT), questions, strict=True)
        for words in texts
    ]
    notes, power, first = Screen(stderr=True), Power(effort.value), Variant()
    with Worker() as worker, Progress(notes, language) as progress:

        def planned(variant: Variant) -> Outcome:
            return api.plan(loaded, effort=power, worker=worker, watch=progress, variant=variant)

        def other(condition: Condition) -> Outcome:
            return planned(Variant((condition,), first.answers))

        base = planned(first)
        answers = [why(loaded.problem, base, said, way, other) for way, said in asked if base.plan is not None]
    if base.plan is None:
        raise typer.Exit(show_none(notes, base, language))
    if out is not None:
        write_text(out, records.to_json(answers) + "\n")
    if as_json:
        typer.echo(records.to_json(answers))
    else:
        Screen().plain("\n\n".join(item.say(language) for item in answers))
        if out is not None:
            Screen().plain(say("written", language, path=out))


def _read(problem: Problem, words: str, language: str) -> Statement:
    try:
        return read_statement(problem, words)
    except StatementRefused as refused:
        raise typer.BadParameter(refused.say(language)) from refused
