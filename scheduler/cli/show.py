"""What the verbs print: the school, the plan's value with its proof, what is unmet, and the judge's verdict."""

from rich.console import Console
from rich.table import Table

from scheduler.audit import Audit
from scheduler.cli.texts import TEXTS, say
from scheduler.clauses.book import clause
from scheduler.clauses.clause import Breach, Severity
from scheduler.domain.demand import Period
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem

MOST_ROWS = 12


def show_school(console: Console, problem: Problem, language: str) -> None:
    """One line about what was read."""
    console.print(
        say(
            "school", language, title=problem.title, week=problem.days[0].date, mode=say(f"mode.{problem.mode}", language),
            homerooms=len(problem.homerooms), pupils=_participants(problem), adults=len(problem.adults),
            venues=len(problem.site.venues),
        ),
        highlight=False,
    )


def _participants(problem: Problem) -> int:
    """Pupils who attend at least once; in counts mode the largest day of period 1 or 2."""
    if problem.roster:
        return sum(any(p.days.values()) for p in problem.pupils.values())
    days = [
        sum(max(problem.headcount(h, day, period) for period in (Period.P1, Period.P2)) for h in problem.homerooms)
        for day in problem.days
    ]
    return max(days, default=0)


def show_plan(console: Console, plan: Plan, language: str, seconds: float) -> None:
    """Totals, every tier with value, bound, gap and stop, and the share of wishes met."""
    duties = sum(len(s.duties) for s in plan.sessions) + sum(p.adult is not None for p in plan.posts)
    console.print(
        say("planned", language, sessions=len(plan.sessions), duties=duties, sections=len(plan.sections), seconds=seconds),
        highlight=False,
    )
    table = Table(box=None)
    for name in ("tier", "value", "bound", "gap", "stop"):
        table.add_column(say(name, language), justify="left" if name in ("tier", "stop") else "right")
    for tier in plan.tiers:
        stop = say(f"stop.{tier.stop}", language)
        table.add_row(say(f"tier.{tier.name}", language), str(tier.value), str(tier.bound), f"{tier.gap:.1%}", stop)
    console.print(table)
    if plan.seats:
        first = sum(seat.rank == 0 for seat in plan.seats) / len(plan.seats)
        listed = sum(seat.rank is not None for seat in plan.seats) / len(plan.seats)
        console.print(say("first", language, share=100 * first, listed=100 * listed), highlight=False)
    bound = plan.bounds.get("places_over_all_club_days")
    value = next((tier.value for tier in plan.tiers if tier.name == "places"), None)
    if bound is not None and value is not None:
        gap = (value - bound) / max(1, value)
        console.print(say("days_bound", language, value=value, bound=bound, gap=gap), highlight=False)


def show_unmet(console: Console, plan: Plan, language: str, file: str) -> None:
    """The first demands that are not met, by clause, day and place."""
    if not plan.unmet:
        return
    console.print(say("unmet", language, count=len(plan.unmet)), style="bold red")
    for row in plan.unmet[:MOST_ROWS]:
        what = say(f"what.{row.what}", language) if f"what.{row.what}" in TEXTS else row.what
        when = "" if row.date is None else row.date.isoformat()
        console.print(
            "  " + say("unmet.row", language, clause=row.clause, when=when, where=row.where, what=what, amount=row.amount),
            highlight=False, markup=False,
        )
    if len(plan.unmet) > MOST_ROWS:
        console.print("  " + say("more", language, count=len(plan.unmet) - MOST_ROWS, file=file), highlight=False)


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


def _rows(console: Console, found: list[Breach], language: str, file: str) -> None:
    for breach in found[:MOST_ROWS]:
        console.print(f"  {sentence(breach, language)}", highlight=False, markup=False)
    if len(found) > MOST_ROWS:
        console.print("  " + say("more", language, count=len(found) - MOST_ROWS, file=file), highlight=False)


def sentence(breach: Breach, language: str) -> str:
    """Clause number and sentence of one breach."""
    label = f"第 {breach.clause} 条" if language == "zh" else f"clause {breach.clause}"
    return f"{label}: {clause(breach.clause).say(breach, language)}"
