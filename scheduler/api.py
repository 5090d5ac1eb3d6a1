"""The public face: everything the verbs of the command line do, as functions with typed results.

Importing this module loads no solver; `plan` does.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import set_cell_size

from scheduler.atomic import write_bytes, write_text
from scheduler.audit import FITS, Audit
from scheduler.audit import audit as judge
from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import Breach
from scheduler.config.load import Loaded, load_outline, load_school, origin
from scheduler.domain.demand import Mode
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.planfile import PlanFileError, load_plan, save_plan

if TYPE_CHECKING:
    from scheduler.allocation.report import PlacesReport
    from scheduler.explain.clashes import Watcher as ClashWatcher
    from scheduler.explain.count import Count
    from scheduler.explain.explanation import Explanation
    from scheduler.explain.ways.way import WaysOut
    from scheduler.planning.desk import Variant
    from scheduler.planning.outcome import Effort, Outcome, Watcher
    from scheduler.planning.sketch import Sketch
    from scheduler.survey.form import Form, Wanted
    from scheduler.survey.read import Survey
    from solvers.stop import StopFlag
    from solvers.worker import Worker

__all__ = [
    "Judged",
    "audit",
    "check",
    "count",
    "draw",
    "draw_count",
    "draw_explained",
    "explain",
    "load",
    "luck_after",
    "origin",
    "places",
    "plan",
    "provenance",
    "sheet",
    "sketch",
    "survey_form",
    "survey_read",
    "ways",
    "write",
    "write_form",
    "write_ways",
]

LEAST_SECONDS = 0.1
"""What is left for planning when loading it has used up the time."""


@dataclass(frozen=True)
class Judged:
    """A plan file with the judge's verdict and the school it was judged against.

    `untouched` is False when the plan file was changed by hand; `changed` names the school's files whose bytes are no
    longer those the plan was made from.
    """

    plan: Plan
    audit: Audit
    untouched: bool
    loaded: Loaded
    changed: tuple[str, ...] = ()

    @property
    def problem(self) -> Problem:
        """The school and week it was judged against."""
        return self.loaded.problem


def load(school: Path, *, week: date | None = None, mode: Mode | None = None, scenarios: Sequence[Path] = ()) -> Loaded:
    """Read a school folder or file for one week. Raises InputRefused with every problem found."""
    return load_school(school, week=week, mode=mode, scenarios=scenarios)


def check(loaded: Loaded) -> tuple[Breach, ...]:
    """What the school's own facts say against the notice, before any plan; empty when nothing does."""
    return tuple(found for clause in BOOK for found in clause.findings(loaded.problem))


def count(loaded: Loaded) -> "Count":
    """Supply against the least demand of the week, before any search: what is short, certainly or nearly."""
    from scheduler.explain.count import count_first

    return count_first(loaded.problem)


def explain(problem: Problem, found: Plan, *, watch: "ClashWatcher | None" = None) -> "Explanation":
    """What is short in every plan of the week, who or what came closest to each demand this plan leaves unmet, and the
    clashes behind those, for which solvers are asked for some seconds; `watch` is told how that goes."""
    from scheduler.explain.explanation import explain_plan

    return explain_plan(problem, found, watch)


def sketch(loaded: Loaded, *, seconds: float = 60.0) -> "Sketch":
    """The week planned for its shortage alone: quick, legal, and careless of everything else."""
    from scheduler.planning.sketch import sketch as sketched
    from solvers.worker import Worker

    with Worker() as worker:
        return sketched(loaded.problem, worker, seconds=seconds)


def ways(loaded: Loaded, *, base: "Sketch | None" = None, seconds: float = 8.0) -> "WaysOut":
    """Ways out of the shortage of a week, cheapest first, each planned with and judged.

    `base`: a sketch of the week already made. `seconds` bounds the search for further ways.
    """
    from scheduler.explain.ways.find import find_ways
    from solvers.worker import Worker

    with Worker() as one, Worker() as other:
        return find_ways(loaded, seconds=seconds, workers=(one, other), base=base)


def write_ways(found: "WaysOut", folder: Path, language: str) -> tuple[Path, ...]:
    """Write each way out as a scenario file, `way-1.yaml` and so on, for `plan --scenario`."""
    from scheduler.config.scenario_text import scenario_text

    files = []
    for number, way in enumerate(found.ways, start=1):
        text = scenario_text(way.title(language), way.say(language), way.layer)
        files.append(folder / f"way-{number}.yaml")
        write_text(files[-1], text)
    return tuple(files)


def places(problem: Problem, found: Plan) -> "PlacesReport":
    """Certificates of a plan's club places, figures for the planner, and an account for every pupil; no solver."""
    from scheduler.allocation.report import places_report

    return places_report(problem, found)


def luck_after(problem: Problem, found: Plan) -> dict[str, int]:
    """Pupil to first wishes lost up to and with a plan, for the file `rosters.luck` of the next one."""
    from scheduler.allocation.report import luck_after as counted

    return counted(problem, found)


def draw_count(loaded: Loaded, found: "Count", file: Path, language: str) -> Path:
    """Draw a count as a PNG file and return it."""
    from scheduler.charts.supply import draw_supply

    return draw_supply(loaded.problem, found, file, language)


def draw_explained(problem: Problem, found: "Explanation", file: Path, language: str) -> Path:
    """Draw the clashes and ways out of an explanation as a PNG file and return it."""
    from scheduler.charts.explained import draw_explained as drawn

    return drawn(problem, found, file, language)


