"""The verb `repair`: something happened; the smallest legal change of the week, and who must be told what."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scheduler import api
from scheduler.cli import clock
from scheduler.cli.options import Lang, PlanFile, Scenario, School, language_of
from scheduler.cli.plan_verb import IMPOSSIBLE, NO_TIME
from scheduler.cli.screen import Screen
from scheduler.cli.show import serious, show_audit, show_unmet
from scheduler.cli.texts import say
from scheduler.cli.verbs import GAPS, plan_json
from scheduler.config.scenario_text import scenario_text
from scheduler.domain.demand import Mode
from scheduler.explain import records
from scheduler.repair.moment import parse_moment
from scheduler.repair.told import Reader, said_together
from scheduler.repair.words import change_text

if TYPE_CHECKING:
    from scheduler.repair.gap import Gap
    from scheduler.repair.repair import Repaired

NEWS = ("takes", "helps", "holds", "place", "activity")
"""What adults are told of in a repair that is not the first."""
CLOSING = 0.5
"""Seconds of the time limit kept for writing and showing."""


def _said(metavar: str, zh: str, en: str) -> Any:
    return typer.Option(metavar=metavar, help=f"{zh} / {en}")


def repair(
    plan: PlanFile,
    school: School,
    since: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="MOMENT",
            help='从何时起可以改，如 "tue 14:00"；此前开始的不动 / from when on; what began before stays as it was',
        ),
    ],
    absent: Annotated[
        list[str] | None,
        _said("ID@DAYS", "请假的人；@ 后写日期，不写为余下各天", "who is absent; without @ all days left"),
    ] = None,
    closed: Annotated[
        list[str] | None, _said("VENUE@DAYS", "不能用的场地（编号或类别）", "venues that are closed, by id or kind")
    ] = None,
    weather: Annotated[
        list[str] | None, _said("WORD@DAYS", "坏天气（dust、rain 等），室外不能用", "weather that closes all outdoors")
    ] = None,
    cancelled: Annotated[
        list[str] | None, _said("ID@DAYS", "当天取消的社团，或不来的第三方", "a club or provider that cancels")
    ] = None,
    below_minimum: Annotated[
        list[str] | None, _said("CLUB", "人数不足、不再开的社团", "a club below its minimum, given up")
    ] = None,
    leaves: Annotated[list[str] | None, _said("PUPIL@DAY", "退出的学生", "a pupil who leaves")] = None,
    joins: Annotated[
        list[str] | None, _said("PUPIL:ROOM:LIKE@DAY", "新参加的学生（照抄 LIKE）", "a pupil who joins, like another")
    ] = None,
    lapsed: Annotated[list[str] | None, _said("ID@DAY", "材料失效的人", "whose papers are valid no longer")] = None,
    quarantine: Annotated[list[str] | None, _said("ROOM@DAYS", "隔离的班", "a homeroom that stays at home")] = None,
    scenario: Scenario = None,
    gap: Annotated[
        str | None,
        _said(
            "ID",
            "只问谁能顶某场某岗（编号，或 T003@tue 16:20）",
            "only ask who could take this: an id, or T003@tue 16:20",
        ),
    ] = None,
    alternatives: Annotated[
        int, typer.Option(min=1, max=5, help="最多给几种改法 / how many repairs to choose from")
    ] = 3,
    time_limit: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="从读文件到写完的时限 / from reading files to the end")
    ] = 20.0,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="FOLDER", help="默认 out/学校-周一-repair / by default out/SCHOOL-MONDAY-repair"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON / print JSON alone")] = False,
    lang: Lang = None,
) -> None:
    """一周中途出了事，怎样改动最小 / Repair a week in which something happened.

    已开始的不动；改动按对人的代价计，取总代价最小的，并证明没有更小的；列出要通知谁什么。
    写出 plan.json、audit.txt、what_happened.yaml（审核时写作 --scenario）和 notices.txt，别的改法在 choice-2 等文件夹。

    What has begun stays; changes are counted by what they cost people, and the cheapest are taken, with a proof. Says
    who must be told what. Writes plan.json, audit.txt, what_happened.yaml (judge the plan with it as --scenario) and
    notices.txt; other repairs to choose from go to choice-2 and so on.
    """
    from scheduler.repair.events import Words
    from solvers.worker import Worker

    words = Words(
        absent=tuple(absent or ()),
        closed=tuple(closed or ()),
        weather=tuple(weather or ()),
        cancelled=tuple(cancelled or ()),
        below_minimum=tuple(below_minimum or ()),
        leaves=tuple(leaves or ()),
        joins=tuple(joins or ()),
        lapsed=tuple(lapsed or ()),
        quarantine=tuple(quarantine or ()),
    )
    with Worker() as worker:
        found, untouched = api.read_plan(plan_json(plan))
        loaded = api.load(school, week=found.week, mode=Mode(found.mode), scenarios=scenario or ())
        language = language_of(lang, loaded.problem.language)
        if not untouched:
            Screen(stderr=True).print(say("audit.touched", language), style="yellow")
        try:
            moment = parse_moment(loaded.problem, since)
            after, event = api.happened(loaded, found, moment, words)
            if gap is not None:
                _tell(api.gaps(after, found, since=moment, asked=gap), as_json, language)
                return
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
        folder = out or Path("out") / f"{found.school}-{found.week}-repair"
        text = scenario_text(say("repair.title", language), since, event.layer)
        choices = answered(
            lambda seconds: api.repair(
                after,
                found,
                since=moment,
                worker=worker,
                called_off=event.called_off,
                shut=event.shut,
                seconds=seconds,
                alternatives=alternatives,
                written={folder / api.HAPPENED: text},
            ),
            time_limit,
            language,
        )
    files = api.write_repairs(choices, text, folder, language)
    if as_json:
        typer.echo(records.to_json([record(choice) for choice in choices]))
    else:
        show_repairs(Screen(), choices, language)
        Screen().plain(say("written", language, path=", ".join(str(file) for file in files if file.parent == folder)))
    raise typer.Exit(0 if sound(choices[0]) else GAPS)


def answered(
    ask: "Callable[[float], tuple[Repaired, ...]]", time_limit: float, language: str
) -> "tuple[Repaired, ...]":
    """The repairs; raises Exit, having said so, when there is none."""
    from scheduler.planning.asked import NoAnswer
    from solvers.answer import Status

    try:
        return ask(max(CLOSING, time_limit - clock.elapsed() - CLOSING))
    except NoAnswer as failure:
        impossible = failure.status is Status.IMPOSSIBLE
        screen, stage = Screen(stderr=True), say(f"stage.{failure.stage}", language)
        screen.print(say("impossible" if impossible else "no_time", language, stage=stage), style="bold red")
        raise typer.Exit(IMPOSSIBLE if impossible else NO_TIME) from failure


def _tell(found: "Sequence[Gap]", as_json: bool, language: str) -> None:
    if as_json:
        typer.echo(records.to_json(found))
    else:
        Screen().plain("\n".join(one.say(language) for one in found))


def sound(choice: "Repaired") -> bool:
    """Whether the week is whole, no clause speaks up, and every pin is kept."""
    return choice.legal and not choice.unkept and not serious(choice.audit.breaches)


def record(choice: "Repaired") -> dict[str, object]:
    """What a repair is, as data: all but the plan, which has a file of its own."""
    names = ("changes", "cost", "bound", "whole_proof", "shortage", "shortage_bound", "told")
    facts: dict[str, object] = {name: getattr(choice, name) for name in names}
    return facts | {"proven": choice.proven, "legal": choice.legal, "unmet": choice.plan.unmet}


def show_cost(screen: Screen, number: int, choice: "Repaired", language: str) -> None:
    """What a repair costs and how far that is proven, and its changes by kind."""
    proof = "proven" if choice.proven else "beside" if choice.cost <= choice.bound else "open"
    facts = {"number": number, "points": choice.cost, "bound": choice.bound, "changes": len(choice.changes)}
    screen.print(say(f"repair.{proof}", language, **facts), style="bold" if number == 1 else "")
    kinds = Counter(change.kind for change in choice.changes)
    for kind, count in kinds.items():
        points = sum(change.points for change in choice.changes if change.kind is kind)
        screen.plain("  " + say("repair.kind", language, what=change_text(kind, language), count=count, points=points))


def show_repairs(screen: Screen, choices: "Sequence[Repaired]", language: str) -> None:
    """Every repair with its cost and proof and what it changes; the notices of the cheapest."""
    for number, choice in enumerate(choices, start=1):
        show_cost(screen, number, choice, language)
        new = [notice for notice in choice.told if notice.rule in NEWS and notice.to is Reader.ADULT]
        for line in said_together(choice.told if number == 1 else new, language):
            screen.plain("    " + line)
        for pin in choice.unkept:
            screen.plain("  " + say("repair.unkept", language, said=pin.said))
        if choice.plan.unmet:
            show_unmet(screen, choice.plan, language, "plan.json")
        if not choice.audit.clean:
            show_audit(screen, choice.audit, language, "audit.txt")
    if not choices[0].told and choices[0].legal:
        screen.print(say("repair.nothing", language), style="green")
