"""The part of `explain` that answers single questions: a week as planned, then once more for every question."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler import api
from scheduler.atomic import write_text
from scheduler.cli.options import EffortName, Language, Mode, Scenario, Week, language_of
from scheduler.cli.plan_verb import show_none
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_file
from scheduler.cli.texts import say
from scheduler.cli.verbs import load, plan_json
from scheduler.config.load import Loaded
from scheduler.domain.problem import Problem
from scheduler.explain import records
from scheduler.planning.outcome import Effort as Power
from scheduler.planning.outcome import Outcome, Verdict
from scheduler.statements.reading import read_statement
from scheduler.statements.refusal import StatementRefused
from scheduler.statements.statement import Statement

if TYPE_CHECKING:
    from scheduler.explain.why import Asked, WhyAnswer
    from scheduler.planning.outcome import Watcher
    from solvers.worker import Worker

    Question = tuple[Asked, Statement]

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
Effort = Annotated[EffortName, typer.Option(help="为回答问题而排的力度 / effort of the weeks planned for an answer")]
Given = tuple[Week, Mode, Scenario, Language | None]
Questions = tuple[list[str], list[str]]


@dataclass(frozen=True)
class Asking:
    """What is asked of which week: the questions (the whys, then the why-nots), the school, a plan of the week or None,
    effort, and seconds for each answer."""

    school: Path
    questions: Questions
    plan: Path | None
    given: Given
    effort: EffortName
    seconds: float


def answer(asking: Asking, out: Path | None, as_json: bool) -> None:
    """Answer every question and end: with 0, or as `plan` does without a plan.

    Raises BadParameter for words that are no statement, before anything is planned.
    """
    from scheduler.cli.progress import Progress
    from solvers.worker import Worker

    loaded, base, language = _week(asking)
    asked = list(_asked(loaded.problem, asking.questions, language))
    notes = Screen(stderr=True)
    with Worker() as worker, Progress(notes, language) as progress:
        if base is None:
            base = api.plan(loaded, effort=Power(asking.effort.value), worker=worker, watch=progress)
        answers = [_answered(asking, loaded.problem, base, question, worker, progress) for question in asked]
    if base.plan is None:
        raise typer.Exit(show_none(notes, base, language))
    if out is not None:
        write_text(out, records.to_json(answers) + "\n")
    if as_json:
        typer.echo(records.to_json(answers))
    else:
        Screen().plain("\n\n".join(item.say(language) for item in answers if item is not None))
        if out is not None:
            Screen().plain(say("written", language, path=out))


def _week(asking: Asking) -> tuple[Loaded, Outcome | None, str]:
    """School and language, and the plan given as what planning came to; None where the week is to be planned."""
    *_, scenario, lang = asking.given
    if asking.plan is None:
        loaded, language = load(asking.school, *asking.given)
        return loaded, None, language
    judged = api.audit(plan_json(asking.plan), asking.school, scenarios=scenario or ())
    language = language_of(lang, judged.problem.language)
    show_file(Screen(stderr=True), judged, language)
    verdict = Verdict.WHOLE if judged.audit.clean and not judged.plan.unmet else Verdict.PARTIAL
    return judged.loaded, Outcome(verdict, judged.plan, judged.audit, (), 0.0), language


def _answered(
    asking: Asking, problem: Problem, base: Outcome, question: "Question", worker: "Worker", watch: "Watcher"
) -> "WhyAnswer | None":
    """One answer; None without a plan."""
    from scheduler.explain.binding import binding
    from scheduler.explain.why import why
    from scheduler.planning.anew import plan_beside

    way, statement = question
    plan, effort = base.plan, Power(asking.effort.value)
    if plan is None:
        return None
    return why(
        problem,
        base,
        statement,
        way,
        lambda condition: plan_beside(
            problem, plan, (condition,), effort=effort, seconds=asking.seconds, worker=worker, watch=watch
        ),
        partial(binding, problem, worker=worker, seconds=asking.seconds),
    )


def _asked(problem: Problem, questions: Questions, language: str) -> "Iterator[Question]":
    from scheduler.explain.why import Asked

    for way, texts in zip((Asked.WHY, Asked.WHY_NOT), questions, strict=True):
        for words in texts:
            yield way, _read(problem, words, language)


def _read(problem: Problem, words: str, language: str) -> Statement:
    try:
        return read_statement(problem, words)
    except StatementRefused as refused:
        raise typer.BadParameter(refused.say(language)) from refused
