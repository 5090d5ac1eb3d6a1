"""The public face: everything the verbs of the command line do, as functions with typed results.

Importing this module loads no solver; `plan` does.
"""

import json
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.cells import set_cell_size

from scheduler.atomic import write_bytes, write_text
from scheduler.audit import FITS, Audit
from scheduler.audit import audit as judge
from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import Breach
from scheduler.config.finding import InputRefused
from scheduler.config.load import Loaded, load_outline, load_school, origin, school_file, source_name, with_layer
from scheduler.domain.demand import Mode
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.planfile import PlanFileError, load_plan, save_plan
from scheduler.statements.pinned import PinVerdict, canonical, in_order, judge_pins, pin_lines, school_pins
from scheduler.statements.statement import Condition

if TYPE_CHECKING:
    from scheduler.allocation.report import PlacesReport
    from scheduler.explain.clashes import Watcher as ClashWatcher
    from scheduler.explain.count import Count
    from scheduler.explain.explanation import Explanation
    from scheduler.explain.season import Broken
    from scheduler.explain.ways.way import WaysOut
    from scheduler.planning.desk import Variant
    from scheduler.planning.outcome import Effort, Outcome, Watcher
    from scheduler.planning.sketch import Sketch
    from scheduler.repair.events import Happened, Words
    from scheduler.repair.gap import Gap
    from scheduler.repair.moment import Moment
    from scheduler.repair.repair import Repaired
    from scheduler.reports.registry import Format
    from scheduler.resilience.planb import Ready
    from scheduler.resilience.report import Resilience
    from scheduler.survey.form import Form, Wanted
    from scheduler.survey.read import Survey
    from scheduler.template.run import ImportedSchool
    from scheduler.timetables.convert import Imported
    from scheduler.whatif.compare import Comparison
    from scheduler.whatif.executor import Executor, Told
    from scheduler.whatif.one_more import OneMore
    from scheduler.whatif.quantities import Range
    from scheduler.whatif.run import Beside
    from scheduler.whatif.store import Store
    from scheduler.whatif.sweep import Frontier
    from solvers.stop import StopFlag
    from solvers.worker import Worker

__all__ = [
    "Judged",
    "audit",
    "breaches_later",
    "check",
    "compare",
    "count",
    "draw",
    "draw_compare",
    "draw_count",
    "draw_explained",
    "draw_frontier",
    "draw_resilience",
    "explain",
    "export",
    "gaps",
    "happened",
    "import_school",
    "import_timetable",
    "load",
    "luck_after",
    "one_more",
    "origin",
    "places",
    "plan",
    "plan_b",
    "provenance",
    "repair",
    "resilience",
    "sheet",
    "sketch",
    "survey_form",
    "survey_read",
    "sweep",
    "template",
    "ways",
    "what_breaks",
    "what_if",
    "write",
    "write_form",
    "write_plan_b",
    "write_repairs",
    "write_ways",
]

HAPPENED = "what_happened.yaml"
"""The scenario file a repaired plan is judged with."""
LEAST_SECONDS = 0.1
"""What is left for planning when loading it has used up the time."""


@dataclass(frozen=True)
class Judged:
    """A plan file with the judge's verdict and the school it was judged against.

    `untouched` is False when the plan file was changed by hand; `changed` names the school's files whose bytes are no
    longer those the plan was made from; `pins` is the judge's word on everything the plan was to keep.
    """

    plan: Plan
    audit: Audit
    untouched: bool
    loaded: Loaded
    changed: tuple[str, ...] = ()
    pins: tuple[PinVerdict, ...] = ()

    @property
    def problem(self) -> Problem:
        """The school and week it was judged against."""
        return self.loaded.problem


def load(school: Path, *, week: date | None = None, mode: Mode | None = None, scenarios: Sequence[Path] = ()) -> Loaded:
    """Read a school folder or file for one week. Raises InputRefused with every problem found."""
    loaded = load_school(school, week=week, mode=mode, scenarios=scenarios)
    return replace(loaded, notes=(*loaded.notes, *school_pins(loaded).idle))


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


def what_breaks(before: Loaded, after: Loaded, found: Plan) -> "Broken":
    """A plan carried from the week of one to the week of the other, and what the judge has against it; no solver."""
    from scheduler.explain.season import what_breaks as broken

    return broken(before, after, found)


