"""Benchmark `schools`: the whole command, from YAML to an audited plan with charts, in a process of its own."""

import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from scheduler.audit import audit
from scheduler.clauses.clause import Severity
from scheduler.cli.texts import say
from scheduler.config.load import load_school
from scheduler.domain.demand import Mode
from scheduler.domain.plan import Plan, TierName
from scheduler.planfile import load_plan
from tests.benchmarks.cases import ROOT, SchoolCase
from tests.benchmarks.measure import CommandRun, run_command
from tests.benchmarks.report import Result, repeated, with_gap

START = "from scheduler.cli.main import main; main()"
"""What the installed command `afterschool` runs."""
STATUSES = {0: "whole", 1: "partial", 2: "refused", 3: "impossible", 4: "no time", 70: "bug", None: "killed"}
GRACE = 300.0
"""Seconds beyond the time limit for reading, judging and drawing."""
LAST_STAGE = "staff"


@dataclass(frozen=True)
class Settings:
    """How every case is planned: the options of `afterschool plan`."""

    mode: Mode
    week: date
    effort: str
    charts: bool
    seconds: float


def run_schools(cases: Iterator[SchoolCase], settings: Settings, times: int) -> Iterator[Result]:
    """One result a case, each the median of `times` runs. Raises ValueError for a case that cannot be generated."""
    for case in cases:
        with tempfile.TemporaryDirectory() as scratch:
            folder = case.folder(Path(scratch) / "schools")
            yield repeated(partial(measure, case, folder, settings), times)


def measure(case: SchoolCase, school: Path, settings: Settings) -> Result:
    """Plan a school's week once as a user would, and read what came of it from its plan.json."""
    with tempfile.TemporaryDirectory() as out:
        run = run_command(
            command(school, Path(out), settings),
            folder=ROOT,
            seconds=settings.seconds + GRACE,
            environment={"COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
        )
        file = Path(out) / "plan.json"
        plan = load_plan(file)[0] if file.exists() else None
    return {
        "case": case.name,
        "seed": case.seed,
        "mode": settings.mode.value,
        "week": settings.week.isoformat(),
        "effort": settings.effort,
        "charts": settings.charts,
        **sizes(school, settings, plan),
        "status": STATUSES.get(run.exit, "crashed"),
        "exit": run.exit,
        **proof(plan),
        "note": _note(run),
        "seconds": round(run.seconds, 2),
        "first_seconds": first_answer(run),
        "mb": run.megabytes,
    }


def command(school: Path, out: Path, settings: Settings) -> list[str]:
    """The command line of one run."""
    words = [sys.executable, "-c", START, "plan", str(school), "--mode", settings.mode.value]
    words += ["--week", settings.week.isoformat(), "--effort", settings.effort, "--time-limit", str(settings.seconds)]
    return [*words, "--lang", "en", "-o", str(out), "--charts" if settings.charts else "--no-charts"]


def sizes(school: Path, settings: Settings, plan: Plan | None) -> Result:
    """Classes and pupils enrolled; adult duties planned, demands unmet, breaches and findings (None without a plan)."""
    problem = load_school(school, week=settings.week, mode=settings.mode).problem
    pupils = sum(homeroom.enrolled for homeroom in problem.homerooms.values())
    found: Result = {"classes": len(problem.homerooms), "pupils": pupils}
    if plan is None:
        return found | dict.fromkeys(("duties", "unmet", "breaches", "findings"))
    severities = [breach.severity for breach in audit(problem, plan).breaches]
    return found | {
        "duties": sum(len(s.duties) for s in plan.sessions) + sum(p.adult is not None for p in plan.posts),
        "unmet": len(plan.unmet),
        "breaches": severities.count(Severity.BREACH),
        "findings": severities.count(Severity.FINDING),
    }


def proof(plan: Plan | None) -> Result:
    """Every tier with value, bound, gap and stop; `days` is the bound of places over all club days with its gap."""
    if plan is None:
        return {"tiers": {}, "days": None}
    tiers = {
        tier.name.value: {"value": tier.value, "bound": tier.bound, "gap": round(tier.gap, 4), "stop": tier.stop}
        for tier in plan.tiers
    }
    bound = plan.bounds.get("places_over_all_club_days")
    places = next((tier.value for tier in plan.tiers if tier.name is TierName.PLACES), None)
    if bound is None or places is None:
        return {"tiers": tiers, "days": None}
    return {"tiers": tiers, "days": {"bound": bound, "gap": with_gap(places, bound)}}


def first_answer(run: CommandRun) -> float | None:
    """Seconds from the start of the process until the last stage has its first values, so a whole plan exists."""
    tiers = "|".join(re.escape(say(f"tier.{tier.value}", "en")) for tier in TierName)
    reached = re.compile(rf"{re.escape(say(f'stage.{LAST_STAGE}', 'en'))} \| ({tiers}):? -?[0-9]")
    for seconds, line in run.lines:
        if reached.search(line):
            return round(seconds, 2)
    return None


def _note(run: CommandRun) -> str:
    """The last line of the error stream of a run that ended neither with a plan nor as foreseen."""
    lines = [line for line in run.errors.splitlines() if line.strip()]
    return lines[-1] if lines and run.exit not in (0, 1) else ""
