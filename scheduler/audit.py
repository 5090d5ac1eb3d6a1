"""The judge: a Plan against a Problem, clause by clause, every value counted again, no solver near."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import DOCUMENTARY, Breach, Clause, Severity
from scheduler.domain.plan import Plan, Post, Session, TierName
from scheduler.domain.problem import Problem

WORST = (Severity.BREACH, Severity.FINDING, Severity.NOTE)


class PlanFitsSchool(Clause):
    """Rule 0: the plan is of this school and week, names what the school has, states true values."""

    number = 0
    section = "—"
    quote = "统计工作要详实准确，数据真实"
    kind = "H"
    title = ("计划与学校数据一致", "The plan fits the school's data")
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {
        "school": (
            "计划属于学校 {stated}，而不是 {expected}。",
            "The plan is of school {stated}, not of {expected}.",
        ),
        "week": (
            "计划的周从 {stated} 开始，应为 {expected}。",
            "The plan's week starts on {stated}, not on {expected}.",
        ),
        "mode": (
            "计划依据 {stated:mode} 编制，学校数据为 {expected:mode}。",
            "The plan was made from {stated:mode}, the school's data are {expected:mode}.",
        ),
        "ghost": (
            "计划中出现学校没有的 {what:item} {where}（共 {count} 处）。",
            "The plan names {what:item} {where}, which the school does not have ({count} times).",
        ),
        "twice": (
            "计划中编号 {where} 出现 {count} 次。",
            "The plan has {count} items with the id {where}.",
        ),
        "value": (
            "计划写明 {where:tier} 为 {stated}，重新计算为 {counted}。",
            "The plan states {where:tier} = {stated}, counted again it is {counted}.",
        ),
    }

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """School, week and mode; ids the school does not have; ids used twice."""
        for rule, stated, expected in (
            ("school", plan.school, problem.school),
            ("week", str(plan.week), str(min((day.date for day in problem.days), default=plan.week))),
            ("mode", plan.mode, problem.mode.value),
        ):
            if stated != expected:
                yield self.breach(rule, stated=stated, expected=expected)
        counts: dict[tuple[str, str], int] = {}
        for what, key in ghosts(problem, plan):
            counts[what, key] = counts.get((what, key), 0) + 1
        for (what, key), count in sorted(counts.items()):
            yield self.breach("ghost", where=key, what=what, count=count)
        yield from self._twice(plan)

    def _twice(self, plan: Plan) -> Iterator[Breach]:
        items: list[Session | Post] = [*plan.sessions, *plan.posts]
        counts: dict[str, int] = {}
        for item in items:
            counts[item.id] = counts.get(item.id, 0) + 1
        for key in sorted(counts):
            if counts[key] > 1:
                yield self.breach("twice", where=key, count=counts[key])


FITS = PlanFitsSchool()


@dataclass(frozen=True, slots=True)
class Line:
    """One clause of the compliance sheet: `status` is ok, note, finding, breach, not applicable or documentary."""

    clause: int
    status: str
    count: int


@dataclass(frozen=True)
class Audit:
    """What the judge found: everything said against the plan, the recounted tiers, and one line a clause."""

    breaches: tuple[Breach, ...]
    value: Mapping[TierName, int]
    sheet: tuple[Line, ...]
    book: tuple[Clause, ...] = BOOK

    @property
    def clean(self) -> bool:
        """Whether the plan breaks no clause; findings and notes may remain."""
        return not any(found.severity is Severity.BREACH for found in self.breaches)

    def say(self, language: str) -> tuple[str, ...]:
        """One sentence a breach, in `zh` or `en`, each led by the clause's section and number."""
        clauses = {clause.number: clause for clause in (FITS, *self.book)}
        return tuple(
            f"[{found.clause} {clauses[found.clause].section}] {clauses[found.clause].say(found, language)}"
            for found in self.breaches
        )


def audit(problem: Problem, plan: Plan, book: Sequence[Clause] = BOOK) -> Audit:
    """Judge a plan by every clause of the book, and count its tiers again.

    Ids the school does not have are reported once (clause 0) and left out before the clauses look, as are
    items on dates without school, which only the clause on school days sees. A wrong plan raises nothing.
    Preferences that the plan says it does not meet count in tier wishes; whether it says so rightly is
    `scheduler.statements.pinned`'s to see.
    """
    known = without_ghosts(problem, plan)
    inside = within_week(problem, known)
    found = [*FITS.breaches(problem, plan)]
    value = {**dict.fromkeys(TierName, 0), TierName.WISHES: plan.missed}
    for clause in book:
        found += clause.findings(problem)
        found += clause.breaches(problem, known if clause.number == SCHOOL_DAYS else inside)
        for tier, part in clause.recount(problem, inside).items():
            value[tier] += part
    found += _misstated(plan, value)
    found.sort(key=_order)
    return Audit(tuple(found), value, _sheet(book, found), tuple(book))


SCHOOL_DAYS = 37