def breaches_later(loaded: Loaded, found: Plan) -> dict[date, int]:
    """How many breaches a plan has in each later full week of the season, carried there; by the week's first day."""
    from scheduler.explain.season import breaches_later as counted

    return counted(loaded, found)


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
    pins: Sequence[Condition] = (),
) -> "Outcome":
    """Plan the week; the outcome carries the plan, the judge's verdict and the proof of every tier.

    Comes back within about a second of `seconds`, or of `stop` being raised, with a plan or with none. `workers` is
    the number of parallel searches inside CP-SAT (None: as the effort says). `keep`: an earlier plan of the same school
    whose club sections stand and whose places change for as few pupils as can be (late joiners, leavers).
    `variant`: what the week must keep besides the book, beside which other week. `pins` it keeps as well, and those of
    the school's own file; in which order they are given changes nothing.
    """
    began = time.monotonic()
    from scheduler.planning.desk import Variant
    from scheduler.planning.outcome import Effort
    from scheduler.planning.punctual import plan_in_time

    beside = variant or Variant()
    conditions = in_order((*school_pins(loaded).conditions, *pins, *beside.conditions))
    sources = provenance(loaded, conditions)
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
        variant=replace(beside, conditions=conditions),
    )


def happened(loaded: Loaded, found: Plan, since: "Moment", words: "Words") -> "tuple[Loaded, Happened]":
    """The school after what was said to have happened, and what that is in the words of scenarios.

    Raises ValueError for words that mean nothing here, and for what the school cannot have.
    """
    from scheduler.repair.events import happened as read

    event = read(loaded.problem, found, since, words)
    try:
        return (with_layer(loaded, event.layer) if event.changes else loaded), event
    except InputRefused as refused:
        raise ValueError(event.refusal(refused.findings)) from refused


def repair(
    loaded: Loaded,
    found: Plan,
    *,
    since: "Moment",
    worker: "Worker",
    conditions: "Sequence[Condition]" = (),
    called_off: Collection[str] = (),
    shut: Collection[str] = (),
    seconds: float = 10.0,
    alternatives: int = 1,
    written: Mapping[Path, str] = MappingProxyType({}),
) -> "tuple[Repaired, ...]":
    """The smallest changes that make a plan fit the school as it now is; see `scheduler.repair.repair`.

    `written` are scenario files, still to be written, of what `loaded` has besides its files: path to text. The plans'
    provenance counts them in. Pins of the plan and of the school's own file are kept besides `conditions`.
    """
    from scheduler.repair.repair import repair as repaired

    kept = (*school_pins(loaded).conditions, *conditions)
    choices = repaired(
        loaded.problem,
        found,
        since=since,
        worker=worker,
        conditions=kept,
        called_off=called_off,
        shut=shut,
        seconds=seconds,
        alternatives=alternatives,
    )
    folder = school_file(loaded.request.path).parent
    more = {source_name(path, folder): sha256(text.encode()).hexdigest() for path, text in written.items()}
    origins = provenance(replace(loaded, sources={**loaded.sources, **more}), kept)
    return tuple(replace(choice, plan=replace(choice.plan, provenance=origins)) for choice in choices)


def gaps(loaded: Loaded, found: Plan, *, since: "Moment", asked: str) -> "tuple[Gap, ...]":
    """Who could take a session or post (its id, or ADULT@DAY CLOCK for those of an adult), what each costs, and what
    stops the others. Raises ValueError."""
    from scheduler.repair.gap import gap, meant

    problem = loaded.problem
    return tuple(gap(problem, found, since, target) for target in meant(problem, found, asked))


def resilience(judged: Judged, executor: "Executor", *, told: "Told" = lambda news: None) -> "Resilience":
    """Every single absence of a plan's week: whether it has a legal repair, what that takes, what cures the rest."""
    from scheduler.resilience.report import resilience as tried

    return tried(judged.loaded, judged.plan, executor, told)


def draw_resilience(problem: Problem, found: "Resilience", file: Path, language: str) -> Path:
    """Draw every single absence as a heat map into a PNG file and return it."""
    from scheduler.charts.bearing import draw_bearing

    return draw_bearing(problem, found, file, language)


