"""What the judge says stops the adult a condition speaks of: the duties that would make it true, with whoever holds
them now taken away first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.clauses.clause import Breach
from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import OpenSection, Plan, Post, Role, Session
from scheduler.domain.problem import Problem
from scheduler.explain.stoppers import adult_stoppers
from scheduler.explain.unserved import Candidate
from scheduler.explain.why_words import text
from scheduler.statements.clubs import LeadsClub, sections_of
from scheduler.statements.people import Duties
from scheduler.statements.statement import Condition
from scheduler.statements.tasks import Task

Target = tuple[str, Sequence[Session | Post]]
"""Something an adult could take over as a whole: its name, and the sessions of a section, one session, or a post."""


@dataclass(frozen=True)
class Obstacle:
    """The duty that is closest to being the adult's, and what stops it; a candidate without stoppers could take it."""

    duty: str
    candidate: Candidate

    def say(self, language: str) -> str:
        """The duty, then the candidate's line."""
        return text("obstacle", language, duty=self.duty, candidate=self.candidate.say(language))


def obstacles(problem: Problem, plan: Plan, condition: Condition) -> tuple[Obstacle, ...]:
    """The duty of the plan with fewest stoppers among those that would make an adult's statement true; empty for other
    statements and for what is to be ruled out. A club that is not open is taken to meet in every strand spoken of."""
    statement = condition.statement
    if not condition.holds:
        return ()
    if isinstance(statement, LeadsClub):
        plan = _with_section(problem, plan, statement)
        wanted = {str(s.id) for s in sections_of(problem, plan, statement.club.id, statement.when)}
        targets = [target for target in _sections(plan) if target[0] in wanted]
    elif isinstance(statement, Duties) and statement.tally(problem, plan) < statement.count.least:
        targets = list(_on(problem, (*_sections(plan), *_single(plan)), statement.weekday))
    elif isinstance(statement, Task) and statement.tally(problem, plan) < statement.count.least:
        alike = ((name, duties) for name, duties in _single(plan) if all(statement.about(duty) for duty in duties))
        targets = list(_on(problem, alike, statement.weekday))
    else:
        return ()
    adult = statement.adult
    free = [(name, duties) for name, duties in targets if not any(adult in _adults(duty) for duty in duties)]
    found = [Obstacle(name, Candidate(adult, _stoppers(problem, plan, adult, duties))) for name, duties in free]
    return tuple(sorted(found, key=lambda item: len(item.candidate.stoppers))[:1])


def _with_section(problem: Problem, plan: Plan, statement: LeadsClub) -> Plan:
    """The plan, with a section of the club in each strand spoken of when it has none there."""
    club = problem.clubs[statement.club.id]
    if sections_of(problem, plan, club.id, statement.when):
        return plan
    strands = [s for s in problem.club_strands(club) if statement.when.covers(s) and problem.strand_homerooms(s)]
    sections = tuple(OpenSection(SectionId(club.id, strand.id, 1), None, None) for strand in strands)
    supposed = [
        Session(f"{Kind.CLUB}/{day.date}/{club.id}.{s.id}.1", Kind.CLUB, day.date, slot, ((room.id, room.enrolled),),
                (), None, (), "club", SectionId(club.id, s.id, 1))
        for s in strands for room in problem.strand_homerooms(s)[:1]
        for day in problem.strand_days(s) if (slot := problem.strand_slot(s, day)) is not None
    ]  # fmt: skip
    return replace(plan, sections=(*plan.sections, *sections), sessions=(*plan.sessions, *supposed))


def _stoppers(problem: Problem, plan: Plan, adult: str, duties: Sequence[Session | Post]) -> tuple[Breach, ...]:
    """The judge's words about the adult in these duties, once nobody leads or holds them."""
    sections = {duty.section for duty in duties if isinstance(duty, Session) and duty.section}
    vacant = [_vacated(duty) for duty in duties]
    sessions = {duty.id: duty for duty in vacant if isinstance(duty, Session)}
    posts = {duty.id: duty for duty in vacant if isinstance(duty, Post)}
    without = replace(
        plan,
        sections=tuple(replace(s, lead=None) if s.id in sections else s for s in plan.sections),
        sessions=tuple(sessions.get(s.id, s) for s in plan.sessions),
        posts=tuple(posts.get(p.id, p) for p in plan.posts),
    )
    return adult_stoppers(problem, without, adult, vacant)


def _sections(plan: Plan) -> Iterator[Target]:
    meetings: dict[SectionId, list[Session | Post]] = {}
    for session in plan.sessions:
        if session.section is not None:
            meetings.setdefault(session.section, []).append(session)
    yield from ((str(section), duties) for section, duties in meetings.items())


def _single(plan: Plan) -> Iterator[Target]:
    yield from ((s.id, [s]) for s in plan.sessions if s.section is None)
    yield from ((p.id, [p]) for p in plan.posts)


def _on(problem: Problem, targets: Iterable[Target], weekday: int | None) -> Iterator[Target]:
    for name, duties in targets:
        if weekday is None or any(problem.day(duty.date).weekday == weekday for duty in duties):
            yield name, duties


def _adults(duty: Session | Post) -> tuple[str | None, ...]:
    return (duty.adult,) if isinstance(duty, Post) else duty.adults


def _vacated(duty: Session | Post) -> Session | Post:
    if isinstance(duty, Post):
        return replace(duty, adult=None)
    return replace(duty, duties=tuple(d for d in duty.duties if d.role is not Role.LEAD))