def ghosts(problem: Problem, plan: Plan) -> Iterator[tuple[str, str]]:
    """(what, id) for every mention of an adult, venue, pupil, homeroom or section unknown here."""
    for session in plan.sessions:
        yield from (("adult", duty.adult) for duty in session.duties if duty.adult not in problem.adults)
        if session.venue is not None and session.venue not in problem.site.venues:
            yield "venue", session.venue
        if problem.roster:
            yield from (("pupil", pupil) for pupil in session.roster if pupil not in problem.pupils)
        yield from (("homeroom", room) for room, _ in session.heads if room not in problem.homerooms)
        if session.section is not None and not _offered(problem, session.section):
            yield "section", str(session.section)
    for post in plan.posts:
        if post.adult is not None and post.adult not in problem.adults:
            yield "adult", post.adult
    for opened in plan.sections:
        if not _offered(problem, opened.id):
            yield "section", str(opened.id)
        if opened.lead is not None and opened.lead not in problem.adults:
            yield "adult", opened.lead
        if opened.venue is not None and opened.venue not in problem.site.venues:
            yield "venue", opened.venue
    yield from _ghosts_in_lists(problem, plan)


def without_ghosts(problem: Problem, plan: Plan) -> Plan:
    """The plan without unknown ids; sessions left without a homeroom or club go as well."""
    adults, venues, rooms = problem.adults, problem.site.venues, problem.homerooms
    sessions = tuple(
        replace(
            session,
            heads=tuple((room, count) for room, count in session.heads if room in rooms),
            roster=tuple(pupil for pupil in session.roster if pupil in problem.pupils),
            venue=session.venue if session.venue in venues else None,
            duties=tuple(duty for duty in session.duties if duty.adult in adults),
        )
        for session in plan.sessions
        if any(room in rooms for room, _ in session.heads)
        and (session.section is None or _offered(problem, session.section))
    )
    return replace(
        plan,
        sessions=sessions,
        posts=tuple(replace(p, adult=p.adult if p.adult in adults else None) for p in plan.posts),
        sections=tuple(
            replace(s, lead=s.lead if s.lead in adults else None, venue=s.venue if s.venue in venues else None)
            for s in plan.sections
            if _offered(problem, s.id)
        ),
        seats=tuple(s for s in plan.seats if s.pupil in problem.pupils and _offered(problem, s.section)),
        allotments=tuple(a for a in plan.allotments if a.homeroom in rooms and _offered(problem, a.section)),
        reliefs=tuple(r for r in plan.reliefs if r.adult in adults),
        credits=tuple(c for c in plan.credits if c.adult in adults),
    )


def within_week(problem: Problem, plan: Plan) -> Plan:
    """The plan without sessions, posts and time off on dates that are no school day of the week."""
    dates = {day.date for day in problem.days}
    return replace(
        plan,
        sessions=tuple(s for s in plan.sessions if s.date in dates),
        posts=tuple(p for p in plan.posts if p.date in dates),
        reliefs=tuple(r for r in plan.reliefs if r.date in dates),
    )


def _offered(problem: Problem, section: tuple[str, str, int]) -> bool:
    club, strand, _ = section
    return club in problem.clubs and strand in problem.strands


def _ghosts_in_lists(problem: Problem, plan: Plan) -> Iterator[tuple[str, str]]:
    for seat in plan.seats:
        if seat.pupil not in problem.pupils:
            yield "pupil", seat.pupil
        if not _offered(problem, seat.section):
            yield "section", str(seat.section)
    for allotment in plan.allotments:
        if allotment.homeroom not in problem.homerooms:
            yield "homeroom", allotment.homeroom
        if not _offered(problem, allotment.section):
            yield "section", str(allotment.section)
    for relief in plan.reliefs:
        if relief.adult not in problem.adults:
            yield "adult", relief.adult
    for credit in plan.credits:
        if credit.adult not in problem.adults:
            yield "adult", credit.adult


def _misstated(plan: Plan, value: Mapping[TierName, int]) -> Iterator[Breach]:
    for tier in plan.tiers:
        if tier.value != value[tier.name]:
            yield FITS.breach("value", where=tier.name.value, stated=tier.value, counted=value[tier.name])


def _order(found: Breach) -> tuple[int, str, str, str, tuple[str, ...]]:
    return found.clause, str(found.when or ""), found.where, found.rule, found.who


def _sheet(book: Sequence[Clause], found: Sequence[Breach]) -> tuple[Line, ...]:
    """One line a clause in book order; a clause that judges neither school nor plan says which it is."""
    lines = []
    for clause in (FITS, *book):
        mine = [breach.severity for breach in found if breach.clause == clause.number]
        worst = next((severity.value for severity in WORST if severity in mine), None)
        lines.append(Line(clause.number, worst or _quiet(clause), len(mine)))
    return tuple(lines)


def _quiet(clause: Clause) -> str:
    """The status of a clause of which nothing was found."""
    kind = type(clause)
    if kind.breaches is not Clause.breaches or kind.findings is not Clause.findings:
        return "ok"
    return DOCUMENTARY if clause.kind == DOCUMENTARY else "not applicable"
