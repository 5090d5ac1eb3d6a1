"""The verb `plan`: search, write, tell, draw; Ctrl-C and SIGTERM end the search and keep what it has found."""

import errno
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler import api
from scheduler.cli import clock
from scheduler.cli.options import EffortName, Lang, Mode, Scenario, School, Week
from scheduler.cli.pin_options import Avoid, Forbid, Pin, Pins, Prefer, given_pins
from scheduler.cli.screen import Screen
from scheduler.cli.show import serious, show_audit, show_plan, show_scenarios, show_school, show_unmet
from scheduler.cli.texts import say
from scheduler.cli.verbs import load, plan_json
from scheduler.config.load import Loaded
from scheduler.domain.plan import Plan, clubs_held
from scheduler.domain.problem import Problem
from scheduler.planfile import PlanFileError, load_plan
from scheduler.statements.pinned import judge_pins, pin_lines
from scheduler.statements.statement import Condition

if TYPE_CHECKING:
    from scheduler.planning.asked import Variant
    from scheduler.planning.outcome import Outcome
    from solvers.stop import StopFlag
    from solvers.worker import Worker

GAPS, IMPOSSIBLE, NO_TIME = 1, 3, 4
LEAST_SECONDS = 0.5
WRITING = 0.3
"""Seconds of the time limit kept for writing and showing the plan."""
PlanCall = Callable[..., "Outcome"]
Keep = Annotated[
    Path | None,
    typer.Option(
        metavar="PLAN",
        help="保留这份计划的社团班，名额尽量少动（插班、退出后用） / "
        "keep this plan's sections and move as few pupils as can be",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="FOLDER", help="输出文件夹，默认 out/学校-周一 / by default out/SCHOOL-MONDAY"),
]


def plan(
    school: School,
    week: Week = None,
    mode: Mode = None,
    effort: Annotated[
        EffortName, typer.Option(help="计算力度：力度相同，结果相同 / how hard to search; same effort, same plan")
    ] = EffortName.NORMAL,
    time_limit: Annotated[
        float,
        typer.Option(
            min=1,
            metavar="SECONDS",
            help="读文件到写出计划的时限，绘图另计 / from reading files to the written plan; charts come after",
        ),
    ] = 600.0,
    scenario: Scenario = None,
    keep: Keep = None,
    pin: Pin = None,
    forbid: Forbid = None,
    prefer: Prefer = None,
    avoid: Avoid = None,
    pins: Pins = None,
    out: Out = None,
    charts: Annotated[bool, typer.Option(help="是否绘图 / whether to draw the charts")] = True,
    lang: Lang = None,
) -> None:
    """排一周的班 / Plan one week.

    写出 plan.json（计划）、audit.txt（审核）和 charts/（图）。按 Ctrl-C 即停下，保留目前最好的计划。

    Writes plan.json, audit.txt and charts/. Ctrl-C stops the search and keeps the best plan so far.
    """
    from scheduler.planning.asked import Variant
    from scheduler.planning.outcome import Effort
    from solvers.worker import Worker

    screen, variant = Screen(), Variant()
    with Worker() as worker:
        loaded, language = load(school, week, mode, scenario, lang)
        folder = out or Path("out") / f"{loaded.problem.school}-{loaded.problem.days[0].date}"
        require_writable(folder)
        show_school(screen, loaded.problem, language)
        show_scenarios(screen, loaded.scenarios, language)
        words = {"keep": pin or (), "forbid": forbid or (), "prefer": prefer or (), "avoid": avoid or ()}
        wanted = _pinned(screen, loaded, pins or (), words, language)
        before = None if keep is None else _earlier(keep, loaded.problem, language)
        left = max(LEAST_SECONDS, time_limit - clock.elapsed() - WRITING)
        with _stoppable() as stop:
            outcome = _watched(
                screen,
                language,
                lambda watch: api.plan(
                    loaded,
                    effort=Effort(effort.value),
                    seconds=left,
                    worker=worker,
                    stop=stop,
                    watch=watch,
                    keep=before,
                    variant=variant,
                    pins=wanted,
                ),
            )
            code = _clash(screen, loaded.problem, outcome, variant, worker, language)
            code = code or _hand_over(screen, loaded.problem, outcome, folder, language)
            interrupted = outcome.interrupted or stop.is_set()
    if outcome.plan is not None and before is not None:
        _show_moves(screen, before, outcome.plan, language)
    if outcome.plan is not None and charts:
        _draw(screen, loaded.problem, outcome, folder / "charts", language, interrupted)
    raise typer.Exit(code)


def _earlier(file: Path, problem: Problem, language: str) -> Plan:
    """The plan to keep places of. Raises PlanFileError, also when it is of another school or from counts."""
    plan, untouched = load_plan(plan_json(file))
    if not untouched:
        Screen(stderr=True).print(say("audit.touched", language), style="yellow")
    if plan.school != problem.school or not plan.seats or not problem.roster:
        raise PlanFileError(say("keep.other", language, file=file, plan=plan.school, school=problem.school))
    return plan


