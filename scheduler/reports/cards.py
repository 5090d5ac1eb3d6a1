"""The teacher's card: a small page for every adult with the week's duties, day by day."""

from collections import Counter
from datetime import date
from typing import Any

from scheduler.calendar.clock import Interval
from scheduler.clauses.seen import late_totals
from scheduler.domain.plan import Post, Session
from scheduler.domain.vocabulary import duty_text
from scheduler.reports.adults import about, sums
from scheduler.reports.handover import Giver, moves
from scheduler.reports.paper import Duty, Paper

FEW_GIVERS = 2


def content(paper: Paper) -> dict[str, Any]:
    """A card for every adult with a duty, in the order of their ids."""
    late = {adult: sum(days.values()) for adult, days in late_totals(paper.problem, paper.plan).items()}
    taken = {key: givers for day in paper.problem.days for key, givers in moves(paper, day).taken.items()}
    cards = [
        {
            "who": paper.full(adult),
            "about": f"{about(paper, adult)}    {sums(paper, adult, late.get(adult, 0))}",
            "days": [_day(paper, adult, day.date, taken) for day in paper.problem.days],
        }
        for adult in paper.duties
    ]
    return {"cards": cards, "free": paper.say("cards.free"), "nothing": paper.say("nothing.adults")}


def _day(paper: Paper, adult: str, when: date, taken: dict[str, Counter[Giver]]) -> dict[str, Any]:
    found: list[tuple[Interval, dict[str, Any]]] = []
    for duty in paper.duties[adult]:
        if duty.date == when:
            found.append((duty.interval, _duty(paper, adult, duty, taken)))
    for relief in paper.plan.reliefs:
        if (relief.adult, relief.date) == (adult, when):
            what = paper.said(relief.kind, "relief")
            found.append((relief.interval, {"clock": str(relief.interval), "what": what, "lines": [], "off": True}))
    duties = [item for _, item in sorted(found, key=lambda pair: pair[0])]
    return {"title": paper.day_title(when), "duties": duties}


def _duty(paper: Paper, adult: str, duty: Duty, taken: dict[str, Counter[Giver]]) -> dict[str, Any]:
    what, lines = duty_text(duty.kind, paper.language), []
    if isinstance(duty, Post):
        lines = [duty.place]
    else:
        what = paper.activity(duty)
        homerooms = [] if duty.section is not None else [paper.homerooms(duty)]
        role = next(item.role for item in duty.duties if item.adult == adult)
        size = f"{paper.say('people', n=duty.size)} {paper.say(role.value)}"
        lines = [*homerooms, f"{paper.place(duty.venue)}  {size}", *_from(paper, duty, taken)]
    return {"clock": str(duty.interval), "what": what, "lines": lines, "off": False}


def _from(paper: Paper, session: Session, taken: dict[str, Counter[Giver]]) -> list[str]:
    """Whom the pupils are taken over from, when they are few enough to name."""
    givers = taken.get(session.id, Counter())
    if not paper.by_name or not givers:
        return []
    if len(givers) > FEW_GIVERS:
        return [paper.say("cards.many", count=len(givers))]
    return [paper.say("cards.from", who=paper.listed(f"{g.label} {g.adult}" for g in givers))]
