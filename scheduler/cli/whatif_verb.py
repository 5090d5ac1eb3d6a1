"""The verbs `whatif` and `compare`: weeks side by side, planned here or read from plan files."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from scheduler import api
from scheduler.atomic import write_text
from scheduler.cli.options import EffortName, Lang, Mode, ModeName, Scenario, School, Week, language_of
from scheduler.cli.plan_verb import require_writable
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_file
from scheduler.cli.texts import say
from scheduler.cli.verbs import load, plan_json
from scheduler.config.load import Loaded
from scheduler.domain.plan import TierName
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import said
from scheduler.explain import records
from scheduler.whatif.compare import UNEQUAL, asks_otherwise

if TYPE_CHECKING:
    from scheduler.whatif.compare import Comparison, TierOf
    from scheduler.whatif.run import Beside

NO_PLAN, GAPS = 4, 1
TOGETHER = "+"
UNSAFE = re.compile(r"[^\w.+-]")
Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="FOLDER", help="计划、compare.json 和 compare.png 的文件夹 / where to write"),
]
Json = Annotated[bool, typer.Option("--json", help="只输出 JSON / print JSON alone")]
Processes = Annotated[int, typer.Option(min=1, max=64, help="同时排几种情形 / weeks planned at once")]


def whatif(
    school: School,
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO...", help="情景文件，A.yaml+B.yaml 为叠加 / scenario files; A.yaml+B.yaml: both together"
        ),
    ],
    week: Week = None,
    mode: Mode = None,
    effort: Annotated[EffortName, typer.Option(help="每种情形的计算力度 / effort of each week")] = EffortName.NORMAL,
    time_limit: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="每种情形的时限 / time limit of each week")
    ] = 600.0,
    scenario: Scenario = None,
    base: Annotated[
        Path | None, typer.Option(metavar="PLAN", help="以这份计划为准，不另排 / compare with this plan instead")
    ] = None,
    processes: Processes = 2,
    out: Out = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """如果……会怎样 / What if: plan the week as it is, and with each scenario, side by side.

    --scenario 写进每一种情形，也写进作比较的那一种。每种情形都从第一种的结果开始找起。按 Ctrl-C 即停下，保留已排好的。

    --scenario goes into every week, the base included. Each search begins from the base's answers. Ctrl-C ends all and
    keeps the weeks that are done. Exit code 0 when every week is whole, 1 when one has gaps, 4 when one has no plan.
    """
    from scheduler.cli.tasks import TaskProgress
    from scheduler.planning.outcome import Effort
    from scheduler.whatif.errand import OVER
    from scheduler.whatif.executor import Processes as Pool

    known = None if base is None else api.audit(plan_json(base), school, scenarios=scenario or ())
    when, how = (week, mode) if known is None else (known.plan.week, ModeName(known.plan.mode))
    loaded, language = load(school, when, how, scenario, lang)
    others = titled({word: _with(loaded, files) for word, files in named(scenarios, language).items()})
    if out is not None:
        require_writable(out)
    if known is not None:
        show_file(Screen(stderr=True), known, language)
    with Pool(processes, time_limit + OVER) as pool, TaskProgress(Screen(stderr=True), language) as progress:
        found = api.what_if(
            known or loaded,
            others,
            pool,
            effort=Effort(effort.value),
            seconds=time_limit,
            called=say("whatif.base", language) if base is None else str(base),
            told=progress,
        )
    raise typer.Exit(_hand_over(loaded.problem, found, out, as_json, language))


def compare(
    plans: Annotated[
        list[str],
        typer.Argument(
            metavar="PLAN...",
            help="计划；用情景排的写 PLAN+SCENARIO.yaml / plans; one made with a scenario: PLAN+SCENARIO.yaml",
        ),
    ],
    school: School,
    scenario: Scenario = None,
    out: Out = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """比较几份计划 / Compare plan files with the first of them, without any solver.

    Exit code 0, or 1 when one of the plans has gaps or breaches.
    """
    judged = {
        name: api.audit(plan_json(files[0]), school, scenarios=[*(scenario or ()), *files[1:]])
        for name, files in named(plans, language_of(lang, "zh")).items()
    }
    first = next(iter(judged.values()))
    language = language_of(lang, first.problem.language)
    for one in judged.values():
        show_file(Screen(stderr=True), one, language)
        if one.plan.week != first.plan.week or one.plan.mode != first.plan.mode:
            raise typer.BadParameter(say("compare.unlike", language, one=_about(first), other=_about(one)))
    found = api.compare(judged)
    _tell(first.problem, found, out, as_json, language)
    raise typer.Exit(_code(found))


def named(words: Sequence[str], language: str) -> dict[str, list[Path]]:
    """What each word is to be called, and its files: parted by "+" unless a file is named so. Raises BadParameter for a
    word given twice."""
    found: dict[str, list[Path]] = {}
    for word in words:
        files = [Path(word)] if Path(word).exists() else [Path(part) for part in word.split(TOGETHER)]
        if word in found:
            raise typer.BadParameter(say("whatif.twice", language, word=word))
        found[word] = files
    return found


def titled(others: Mapping[str, Loaded]) -> dict[str, Loaded]:
    """Scenarios by their titles, where these tell them apart; else by the names of their files."""
    titles = {word: _title(word, loaded) for word, loaded in others.items()}
    twice = {title for title, count in Counter(titles.values()).items() if count > 1}
    return {word if titles[word] in twice else titles[word]: loaded for word, loaded in others.items()}


def _title(word: str, loaded: Loaded) -> str:
    """The title its file gives a scenario; of several laid together, or without a title, the names of the files."""
    said = loaded.document.data.get("scenario") or {}
    alone = TOGETHER not in word or Path(word).exists()
    return (
        said["title"] if alone and "title" in said else TOGETHER.join(Path(part).stem for part in word.split(TOGETHER))
    )


def _with(loaded: Loaded, files: Sequence[Path]) -> Loaded:
    """The school and week with more scenarios; raises InputRefused."""
    asked = loaded.request
    week = loaded.problem.days[0].date if loaded.problem.days else asked.week
    return api.load(asked.path, week=week, mode=loaded.problem.mode, scenarios=[*asked.scenarios, *files])


def _about(judged: api.Judged) -> str:
    return f"{judged.plan.week} ({judged.plan.mode})"


def _hand_over(problem: Problem, found: "Beside", out: Path | None, as_json: bool, language: str) -> int:
    """Write and show what was planned; the exit code."""
    from scheduler.whatif.compare import Side
    from scheduler.whatif.compare import Week as Planned

    notes = Screen(stderr=True)
    for number, week in enumerate(found.weeks):
        if isinstance(week, Planned) and out is not None:
            api.write(week.plan, week.audit, out / folder_of(number, week.name), language)
    if found.comparison is None:
        first = found.weeks[0]
        assert isinstance(first, Side)
        notes.plain(say("whatif.no_base", language, why=first.none(language)))
        return NO_PLAN
    _tell(problem, found.comparison, out, as_json, language)
    if found.interrupted:
        notes.print(say("whatif.stopped", language), style="yellow")
    return _code(found.comparison)


def folder_of(number: int, name: str) -> str:
    """Folder of a week below the output folder, such as `0`, `1-gym`: what a file name may not hold is left out."""
    return "-".join(part for part in (str(number), UNSAFE.sub("", name) if number else "") if part)


def _tell(problem: Problem, found: "Comparison", out: Path | None, as_json: bool, language: str) -> None:
    """The comparison on the screen, or as data, and in the output folder."""
    text = records.to_json(found)
    if as_json:
        typer.echo(text)
    else:
        screen = Screen()
        screen.print(table(found, language))
        if any(asks_otherwise(found.base, side) for side in found.others):
            screen.plain(say("whatif.unequal", language, star=UNEQUAL))
        screen.plain(say("whatif.bounds", language) + "\n\n" + found.say(language))
    if out is not None:
        write_text(out / "compare.json", text + "\n")
        chart = api.draw_compare(problem, found, out / "compare.png", language)
        for path in (out / "compare.json", chart):
            Screen(stderr=as_json).plain(say("written", language, path=path))


def table(found: "Comparison", language: str) -> Table:
    """One row a week, one column a tier: value [bound] and what it means."""
    shown = Table(box=None, title=Text(say("whatif.table", language)), title_justify="left")
    shown.add_column("")
    for name in TierName:
        shown.add_column(said(name, "tier", language), justify="right")
    for side in (found.base, *found.others):
        star = UNEQUAL if asks_otherwise(found.base, side) else ""
        shown.add_row(Text(side.name + star), *(Text(_cell(tier, language)) for tier in side.tiers))
    return shown


def _cell(tier: "TierOf", language: str) -> str:
    figures = f"{tier.value} [{tier.bound}]"
    return figures if tier.meaning is None else f"{figures}\n{say(f'meaning.{tier.meaning}', language)}"


def _code(found: "Comparison") -> int:
    sides = (found.base, *found.others)
    if any(side.figures is None for side in sides):
        return NO_PLAN
    return GAPS if any(side.figures and (side.figures.unmet or side.figures.breaches) for side in sides) else 0
