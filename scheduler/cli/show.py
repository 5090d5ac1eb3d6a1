"""What the verbs print: the school, the plan's value with its proof, what is unmet, and the judge's verdict."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from scheduler.api import Judged, sheet
from scheduler.audit import FITS, Audit
from scheduler.clauses.book import clause
from scheduler.clauses.clause import Breach, Severity
from scheduler.clauses.judging import wishes_met
from scheduler.cli.texts import TEXTS, say
from scheduler.config.laying import Scenario
from scheduler.domain.plan import OVER_ALL, OVER_ALL_DAYS, Plan
from scheduler.domain.problem import Problem
from scheduler.statements.pinned import pin_lines

MOST_ROWS = 12


def show_school(console: Console, problem: Problem, language: str) -> None:
    """One line about what was read."""
    console.print(
        say(
            "school",
            language,
            title=problem.title,
            week=problem.days[0].date,
            mode=say(f"mode.{problem.mode}", language),
            homerooms=len(problem.homerooms),
            pupils=problem.participants,
            adults=len(problem.adults),
            venues=len(problem.site.venues),
        )
    )


def show_scenarios(console: Console, scenarios: Sequence[Scenario], language: str) -> None:
    """Title and reason of every scenario laid over the school, and what each of its changes does."""
    for scenario in scenarios:
        reason = say("scenario.reason", language, reason=scenario.reason) if scenario.reason else ""
        console.print(say("scenario", language, title=scenario.title or "-", reason=reason), markup=False)
        for told in scenario.told:
            console.print(f"  {told.say(language)}", markup=False)


def show_plan(console: Console, problem: Problem, plan: Plan, language: str, seconds: float) -> None:
    """Totals, every tier with value, bound, gap and stop, and how far wishes are met."""
    duties = sum(len(s.duties) for s in plan.sessions) + sum(p.adult is not None for p in plan.posts)
    counts = {"sessions": len(plan.sessions), "duties": duties, "sections": len(plan.sections)}
    console.print(say("planned", language, seconds=seconds, **counts))
    table = Table(box=None, title=say("tiers", language), title_justify="left", title_style="")
    for name in ("tier", "value", "bound", "gap", "stop"):
        table.add_column(say(name, language), justify="left" if name in ("tier", "stop") else "right")
    for tier in plan.tiers:
        stop = say(f"stop.{tier.stop}", language)
        table.add_row(say(f"tier.{tier.name}", language), str(tier.value), str(tier.bound), f"{tier.gap:.1%}", stop)
    console.print(table)
    if plan.seats:
        console.print(say("first", language, met=wishes_met(problem, plan)))
    _show_wide_bounds(console, plan, language)


def _show_wide_bounds(console: Console, plan: Plan, language: str) -> None:
    """Bounds that hold whatever the offer, where there are any: of all tiers, or of places over all club days."""
    wide = {
        tier: plan.bounds[OVER_ALL.format(tier.name)]
        for tier in plan.tiers
        if OVER_ALL.format(tier.name) in plan.bounds
    }
    if wide:
        parts = [f"{say(f'tier.{tier.name}', language)} {tier.value} [{bound}]" for tier, bound in wide.items()]
        console.print(say("all_bounds", language, parts="；".join(parts) if language == "zh" else ", ".join(parts)))
        return
    bound = plan.bounds.get(OVER_ALL_DAYS)
    value = next((tier.value for tier in plan.tiers if tier.name == "places"), None)
    if bound is not None and value is not None:
        gap = (value - bound) / max(1, value)
        console.print(say("days_bound", language, value=value, bound=bound, gap=gap))


def show_unmet(console: Console, plan: Plan, language: str, file: str) -> None:
    """The first demands that are not met, by clause, day and place."""
    if not plan.unmet:
        return
    console.print(say("unmet", language, count=len(plan.unmet)), style="bold red")
    for row in plan.unmet[:MOST_ROWS]:
        what = say(f"what.{row.what}", language) if f"what.{row.what}" in TEXTS else row.what
        when = "" if row.date is None else row.date.isoformat()
        facts = {"clause": row.clause, "when": when, "where": row.where, "what": what, "amount": row.amount}
        console.print("  " + say("unmet.row", language, **facts), markup=False)
    if len(plan.unmet) > MOST_ROWS:
        console.print("  " + say("more", language, count=len(plan.unmet) - MOST_ROWS, file=file))


def show_audit(console: Console, audit: Audit, language: str, file: str) -> None:
    """The judge's verdict: breaches first, then findings about the school, then notes."""
    by_severity = {s: [b for b in audit.breaches if b.severity is s] for s in Severity}
    breaches, findings = by_severity[Severity.BREACH], by_severity[Severity.FINDING]
    if breaches:
        console.print(say("audit.breaches", language, count=len(breaches)), style="bold red")
        _rows(console, breaches, language, file)
    else:
        console.print(say("audit.clean", language), style="green")
    if findings:
        console.print(say("audit.findings", language, count=len(findings)), style="yellow")
        _rows(console, findings, language, file)
    _rows(console, by_severity[Severity.NOTE], language, file)


