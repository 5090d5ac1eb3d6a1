"""The verbs: each parses its arguments, calls the API, and shows what came back."""

import json
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from scheduler import api
from scheduler.cli.options import (
    EffortName,
    Lang,
    Language,
    Mode,
    Out,
    Scenario,
    School,
    Week,
    day_of,
    language_of,
)
from scheduler.cli.show import sentence, show_audit, show_plan, show_school, show_unmet
from scheduler.cli.texts import say
from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import Severity
from scheduler.config.load import Loaded
from scheduler.domain import demand

if TYPE_CHECKING:
    from scheduler.planning.outcome import Outcome
    from solvers.stop import StopFlag

PLAN_WITH_GAPS, BAD_INPUT, IMPOSSIBLE, NO_TIME = 1, 2, 3, 4


def _load(
    school: Path, week: Week, mode: Mode, scenario: Scenario, language: Language | None
) -> tuple[Loaded, str, Console]:
    loaded = api.load(
        school, week=day_of(week), mode=None if mode is None else demand.Mode(mode.value), scenarios=scenario or ()
    )
    return loaded, language_of(language, loaded.problem.language), Console()


def plan(
    school: School,
    week: Week = None,
    mode: Mode = None,
    effort: Annotated[EffortName, typer.Option(help="计算力度 / how hard to search")] = EffortName.NORMAL,
    time_limit: Annotated[float, typer.Option(min=1, help="秒 / seconds for the whole plan")] = 600.0,
    scenario: Scenario = None,
    out: Out = None,
    charts: Annotated[bool, typer.Option(help="是否绘图 / draw the charts")] = True,
    lang: Lang = None,
) -> None:
    """排一周 / Plan a week: plan.json, the audit, the charts, a summary."""
    from scheduler.planning.outcome import Effort
    from solvers.worker import Worker

    with Worker() as worker, _stoppable() as stop:
        loaded, language, console = _load(school, week, mode, scenario, lang)
        show_school(console, loaded.problem, language)
        outcome = _watched(loaded, Effort(effort.value), time_limit, worker, stop, console, language)
    if outcome.plan is None or outcome.audit is None:
        _no_plan(console, outcome, language)
        return
    folder = out or Path("out") / f"{loaded.problem.school}-{outcome.plan.week}"
    written = api.write(outcome.plan, outcome.audit, folder, language)
    show_plan(console, outcome.plan, language, outcome.seconds)
    show_unmet(console, outcome.plan, language, str(written[0]))
    show_audit(console, outcome.audit, language, str(written[1]))
    console.print(say("written", language, path=written[0]), highlight=False, soft_wrap=True)
    if outcome.interrupted:
        console.print(say("interrupted", language), style="yellow")
    elif charts:
        drawn = api.draw(loaded.problem, outcome.plan, folder / "charts", language=language)
        console.print(say("charts", language, count=len(drawn), path=folder / "charts"), highlight=False, soft_wrap=True)
    raise typer.Exit(_plan_code(outcome))


def _watched(
    loaded: Loaded, effort: object, seconds: float, worker: object, stop: "StopFlag", console: Console, language: str
) -> "Outcome":
    from scheduler.cli.progress import Progress
    from scheduler.planning.outcome import Effort
    from solvers.worker import Worker

    assert isinstance(effort, Effort) and isinstance(worker, Worker)
    with Progress(console, language) as progress:
        return api.plan(loaded, effort=effort, seconds=seconds, worker=worker, stop=stop, watch=progress)


def _plan_code(outcome: "Outcome") -> int:
    assert outcome.audit is not None and outcome.plan is not None
    serious = any(b.severity is not Severity.NOTE for b in outcome.audit.breaches)
    return PLAN_WITH_GAPS if serious or outcome.plan.unmet else 0


def _no_plan(console: Console, outcome: "Outcome", language: str) -> None:
    from scheduler.planning.outcome import Verdict

    stage = say(f"stage.{outcome.stages[-1].stage}", language) if outcome.stages else "-"
    impossible = outcome.verdict is Verdict.IMPOSSIBLE
    console.print(say("impossible" if impossible else "no_time", language, stage=stage), style="bold red")
    raise typer.Exit(IMPOSSIBLE if impossible else NO_TIME)


