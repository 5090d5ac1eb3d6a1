"""A plan judged, told and written, without any solver."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import set_cell_size

from scheduler.atomic import write_text
from scheduler.audit import FITS, Audit
from scheduler.audit import audit as judge
from scheduler.config.load import Loaded, load_school
from scheduler.domain.demand import Mode
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.planfile import PlanFileError, load_plan, save_plan
from scheduler.statements.pinned import PinVerdict, judge_pins, pin_lines

if TYPE_CHECKING:
    from scheduler.allocation.report import PlacesReport


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


def places(problem: Problem, found: Plan) -> "PlacesReport":
    """Certificates of a plan's club places, figures for the planner, and an account for every pupil; no solver."""
    from scheduler.allocation.report import places_report

    return places_report(problem, found)


def luck_after(problem: Problem, found: Plan) -> dict[str, int]:
    """Pupil to first wishes lost up to and with a plan, for the file `rosters.luck` of the next one."""
    from scheduler.allocation.report import luck_after as counted

    return counted(problem, found)


def read_plan(plan_file: Path) -> tuple[Plan, bool]:
    """The plan of a file, and whether nobody changed it by hand. Raises PlanFileError, also for an unknown mode."""
    found, untouched = load_plan(plan_file)
    if found.mode not in set(Mode):
        raise PlanFileError(f"{plan_file}: mode: {found.mode!r} must be roster or counts / 应为 roster 或 counts")
    return found, untouched


def audit(plan_file: Path, school: Path, *, scenarios: Sequence[Path] = ()) -> Judged:
    """Judge a plan file against its school, without any solver. Raises PlanFileError or InputRefused."""
    found, untouched = read_plan(plan_file)
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