def plan_b(
    loaded: Loaded,
    found: Plan,
    folder: Path,
    *,
    worker: "Worker",
    language: str,
    absences: int = 3,
    seconds: float = 10.0,
) -> "Iterator[Ready]":
    """Repairs for the likely days of a plan's week, written below the folder as they are made, each judged.

    Each has a folder of its own: scenario, plan, audit, notices. `seconds` bounds one repair.
    """
    from scheduler.config.scenario_text import scenario_text
    from scheduler.repair.moment import before
    from scheduler.repair.repair import Repaired
    from scheduler.resilience.absence import Absence
    from scheduler.resilience.planb import likely, make_ready

    def mend(absence: Absence) -> Repaired:
        after, file = with_layer(loaded, absence.layer), folder / absence.name / HAPPENED
        text = scenario_text(absence.say(language), absence.say(language), absence.layer)
        since = before(after.problem)
        (one,) = repair(after, found, since=since, worker=worker, seconds=seconds, written={file: text})
        write_repairs((one,), text, file.parent, language)
        return one

    return make_ready(loaded.problem, found, likely(loaded.problem, found, absences), mend)


def write_plan_b(found: Plan, ready: "Sequence[Ready]", folder: Path, language: str) -> tuple[Path, ...]:
    """Write the index of plans B, in words and as data."""
    from scheduler.resilience.planb import INDEX, index, index_text

    words, data = folder / "index.txt", folder / INDEX
    write_text(words, index_text(found, ready, language))
    write_text(data, json.dumps(index(found, ready), ensure_ascii=False, indent=1) + "\n")
    return words, data


def write_repairs(choices: "Sequence[Repaired]", scenario: str, folder: Path, language: str) -> tuple[Path, ...]:
    """Write the cheapest repair, what happened as a scenario file, the notices, and others to choose from."""
    files = [folder / HAPPENED]
    write_text(files[0], scenario)
    for number, choice in enumerate(choices, start=1):
        place = folder if number == 1 else folder / f"choice-{number}"
        files += write(choice.plan, choice.audit, place, language)
        files.append(place / "notices.txt")
        write_text(files[-1], "".join(f"{notice.say(language)}\n" for notice in choice.told))
    return tuple(files)


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
    verdicts = judge_pins(loaded.problem, found)
    return Judged(found, judge(loaded.problem, found), untouched, loaded, changed, verdicts)


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


def what_if(
    base: "Loaded | Judged",
    others: Mapping[str, Loaded],
    executor: "Executor",
    *,
    effort: "Effort | None" = None,
    seconds: float = 600.0,
    called: str = "base",
    told: "Told" = lambda news: None,
) -> "Beside":
    """Plan a week and others of like schools side by side, and compare each with the first.

    `base`: the first school and week, or a plan there is already; `called` is its name. `others` by name. `seconds`
    bounds each of the weeks. `executor`: who does them, such as scheduler.whatif.executor.Processes.
    """
    from scheduler.planning.outcome import Effort
    from scheduler.whatif.compare import Week
    from scheduler.whatif.errand import Errand
    from scheduler.whatif.run import Named, beside

    def named(name: str, loaded: Loaded) -> Named:
        pins = school_pins(loaded).conditions
        how = provenance(loaded, pins), effort or Effort.NORMAL, seconds
        return Named(name, Errand(loaded.problem, *how, conditions=pins))

    first = Week(called, base.problem, base.plan, base.audit) if isinstance(base, Judged) else named(called, base)
    return beside(first, [named(name, loaded) for name, loaded in others.items()], executor, told)


def compare(weeks: Mapping[str, Judged]) -> "Comparison":
    """Compare plans with the first of them, by name; no solver. Raises ValueError for none."""
    from scheduler.whatif.compare import Week
    from scheduler.whatif.compare import compare as compared

    if not weeks:
        raise ValueError("there is no plan to compare / 没有可比较的计划")
    first, *others = (Week(name, j.problem, j.plan, j.audit) for name, j in weeks.items())
    return compared(first, others)


def draw_compare(problem: Problem, found: "Comparison", file: Path, language: str) -> Path:
    """Draw a comparison as a PNG file and return it."""
    from scheduler.charts.compare import draw_compare as drawn

    return drawn(problem, found, file, language)


def export(
    problem: Problem,
    found: Plan,
    folder: Path,
    *,
    language: str,
    kinds: Sequence[str] = (),
    forms: "Sequence[Format]" = (),
    names: Mapping[str, str] | None = None,
    earlier: Sequence[Plan] = (),
) -> tuple[Path, ...]:
    """Write workbooks, print and calendars of a plan into a folder and return the files written.

    `names`: names by id, shown where a document may show them. `earlier`: plans of the same week that this one
    replaces, oldest first. Raises PaperRefused before anything is written.
    """
    from scheduler.reports.export import export as write_documents

    return write_documents(
        problem, found, folder, language=language, kinds=kinds, forms=forms, names=names, earlier=earlier
    )


