"""Benchmark `judge`: every corruption under the whole audit, and good plans by the hundred without an alarm."""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from random import Random

from tests.benchmarks.cases import ROOT
from tests.benchmarks.report import Result

SHOWN = 5
"""Alarms or misses that a line quotes."""
TOLD_ANEW = 1
"""Times a planned week is told in each other way."""


def run_judge(plans: int, seed: int) -> Iterator[Result]:
    """One result for the corruptions and one for the good plans. Raises ValueError for fewer than one plan."""
    if plans < 1:
        raise ValueError(f"--plans {plans} must be at least 1")
    if (tests := str(ROOT / "tests")) not in sys.path:
        sys.path.append(tests)
    yield _corruptions()
    yield _good_plans(plans, seed)


def _corruptions() -> Result:
    from judging.registry import forms
    from judging.spoiling import brought_up, bystanders, cases, origin

    began, tried, missed = time.monotonic(), Counter[int](), []
    for form in forms():
        for case in cases(form):
            tried[form.clause] += 1
            good = origin(case)
            if brought_up(form, good, case) != case.spots or not bystanders(form, good, case) <= form.also:
                missed.append(f"{form.clause} {form.name}: {case.spots}")
    return {
        "case": "judge-corruptions",
        "tried": tried.total(),
        "caught": tried.total() - len(missed),
        "missed": missed[:SHOWN],
        "clauses": {str(clause): count for clause, count in sorted(tried.items())},
        "right": not missed,
        "seconds": round(time.monotonic() - began, 2),
    }


def _good_plans(plans: int, seed: int) -> Result:
    """Weeks planned whole, each told anew as well, until there are so many; those left short are counted apart."""
    from judging.good_plans import recipes, variants

    from scheduler.audit import audit
    from scheduler.clauses.clause import Severity
    from solvers.worker import Worker

    began, planned, short, judged, alarms = time.monotonic(), 0, 0, 0, []
    with Worker() as worker:
        for number, recipe in enumerate(recipes(seed)):
            good = recipe.planned(worker)
            if good is None:
                short += 1
                continue
            planned += 1
            for one in (good, *variants(good, Random(number), TOLD_ANEW)):
                found = [b for b in audit(one.problem, one.plan).breaches if b.severity is Severity.BREACH]
                judged += 1
                alarms += [f"{one.name}: {found[0]}"] if found else []
            if judged >= plans:
                break
    return {
        "case": "judge-good-plans",
        "seed": seed,
        "judged": judged,
        "planned": planned,
        "told_anew": judged - planned,
        "left_short_by_planning": short,
        "alarms": len(alarms),
        "raised": alarms[:SHOWN],
        "right": not alarms,
        "seconds": round(time.monotonic() - began, 2),
    }