def plan(
    loaded: Loaded,
    *,
    effort: "Effort | None" = None,
    seconds: float = 600.0,
    worker: "Worker | None" = None,
    stop: "StopFlag | None" = None,
    watch: "Watcher | None" = None,
    workers: int | None = None,
    keep: Plan | None = None,
    variant: "Variant | None" = None,
) -> "Outcome":
    """Plan the week; the outcome carries the plan, the judge's verdict and the proof of every tier.

    Comes back within about a second of `seconds`, or of `stop` being raised, with a plan or with none. `workers` is
    the number of parallel searches inside CP-SAT (None: as the effort says). `keep`: an earlier plan of the same school
    whose club sections stand and whose places change for as few pupils as can be (late joiners, leavers).
    `variant`: what the week must keep besides the book, beside which other week; not together with `keep`.
    """
    began = time.monotonic()
    from scheduler.planning.outcome import Effort
    from scheduler.planning.punctual import plan_in_time

    sources = provenance(loaded)
    return plan_in_time(
        loaded.problem,
        effort=effort or Effort.NORMAL,
        seconds=max(LEAST_SECONDS, seconds - (time.monotonic() - began)),
        worker=worker,
        stop=stop,
        watch=watch,
        provenance=sources,
        workers=workers,
        keep=keep,
        variant=variant,
    )


def audit(plan_file: Path, school: Path, *, scenarios: Sequence[Path] = ()) -> Judged:
    """Judge a plan file against its school, without any solver. Raises PlanFileError or InputRefused."""
    found, untouched = load_plan(plan_file)
    if found.mode not in set(Mode):
        raise PlanFileError(f"{plan_file}: mode: {found.mode!r} must be roster or counts / 应为 roster 或 counts")
    loaded = load_school(school, week=found.week, mode=Mode(found.mode), scenarios=scenarios)
    hashes = {f"sha256:{name}": digest for name, digest in loaded.sources.items()}
    changed = tuple(
        sorted(
            name.removeprefix("sha256:")
            for name in {*hashes, *(n for n in found.provenance if n.startswith("sha256:"))}
            if found.provenance and found.provenance.get(name) != hashes.get(name)
        )
    )
    return Judged(found, judge(loaded.problem, found), untouched, loaded, changed)


def draw(
    problem: Problem,
    found: Plan,
    folder: Path,
    *,
    language: str,
    formats: Sequence[str] = ("png",),
    kinds: Sequence[str] | None = None,
) -> tuple[Path, ...]:
    """Draw the charts of a plan into a folder and return the files written."""
    from scheduler.charts.draw import draw as draw_charts

    return draw_charts(problem, found, folder, language=language, formats=formats, kinds=kinds)


def survey_form(school: Path, wanted: "Wanted | None" = None) -> "Form":
    """The survey form of a school, not yet written. Raises InputRefused when the school or its roster is faulty."""
    from scheduler.survey.form import Wanted, build_form

    return build_form(load_outline(school), wanted or Wanted())


def write_form(form: "Form", out: Path, *, split: bool = False) -> tuple[Path, ...]:
    """Write a form as an Excel workbook, or with `split` one workbook a homeroom into the folder `out`."""
    from scheduler.survey.form import one_by_one
    from scheduler.survey.workbook import form_bytes

    files = {out / f"{part.sheets[0].homeroom}.xlsx": part for part in one_by_one(form)} if split else {out: form}
    for file, part in files.items():
        write_bytes(file, form_bytes(part))
    return tuple(files)


def survey_read(files: Sequence[Path], school: Path, out: Path | None = None) -> "Survey":
    """Read returned survey forms; without errors, write the roster to `out`. Raises InputRefused."""
    from scheduler.survey.read import read_survey

    survey = read_survey(files, school)
    if out is not None and survey.roster is not None:
        write_text(out, survey.roster)
    return survey


def sheet(judged: Audit, language: str) -> list[str]:
    """The compliance sheet, one line a clause, then one sentence a breach, finding or note."""
    word = 0 if language == "zh" else 1
    titles = {clause.number: clause.title[word] for clause in (FITS, *judged.book)}
    lines = [
        f"{line.clause:>3}  {set_cell_size(STATUS[line.status][word], 8)} {line.count or '':>4}  {titles[line.clause]}"
        for line in judged.sheet
    ]
    return [*lines, "", *judged.say(language)]


STATUS = {
    "ok": ("符合", "ok"),
    "note": ("提示", "note"),
    "finding": ("条件不符", "finding"),
    "breach": ("违规", "breach"),
    "not applicable": ("不适用", "n/a"),
    "documentary": ("备查", "papers"),
}


def write(found: Plan, judged: Audit, folder: Path, language: str) -> tuple[Path, ...]:
    """Write plan.json and the compliance sheet audit.txt."""
    plan_file, audit_file = folder / "plan.json", folder / "audit.txt"
    save_plan(found, plan_file)
    write_text(audit_file, "\n".join(sheet(judged, language)) + "\n")
    return plan_file, audit_file


def provenance(loaded: Loaded) -> dict[str, str]:
    """Versions of everything that can change a plan, and the hash of every file it was made from."""
    found = {name: _version(name) for name in ("afterschool-planner", "ortools", "highspy")}
    return found | {f"sha256:{name}": digest for name, digest in sorted(loaded.sources.items())}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
