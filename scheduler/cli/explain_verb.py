"""The verb `explain`: what is short in every plan, what clashes, and who or what came closest to each unmet demand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler import api
from scheduler.atomic import write_text
from scheduler.cli.counting import show_count
from scheduler.cli.options import EffortName, Lang, Language, Mode, Scenario, School, Week, language_of
from scheduler.cli.plan_verb import show_none
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_file
from scheduler.cli.texts import say
from scheduler.cli.verbs import GAPS, load, plan_json
from scheduler.cli.why_verb import Asking, Effort, Why, WhyNot, answer
from scheduler.config.load import Loaded
from scheduler.domain.plan import Plan
from scheduler.explain import records

if TYPE_CHECKING:
    from scheduler.explain.explanation import Explanation
    from scheduler.planning.sketch import Sketch


_Week = tuple[Loaded, Plan, "Sketch | None", str]
"""School and week, a plan of it, the sketch the plan comes from, and the language."""


PlanOption = Annotated[
    Path | None,
    typer.Option(
        metavar="PLAN",
        help="plan.json 或它所在的文件夹；不给就先试排 / plan.json or its folder; without it a week is sketched",
    ),
]
Out = Annotated[
    Path | None, typer.Option("-o", "--out", metavar="FILE", help="另存为 JSON 文件 / also write it as a JSON file")
]
Json = Annotated[bool, typer.Option("--json", help="只输出 JSON / print JSON alone")]
ChartFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE.png", help="把冲突和解决办法画成图 / also draw the clashes and ways out"),
]
Ways = Annotated[
    bool, typer.Option("--ways/--no-ways", help="缺的时候寻找解决办法 / seek ways out when something is short")
]
Seconds = Annotated[
    float,
    typer.Option(
        "--time-limit",
        metavar="S",
        min=1,
        help="寻找办法、回答一问各用几秒 / seconds to seek ways out, or for an answer",
    ),
]
WaysFolder = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="每种办法写成一个情景文件 / write each way out as a scenario file"),
]


def explain(
    school: School,
    plan: PlanOption = None,
    week: Week = None,
    mode: Mode = None,
    scenario: Scenario = None,
    out: Out = None,
    as_json: Json = False,
    chart: ChartFile = None,
    why: Why = None,
    why_not: WhyNot = None,
    effort: Effort = EffortName.QUICK,
    ways: Ways = True,
    seconds: Seconds = 10.0,
    ways_folder: WaysFolder = None,
    lang: Lang = None,
) -> None:
    """说明为什么缺 / Explain what is short, and why.

    先列任何计划都避免不了的缺口和互相冲突的要求，再逐项说明这份计划没满足的需求：哪一条、谁、何处、何时，最接近的人选或场地各被什么挡住；
    最后列出解决办法，按代价排列，每种都试排过。

    What is short in every plan, and what clashes; then each demand this plan leaves unmet: clause, where, when, who or
    what came closest and what stopped each of them; at last the ways out, cheapest first, each planned with.

    写了 --why 或 --why-not 就只回答这些问题。With --why or --why-not only those questions are answered.
    """
    if why or why_not:
        given = (week, mode, scenario, lang)
        answer(Asking(school, (why or [], why_not or []), plan, given, effort, seconds), out, as_json)
        return
    loaded, found, sketched, language = (
        _given(school, plan, scenario, lang) if plan else _sketched(school, week, mode, scenario, lang)
    )
    explanation = api.explain(loaded.problem, found, watch=_clash_line(language))
    if ways and explanation.short:
        Screen(stderr=True).print(say("ways.asking", language), style="dim")
        explanation = replace(explanation, ways=api.ways(loaded, base=sketched, seconds=seconds))
    _told(explanation, language, out, as_json)
    files = [] if chart is None else [api.draw_explained(loaded.problem, explanation, chart, language)]
    if ways_folder is not None and explanation.ways is not None:
        files += api.write_ways(explanation.ways, ways_folder, language)
    for file in files:
        Screen(stderr=as_json).plain(say("written", language, path=file))
    raise typer.Exit(GAPS if explanation.short else 0)


def _told(explanation: "Explanation", language: str, out: Path | None, as_json: bool) -> None:
    """Print an explanation, and write it as JSON where wanted."""
    if out is not None:
        write_text(out, records.to_json(explanation) + "\n")
    if as_json:
        typer.echo(records.to_json(explanation))
        return
    Screen().plain(explanation.say(language))
    if out is not None:
        Screen().plain(say("written", language, path=out))


def _clash_line(language: str) -> Callable[[str, str, int], None]:
    """Tells each question of the search for clashes once, on the error stream."""
    notes, said = Screen(stderr=True), set[tuple[str, str]]()

    def tell(stage: str, scope: str, found: int) -> None:
        if (stage, scope) not in said:
            said.add((stage, scope))
            facts = {"stage": say(f"stage.{stage}", language), "scope": say(f"clash.{scope}", language), "count": found}
            notes.print(say("clash.asking", language, **facts), style="dim")

    return tell


def _given(school: Path, plan: Path, scenario: Scenario, lang: Language | None) -> _Week:
    """The plan of a file, with the school of its week; says so when either was changed since."""
    judged = api.audit(plan_json(plan), school, scenarios=scenario or ())
    language = language_of(lang, judged.problem.language)
    show_file(Screen(stderr=True), judged, language)
    return judged.loaded, judged.plan, None, language


def _sketched(school: Path, week: Week, mode: Mode, scenario: Scenario, lang: Language | None) -> _Week:
    """A sketch of the week. Raises Exit when there is none."""
    loaded, language = load(school, week, mode, scenario, lang)
    sketched = api.sketch(loaded)
    outcome = sketched.outcome
    if outcome.plan is None:
        show_count(Screen(stderr=True), api.count(loaded), language)
        raise typer.Exit(show_none(Screen(stderr=True), outcome, language))
    return loaded, outcome.plan, sketched, language