def _show_moves(screen: Screen, before: Plan, plan: Plan, language: str) -> None:
    """Who came, who left, and who holds another club than before, by pupil and strand."""
    old, new = clubs_held(before.seats), clubs_held(plan.seats)
    moved = [at for at in new if old.get(at, new[at]) != new[at]]
    joined, left = [at for at in new if at not in old], [at for at in old if at not in new]
    screen.print(say("keep.moves", language, moved=len(moved), joined=len(joined), left=len(left)))
    for at in (*moved, *joined):
        screen.plain(f"  {at[0]} {at[1]}: {old.get(at, '-')} → {new[at]}")


def require_writable(folder: Path) -> None:
    """Refuse an output folder that cannot be made or written, before any time is spent; raises OSError."""
    standing = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not standing.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(standing))
    if not os.access(standing, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(standing))


def _watched(screen: Screen, language: str, call: PlanCall) -> "Outcome":
    from scheduler.cli.progress import Progress

    with Progress(screen, language) as progress:
        return call(progress)


def _hand_over(screen: Screen, problem: Problem, outcome: "Outcome", folder: Path, language: str) -> int:
    """Write and show the plan, or say why there is none; returns the exit code."""
    if outcome.plan is None or outcome.audit is None:
        return show_none(screen, outcome, language)
    pins = judge_pins(problem, outcome.plan)
    written = api.write(outcome.plan, outcome.audit, folder, language, pins)
    show_plan(screen, problem, outcome.plan, language, outcome.seconds)
    show_unmet(screen, outcome.plan, language, str(written[0]))
    for line in pin_lines(pins, language):
        screen.plain(line)
    show_audit(screen, outcome.audit, language, str(written[1]))
    for path in written:
        screen.plain(say("written", language, path=path))
    return GAPS if outcome.plan.unmet or serious(outcome.audit.breaches) else 0


def show_none(screen: Screen, outcome: "Outcome", language: str) -> int:
    """Say why there is no plan; returns the exit code."""
    from scheduler.planning.outcome import Verdict

    stage = say(f"stage.{outcome.stages[-1].stage}", language) if outcome.stages else "-"
    impossible = outcome.verdict is Verdict.IMPOSSIBLE
    key = "impossible" if impossible else "stopped" if outcome.interrupted else "failed" if outcome.note else "no_time"
    screen.print(say(key, language, stage=stage, note=outcome.note), style="bold red", markup=False)
    return IMPOSSIBLE if impossible else NO_TIME


def _pinned(
    screen: Screen, loaded: Loaded, files: Sequence[Path], words: Mapping[str, Sequence[str]], language: str
) -> Sequence[Condition]:
    """The pins of files and flags; says which are idle this week."""
    wanted = given_pins(loaded, files, words, language)
    for note in wanted.idle:
        screen.plain(say("pins.idle", language, note=note.say(language)))
    return wanted.conditions


def _clash(
    screen: Screen, problem: Problem, outcome: "Outcome", variant: "Variant", worker: "Worker", language: str
) -> int:
    """Say which pins cannot hold and why, when they are why there is no plan; the exit code, 0 when they are not.

    Impossible, unless that is known only beside what the stages before settled.
    """
    from scheduler.explain.pins import pin_clash
    from scheduler.explain.questions import Scope

    clash = None if outcome.plan is not None else pin_clash(problem, variant, worker)
    if clash is None:
        return 0
    screen.print(say("pins.impossible", language, stage=say(f"stage.{clash.stage}", language)), style="bold red")
    screen.plain(clash.say(language))
    return NO_TIME if clash.scope is Scope.PLAN else IMPOSSIBLE


def _draw(screen: Screen, problem: Problem, outcome: "Outcome", folder: Path, language: str, interrupted: bool) -> None:
    """Draw the charts, unless somebody is in a hurry; Ctrl-C ends the drawing and leaves the plan as it is."""
    assert outcome.plan is not None
    if interrupted:
        screen.print(say("interrupted", language), style="yellow")
        return
    try:
        drawn = api.draw(problem, outcome.plan, folder, language=language)
    except KeyboardInterrupt:
        screen.print(say("undrawn", language), style="yellow")
        return
    screen.plain(say("charts", language, count=len(drawn), path=folder))


@contextmanager
def _stoppable() -> Iterator["StopFlag"]:
    """A flag that Ctrl-C, SIGTERM and a closed terminal set; the earlier handlers come back at the end."""
    from solvers.stop import StopFlag

    flag = StopFlag()

    def stop(number: int, frame: FrameType | None) -> None:
        flag.set()

    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    numbers = [signal.Signals[name] for name in names]
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield flag
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