@contextmanager
def _stoppable() -> Iterator["StopFlag"]:
    """A flag that Ctrl-C and SIGTERM set; the earlier handlers come back at the end."""
    from solvers.stop import StopFlag

    flag = StopFlag()

    def stop(number: int, frame: FrameType | None) -> None:
        flag.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield flag
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def check(
    school: School,
    week: Week = None,
    mode: Mode = None,
    scenario: Scenario = None,
    origin: Annotated[str | None, typer.Option(help="某值来自哪个文件哪一行 / file and line of a value, e.g. adults.T001.kind")] = None,
    lang: Lang = None,
) -> None:
    """检查学校文件 / Check a school's files: every problem with file:line:column, then findings about its facts."""
    loaded, language, console = _load(school, week, mode, scenario, lang)
    if origin is not None:
        console.print(say("origin", language, path=origin, mark=api.origin(loaded, origin)), highlight=False, soft_wrap=True)
        return
    show_school(console, loaded.problem, language)
    found = api.check(loaded)
    for note in loaded.notes:
        console.print("  " + note.say(language), highlight=False, markup=False, soft_wrap=True)
    for breach in found:
        console.print("  " + sentence(breach, language), highlight=False, markup=False, soft_wrap=True)
    console.print(say("ok", language))
    raise typer.Exit(PLAN_WITH_GAPS if any(b.severity is Severity.FINDING for b in found) else 0)


def audit(
    plan_file: Annotated[Path, typer.Argument(metavar="PLAN", help="plan.json")], school: School, lang: Lang = None
) -> None:
    """独立审核 / Judge a plan without any solver: every breach, and a compliance sheet, one line a clause."""
    judged = api.audit(plan_file, school)
    console = Console()
    language = language_of(lang, api.load(school, week=judged.plan.week).problem.language) if lang is None else lang.value
    if not judged.untouched:
        console.print(say("audit.touched", language), style="yellow")
    for line in api.sheet(judged.audit, language):
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    serious = any(b.severity is not Severity.NOTE for b in judged.audit.breaches)
    raise typer.Exit(PLAN_WITH_GAPS if serious else 0)


def chart(
    plan_file: Annotated[Path, typer.Argument(metavar="PLAN", help="plan.json")],
    school: School,
    kind: Annotated[list[str] | None, typer.Option(help="图的种类，可多次 / kind of chart, repeatable")] = None,
    formats: Annotated[str, typer.Option("--format", help="png,svg,pdf")] = "png",
    out: Out = None,
    lang: Lang = None,
) -> None:
    """绘图 / Draw the charts of a plan."""
    judged = api.audit(plan_file, school)
    problem = api.load(school, week=judged.plan.week, mode=demand.Mode(judged.plan.mode)).problem
    language = language_of(lang, problem.language)
    folder = out or plan_file.parent / "charts"
    drawn = api.draw(problem, judged.plan, folder, language=language, formats=formats.split(","), kinds=kind)
    Console().print(say("charts", language, count=len(drawn), path=folder), highlight=False, soft_wrap=True)


def clauses(lang: Lang = None) -> None:
    """打印条款手册 / Print the book of clauses: number, kind, quoted words."""
    console = Console()
    language = language_of(lang, "zh")
    for item in BOOK:
        title = item.title[0 if language == "zh" else 1]
        also = f" (+{', '.join(map(str, item.also))})" if item.also else ""
        console.print(f"{item.number:>3}{also} {item.kind:<4} {item.section} 「{item.quote}」 {title}", highlight=False,
                      markup=False, soft_wrap=True)


def schema(kind: Annotated[str, typer.Argument(help="school | policy | term | scenario | plan")]) -> None:
    """打印 JSON Schema / Print the JSON Schema of a file kind, for an editor."""
    from scheduler.config.schema_json import json_schema
    from scheduler.planfile import plan_schema

    found = plan_schema() if kind == "plan" else json_schema(kind)
    typer.echo(json.dumps(found, ensure_ascii=False, indent=1))


def init(
    directory: Annotated[Path, typer.Argument(help="新学校的文件夹 / folder of the new school")],
    like: Annotated[str, typer.Option(help="rural6 | town24 | town60 | nine30")] = "town24",
    classes: Annotated[int | None, typer.Option(min=3, max=120, help="班数 / homerooms")] = None,
    pupils: Annotated[int | None, typer.Option(min=10, help="学生数 / pupils")] = None,
    seed: Annotated[int, typer.Option(help="随机种子 / seed")] = 1,
    short_of: Annotated[str | None, typer.Option(help="staff | rooms | skill")] = None,
    lang: Lang = None,
) -> None:
    """生成合成学校 / Write a complete, realistic, synthetic school."""
    from scheduler.generate.writer import generate_school

    language = language_of(lang, "zh")
    if directory.exists() and any(directory.iterdir()):
        raise typer.BadParameter(say("exists", language, path=directory))
    generate_school(directory, like=like, classes=classes, pupils=pupils, seed=seed, short_of=short_of)
    Console().print(say("init", language, path=directory), highlight=False, soft_wrap=True)


VERBS: Sequence[Callable[..., None]] = (init, check, plan, audit, chart, clauses, schema)