def sweep(
    loaded: Loaded,
    ranges: "Sequence[Range]",
    executor: "Executor",
    store: "Store",
    *,
    effort: "Effort | None" = None,
    seconds: float = 600.0,
    told: "Told" = lambda news: None,
) -> "Frontier | None":
    """Plan the week for every value of one quantity or two; what the store has is not planned again.

    None when the school as it is has no week, or the sweep was stopped before that one was planned. Raises VaryRefused
    for too many points, and for a value the school refuses.
    """
    from scheduler.planning.outcome import Effort
    from scheduler.whatif.sweep import Settings
    from scheduler.whatif.sweep import sweep as swept

    pins = school_pins(loaded).conditions
    settings = Settings(effort or Effort.NORMAL, seconds, provenance(loaded, pins), pins)
    return swept(loaded, ranges, settings, executor, store, told)


def one_more(
    loaded: Loaded,
    executor: "Executor",
    store: "Store",
    *,
    effort: "Effort | None" = None,
    seconds: float = 600.0,
    told: "Told" = lambda news: None,
) -> "OneMore | None":
    """What one more teacher, volunteer, room, skill or section is worth, each by planning the week with it.

    None when the school as it is has no week, or that was stopped.
    """
    from scheduler.planning.outcome import Effort
    from scheduler.whatif.one_more import one_more as tried
    from scheduler.whatif.sweep import Settings

    pins = school_pins(loaded).conditions
    settings = Settings(effort or Effort.NORMAL, seconds, provenance(loaded, pins), pins)
    return tried(loaded, settings, executor, store, told)


def draw_frontier(problem: Problem, found: "Frontier", file: Path, language: str) -> Path:
    """Draw a frontier as a PNG file and return it."""
    from scheduler.charts.frontier import draw_frontier as drawn

    return drawn(problem, found, file, language)


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


def import_timetable(
    files: Sequence[Path],
    school: Path,
    out: Path | None = None,
    *,
    format_name: str | None = None,
    names: Path | None = None,
    map_file: Path | None = None,
    by: str = "lesson",
    encoding: str | None = None,
) -> "Imported":
    """Read a timetable of another program (`scheduler.timetables.convert`); once all of it is settled write `out`.

    Names still open are added to `map_file`. Raises InputRefused when a file cannot be read at all.
    """
    from scheduler.timetables.convert import By, Request, read_timetable
    from scheduler.timetables.map_file import map_csv

    request = Request(files, school, format_name, names, map_file, By(by), encoding)
    found = read_timetable(request)
    if out is not None and found.lessons is not None:
        write_text(out, found.lessons)
    if map_file is not None and found.open:
        write_text(map_file, map_csv(found))
    return found


def template(school: Path | None, out: Path, language: str | None = None) -> None:
    """Write the workbook of a school (None: a blank one) to `out`. Raises InputRefused when the school cannot be read.

    `language`: `zh` or `en`; None = the school's own.
    """
    from scheduler.template.run import template_bytes

    write_bytes(out, template_bytes(school, language))


def import_school(workbook: Path, folder: Path) -> "ImportedSchool":
    """Take a school workbook into a folder, new or that of the school; only files that change are written.

    Raises InputRefused, and nothing is written, with every fault at its sheet and cell, and with every row that was
    edited both in the workbook and in the folder since the workbook was made.
    """
    from scheduler.template.run import import_school as imported

    found = imported(workbook, folder)
    for name, text in found.texts.items():
        write_text(folder / name, text)
    return found


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


def write(found: Plan, judged: Audit, folder: Path, language: str, pins: Sequence[PinVerdict] = ()) -> tuple[Path, ...]:
    """Write plan.json and the compliance sheet audit.txt, with the verdicts on `pins` at its end."""
    plan_file, audit_file = folder / "plan.json", folder / "audit.txt"
    save_plan(found, plan_file)
    write_text(audit_file, "\n".join([*sheet(judged, language), *pin_lines(pins, language)]) + "\n")
    return plan_file, audit_file


def provenance(loaded: Loaded, conditions: Sequence[Condition] = ()) -> dict[str, str]:
    """Versions of everything that can change a plan, and the hash of every file it was made from, and of its pins."""
    found = {name: _version(name) for name in ("afterschool-planner", "ortools", "highspy")}
    if conditions:
        found["pins"] = sha256(canonical(conditions).encode()).hexdigest()
    return found | {f"sha256:{name}": digest for name, digest in sorted(loaded.sources.items())}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
