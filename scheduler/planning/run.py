"""Planning a week: groups, offer, seats, sections, staff, names, flexible hours, audit."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scheduler.audit import audit
from scheduler.clauses.book import BOOK
from scheduler.clauses.space import Space
from scheduler.domain.demand import Period
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Allotment, OpenSection, Plan, Seat, TierName, TierValue
from scheduler.domain.problem import Problem
from scheduler.planning.compile import compile_space
from scheduler.planning.effort import EFFORTS, StageEffort
from scheduler.planning.fallback import unfilled
from scheduler.planning.flexhours import grant_reliefs
from scheduler.planning.lift import lift_posts, lift_sessions, meetings, occupied, placed_groups, section_venues
from scheduler.planning.naming import name_allotments, name_duties, name_leads, name_seats
from scheduler.planning.offering import offer_space, seating_space, section_limits
from scheduler.planning.outcome import Effort, Outcome, StageReport, Step, Verdict, Watcher
from scheduler.planning.placing import group_space, section_space
from scheduler.planning.staffing import Meeting, PlacedGroup, staff_space
from scheduler.planning.surrogate import foresee
from scheduler.planning.unmet import unmet_demand
from solvers.answer import Answer, Status, Stop
from solvers.instance import Instance
from solvers.rows import Key, Row
from solvers.stop import Limits, Progress, StopFlag
from solvers.worker import Worker

STAGE_TIERS: Mapping[str, tuple[TierName, ...]] = {
    "groups": (TierName.SHORTAGE, TierName.WISHES),
    "offer": (TierName.SHORTAGE, TierName.PLACES),
    "seats": (TierName.SHORTAGE, TierName.PLACES),
    "sections": (TierName.SHORTAGE, TierName.WISHES),
    "staff": (TierName.SHORTAGE, TierName.LOAD, TierName.MONEY, TierName.WISHES),
}
LAST_STAGE = "staff"
COUNTED = ("groups", "seats", "sections", "staff")
"""Stages whose tiers add up to the plan's value; the offer's are met again by the stages after it."""
SHARES: Mapping[str, float] = {"groups": 0.3, "offer": 0.6, "seats": 0.5, "sections": 0.3, "staff": 1.0}
"""Largest part of the time left that a stage may take, so that a short limit still reaches the last stage."""
HURRIED = 0.3
"""Seconds of search for each stage still to come once planning is to stop."""
CLOSING = 0.3
"""Least seconds kept back for naming, judging and writing."""


class NoAnswer(Exception):
    """A stage ended without values: `status` tells proven impossible from out of time, `note` what went wrong."""

    def __init__(self, stage: str, status: Status, note: str = "") -> None:
        super().__init__(f"stage {stage}: {status}")
        self.stage, self.status, self.note = stage, status, note


@dataclass
class Standing:
    """Where a run stands, for whoever waits for it. `finishing`: every stage is answered. `abandoned`: nobody waits."""

    stage: str = "groups"
    finishing: bool = False
    abandoned: bool = False


@dataclass
class _Desk:
    """One planning run: its worker, its clock, and what every stage said."""

    problem: Problem
    effort: Effort
    worker: Worker
    stop: StopFlag
    deadline: float
    watch: Watcher | None
    standing: Standing
    started: float = field(default_factory=time.monotonic)
    reports: list[StageReport] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)

    def ask(self, stage: str, space: Space, extra: Iterable[Row] = ()) -> Mapping[Key, int]:
        """Solve one stage within what is left of the time; raises NoAnswer."""
        began = time.monotonic()
        instance = compile_space(space, BOOK, STAGE_TIERS[stage], extra)
        answer = self._solve(stage, instance, time.monotonic() - began)
        self.reports.append(
            StageReport(
                stage,
                answer.engine,
                len(instance.choices) + len(instance.quantities),
                len(instance.rows),
                time.monotonic() - began,
                answer.status.value,
            )
        )
        if answer.status in (Status.IMPOSSIBLE, Status.NO_ANSWER):
            raise NoAnswer(stage, answer.status, answer.note)
        self.answers[stage] = answer
        return answer.values

    def enter(self, stage: str) -> None:
        """Say that a stage begins; raises NoAnswer when nobody waits for it any more."""
        self.standing.stage = stage
        if self.standing.abandoned:
            raise NoAnswer(stage, Status.NO_ANSWER)

    def _solve(self, stage: str, instance: Instance, compiling: float) -> Answer:
        """The engine's answer; a staff stage cut off without one leaves every duty unfilled."""
        self.enter(stage)
        setting = EFFORTS[self.effort][stage]
        limits = self._limits(stage, setting, CLOSING + 2 * compiling)
        self.standing.finishing = stage == LAST_STAGE
        answer = self.worker.solve(setting.engine, instance, limits, watch=self._watcher(stage), stop=self.stop)
        late = self.stop.is_set() or time.monotonic() + CLOSING + 2 * compiling > self.deadline
        if stage == LAST_STAGE and answer.status is Status.NO_ANSWER and late:
            return unfilled(instance, Stop.INTERRUPTED if self.stop.is_set() else Stop.TIME) or answer
        return answer

    def _limits(self, stage: str, setting: StageEffort, closing: float) -> Limits:
        """The stage's own limits, cut to its share of what is left before `closing` seconds of naming and judging."""
        left = SHARES[stage] * (self.deadline - time.monotonic() - closing)
        seconds = HURRIED if self.stop.is_set() else max(HURRIED, min(left, setting.seconds))
        return Limits(effort=setting.effort, seconds=seconds, gap=setting.gap, workers=setting.workers)

    def _watcher(self, stage: str) -> Callable[[Progress], None] | None:
        watch = self.watch
        if watch is None:
            return None
        return lambda p: watch(Step(stage, p.tier, p.value, p.bound, time.monotonic() - self.started))


