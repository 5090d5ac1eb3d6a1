"""The verb `resilience`: every single absence of a planned week tried, and what cures those without a repair."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler import api
from scheduler.atomic import write_text
from scheduler.cli.options import Lang, PlanFile, Scenario, School, language_of
from scheduler.cli.plan_verb import require_writable
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_file
from scheduler.cli.texts import say
from scheduler.cli.verbs import GAPS, plan_json
from scheduler.cli.whatif_verb import Json, Processes
from scheduler.explain import records

if TYPE_CHECKING:
    from scheduler.resilience.report import Resilience

UNKNOWN = 4


def resilience(
    plan_file: PlanFile,
    school: School,
    scenario: Scenario = None,
    processes: Processes = 2,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="FOLDER", help="默认为计划旁的 resilience / by default resilience beside the plan"
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """缺任何一个人、关任何一处场地，补不补得上 / Whether the week bears any one absence.

    逐一试过每名成人值班的每一天（和全周）、每处场地全周关闭：有没有合规的改法、几处改动、代价多少；哪天最脆弱，谁无人可替，
    哪些便宜的办法能补救。写出 resilience.json 和 resilience.png。

    Tries every adult on each day of service (and the week), and every venue for the week: is there a legal repair, how
    many changes, at what cost; which days are fragile, who is irreplaceable, and which cheap cures help. Writes
    resilience.json and resilience.png.
    """
    from scheduler.cli.tasks import TaskProgress
    from scheduler.whatif.executor import Processes as Pool

    judged = api.audit(plan_json(plan_file), school, scenarios=scenario or ())
    language = language_of(lang, judged.problem.language)
    notes = Screen(stderr=True)
    show_file(notes, judged, language)
    folder = out or plan_json(plan_file).parent / "resilience"
    require_writable(folder)
    with Pool(processes) as pool, TaskProgress(notes, language) as progress:
        found = api.resilience(judged, pool, told=progress)
    text = records.to_json(found)
    write_text(folder / "resilience.json", text + "\n")
    drawn = api.draw_resilience(judged.problem, found, folder / "resilience.png", language)
    if as_json:
        typer.echo(text)
    else:
        Screen().plain(found.say(language))
    for path in (folder / "resilience.json", drawn):
        Screen(stderr=as_json).plain(say("written", language, path=path))
    raise typer.Exit(_code(found))


def _code(found: "Resilience") -> int:
    """0 when every absence has a legal repair, 1 when one has none, 4 when that is not known of all."""
    if found.broken:
        return GAPS
    return 0 if all(one.known for one in found.mended) else UNKNOWN