def show_file(console: Console, judged: Judged, language: str) -> None:
    """What happened since the plan was made: the plan file changed by hand, the school's files changed."""
    if not judged.untouched:
        console.print(say("audit.touched", language), style="yellow")
    if judged.changed:
        console.print(say("audit.changed", language, files=", ".join(judged.changed)), style="yellow", markup=False)


def show_judged(console: Console, judged: Judged, language: str) -> None:
    """The verdict on a plan file: what happened to the file, the compliance sheet, every breach."""
    show_file(console, judged, language)
    other = judged.plan.school != judged.problem.school
    if other:
        text = say("audit.other", language, plan=judged.plan.school, school=judged.problem.school)
        console.print(text, style="bold red", markup=False)
    misfits = tuple(b for b in judged.audit.breaches if b.clause == FITS.number)
    for line in sentences(misfits, language) if other else sheet(judged.audit, language):
        console.print(line, markup=False)
    for line in pin_lines(judged.pins, language):
        console.print(line, markup=False)
    breaches = sum(b.severity is Severity.BREACH for b in judged.audit.breaches)
    if breaches:
        console.print(say("audit.total", language, count=breaches), style="bold red")
    else:
        console.print(say("audit.clean", language), style="green")


def serious(breaches: Sequence[Breach]) -> bool:
    """Whether there is more than notes."""
    return any(breach.severity is not Severity.NOTE for breach in breaches)


def _rows(console: Console, found: Sequence[Breach], language: str, file: str) -> None:
    lines = sentences(found, language)
    for line in lines[:MOST_ROWS]:
        console.print(f"  {line}", markup=False)
    if len(lines) > MOST_ROWS:
        console.print("  " + say("more", language, count=len(lines) - MOST_ROWS, file=file))


def sentences(found: Sequence[Breach], language: str) -> list[str]:
    """Clause number and sentence of every breach; what differs only in the day is said once, with the other days."""
    alike: dict[tuple[object, ...], list[Breach]] = {}
    for breach in found:
        facts = tuple(sorted(breach.facts.items()))
        key = breach.clause, breach.rule, breach.severity, breach.where, breach.who, facts, breach.when is None
        alike.setdefault(key, []).append(breach)
    return [_sentence(same, language) for same in alike.values()]


def _sentence(same: Sequence[Breach], language: str) -> str:
    first = same[0]
    book = FITS if first.clause == FITS.number else clause(first.clause)
    label = say("clause", language, number=first.clause)
    days = (", " if language == "en" else "、").join(f"{b.when:%m-%d}" for b in same[1:] if b.when is not None)
    also = say("also", language, days=days) if days else ""
    return f"{label}{book.say(first, language)}{also}"