def plan_week(
    problem: Problem,
    *,
    effort: Effort = Effort.NORMAL,
    seconds: float = 600.0,
    worker: Worker | None = None,
    stop: StopFlag | None = None,
    watch: Watcher | None = None,
    provenance: Mapping[str, str] | None = None,
    standing: Standing | None = None,
) -> Outcome:
    """Plan the week of the problem and have it judged.

    `seconds` bounds the whole run; with `stop` set the best plan so far comes back. Returns an Outcome whose plan is
    None only when a stage was proven impossible or ended without any answer. `standing` is kept up to date meanwhile.
    """
    if not problem.days:
        raise ValueError("the week has no school day / 本周没有上课日")
    owned = worker is None
    deadline = time.monotonic() + seconds
    desk = _Desk(problem, effort, worker or Worker(), stop or StopFlag(), deadline, watch, standing or Standing())
    try:
        plan = _plan(desk, provenance or {})
    except NoAnswer as failure:
        verdict = Verdict.IMPOSSIBLE if failure.status is Status.IMPOSSIBLE else Verdict.NO_TIME
        return Outcome(verdict, None, None, tuple(desk.reports), _since(desk), desk.stop.is_set(), failure.note)
    finally:
        if owned:
            desk.worker.close()
    judged = audit(problem, plan)
    whole = judged.clean and not plan.unmet
    return Outcome(
        Verdict.WHOLE if whole else Verdict.PARTIAL, plan, judged, tuple(desk.reports), _since(desk), desk.stop.is_set()
    )


def _since(desk: _Desk) -> float:
    return time.monotonic() - desk.started


def _plan(desk: _Desk, provenance: Mapping[str, str]) -> Plan:
    problem = desk.problem
    groups = placed_groups(problem, desk.ask("groups", group_space(problem)))
    opened, limits = _offer(desk, groups)
    seats, allotments = _seats(desk, opened, limits)
    held, venues = _sections(desk, opened, groups, seats, allotments)
    space = staff_space(problem, groups, held, opened)
    values = desk.ask("staff", space)
    leads = name_leads(opened, values)
    duties = name_duties(problem, space, values, leads)
    plan = Plan(
        school=problem.school,
        week=problem.days[0].date,
        mode=problem.mode.value,
        sections=tuple(OpenSection(s, leads[s], venues[s]) for s in sorted(venues)),
        seats=seats,
        allotments=allotments,
        sessions=lift_sessions(problem, groups, held, venues, leads, duties),
        posts=lift_posts(space, duties),
        reliefs=(),
        credits=(),
        unmet=(),
        tiers=_tier_values(desk.answers),
        provenance=dict(provenance),
        bounds=_bounds(desk.answers),
    )
    reliefs, credits = grant_reliefs(problem, plan)
    return replace(plan, reliefs=reliefs, credits=credits, unmet=unmet_demand(problem, plan))


Pairs = Mapping[tuple[str, str], int]
"""A number for each (club, strand)."""


def _offer(desk: _Desk, groups: Sequence[PlacedGroup]) -> tuple[Pairs, Pairs]:
    """Open sections, and the most pupils a section may have in the venues counted on, by (club, strand)."""
    problem = desk.problem
    space = offer_space(problem, occupied(groups))
    if not space.openings:
        return {}, {}
    values = desk.ask("offer", space, foresee(problem, space, groups))
    opened = {(o.club.id, o.strand.id): values[o.key] for o in space.openings if values[o.key]}
    return opened, section_limits(space, values)


def _seats(desk: _Desk, opened: Pairs, limits: Pairs) -> tuple[tuple[Seat, ...], tuple[Allotment, ...]]:
    space = seating_space(desk.problem, opened, limits)
    if not _clubs_wanted(desk.problem):
        return (), ()
    values = desk.ask("seats", space)
    if desk.problem.roster:
        seats = name_seats(desk.problem, space, values)
        seated = sum(values[s.key] for s in space.seats) + sum(values[key] for key in space.unlisted.values())
        if len(seats) < seated:
            desk.answers["seats"] = _unnamed(desk.problem, desk.answers["seats"], seated - len(seats))
        return seats, ()
    return (), name_allotments(desk.problem, space, values)


def _unnamed(problem: Problem, answer: Answer, dropped: int) -> Answer:
    """The answer once some pupils' unlisted places found no name: a place was counted for their homeroom, but only in a
    club they hold already. Each is a seat short instead of an unlisted seat."""
    change = {TierName.SHORTAGE.value: dropped, TierName.PLACES.value: -dropped * problem.policy.unranked_cost}
    tiers = [replace(t, value=t.value + change.get(t.name, 0), stop=Stop.EFFORT) for t in answer.tiers]
    return replace(answer, tiers=tuple(replace(t, bound=min(t.bound, t.value)) for t in tiers))


def _clubs_wanted(problem: Problem) -> bool:
    """Whether anybody is to be seated in a club this week."""
    return any(
        problem.headcount(homeroom.id, day, Period.P2)
        for strand in problem.strands.values()
        for homeroom in problem.strand_homerooms(strand)
        for day in problem.strand_days(strand)
    )


def _sections(
    desk: _Desk,
    opened: Pairs,
    groups: Sequence[PlacedGroup],
    seats: Sequence[Seat],
    allotments: Sequence[Allotment],
) -> tuple[tuple[Meeting, ...], dict[SectionId, str | None]]:
    problem = desk.problem
    sections = [SectionId(c, s, n) for (c, s), count in opened.items() for n in range(1, count + 1)]
    if not sections:
        return (), {}
    sizes = dict.fromkeys(sections, 0)
    for seat in seats:
        sizes[seat.section] += 1
    for allotment in allotments:
        sizes[allotment.section] += allotment.pupils
    venues = section_venues(desk.ask("sections", section_space(problem, sizes, occupied(groups))), sections)
    return meetings(problem, venues, seats, allotments), venues


def _tier_values(answers: Mapping[str, Answer]) -> tuple[TierValue, ...]:
    """Each tier's value and bound, summed over the stages that own a part of it."""
    found = []
    for tier in TierName:
        parts = [t for stage in COUNTED if stage in answers for t in answers[stage].tiers if t.name == tier.value]
        stops = [p.stop.value for p in parts if p.value != p.bound] or ["proven"]
        scope = "+".join(s for s in COUNTED if s in answers and any(t.name == tier.value for t in answers[s].tiers))
        found.append(TierValue(tier, sum(p.value for p in parts), sum(p.bound for p in parts), stops[0], scope))
    return tuple(found)


def _bounds(answers: Mapping[str, Answer]) -> dict[str, int]:
    """Bounds wider than a stage's own: rank cost of places over all choices of club days."""
    offer = answers.get("offer")
    if offer is None:
        return {}
    found = [tier.bound for tier in offer.tiers if tier.name == TierName.PLACES.value]
    return {"places_over_all_club_days": found[0]} if found else {}
