"""Adults, providers and homerooms of the domain from what a planner wrote."""

from collections.abc import Mapping, Sequence

from scheduler.calendar.clock import Interval
from scheduler.config.build_calendar import stage_of
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_people import AdultCaps, AdultFile
from scheduler.config.schema_rules import CapsRule
from scheduler.domain.demand import Homeroom, SupportGroup
from scheduler.domain.people import Adult, AdultKind, Caps, Credential, Lesson, Provider, Stage
from scheduler.domain.problem import ResearchBlock

AT_SCHOOL = Interval(450, 1320)
"""07:30-22:00: when own staff can be at school unless they say otherwise."""
ALWAYS_THERE = (AdultKind.OWN, AdultKind.GUARD)
SCHOOL_WEEK = range(1, 6)


def build_adults(file: SchoolFile, lessons: Mapping[str, Sequence[Lesson]]) -> dict[str, Adult]:
    """Every adult by id, in the order written."""
    class_of = {homeroom.teacher: key for key, homeroom in file.homerooms.items() if homeroom.teacher}
    stages = frozenset(stage_of(homeroom.grade) for homeroom in file.homerooms.values())
    home = next(iter(file.buildings))
    return {
        key: _adult(key, adult, file.rules.caps, stages, home, class_of.get(key), tuple(lessons.get(key, ())))
        for key, adult in file.adults.items()
    }


def build_providers(file: SchoolFile) -> dict[str, Provider]:
    """Every provider by id."""
    return {
        key: Provider(key, p.kind, p.licence, p.whitelisted, p.until, frozenset(p.scope))
        for key, p in file.providers.items()
    }


def build_homerooms(file: SchoolFile) -> dict[str, Homeroom]:
    """Every homeroom by id."""
    return {
        key: Homeroom(key, h.grade, stage_of(h.grade), h.enrolled, h.classroom, h.teacher)
        for key, h in file.homerooms.items()
    }


def build_support_groups(file: SchoolFile) -> dict[str, SupportGroup]:
    """Every support and extension group by id."""
    return {
        key: SupportGroup(key, g.kind, g.subject, frozenset(g.grades), frozenset(g.weekdays), g.expected)
        for key, g in file.support_groups.items()
    }


def build_research(file: SchoolFile) -> tuple[ResearchBlock, ...]:
    """The blocks kept free for teaching research."""
    return tuple(
        ResearchBlock(team, frozenset(block.adults), block.weekday, block.interval)
        for team, block in file.research.items()
    )


def windows_of(adult: AdultFile) -> dict[int, tuple[Interval, ...]]:
    """Weekday to the intervals at school, cut at `leave_by`; empty for an adult on leave.

    As written, else all day for own staff and guards.
    """
    if adult.on_leave:
        return {}
    if adult.available is not None:
        written = {weekday: sorted(spans) for weekday, spans in sorted(adult.available.items())}
    else:
        written = {weekday: [AT_SCHOOL] for weekday in SCHOOL_WEEK} if adult.kind in ALWAYS_THERE else {}
    cut = {weekday: _until(_joined(spans), adult.leave_by.get(weekday)) for weekday, spans in written.items()}
    return {weekday: spans for weekday, spans in cut.items() if spans}


def _adult(
    key: str,
    adult: AdultFile,
    caps: CapsRule,
    stages: frozenset[Stage],
    home: str,
    class_of: str | None,
    lessons: tuple[Lesson, ...],
) -> Adult:
    return Adult(
        id=key,
        kind=adult.kind,
        skills=frozenset(adult.skills),
        stages=stages if adult.stages is None else frozenset(adult.stages),
        building=adult.building or home,
        windows=windows_of(adult),
        caps=_caps(adult.caps, caps),
        full_time=adult.full_time,
        duty_only=adult.duty_only,
        class_of=class_of,
        provider=adult.provider,
        sole_allowed=adult.sole,
        lessons=lessons,
        absent=frozenset(adult.absent),
        credentials=tuple(Credential(kind, first, last) for kind, (first, last) in adult.papers.items()),
        protection=frozenset(adult.protection),
        avoid_weekdays=frozenset(adult.avoid),
        clubs=frozenset(adult.clubs),
    )


def _caps(own: AdultCaps, rule: CapsRule) -> Caps:
    return Caps(
        sessions=rule.sessions if own.sessions is None else own.sessions,
        late_days=rule.late_days if own.late_days is None else own.late_days,
        evenings=rule.evenings if own.evenings is None else own.evenings,
    )


def _joined(spans: Sequence[Interval]) -> tuple[Interval, ...]:
    """Sorted spans with those that touch or overlap made one."""
    joined: list[Interval] = []
    for span in spans:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _until(spans: Sequence[Interval], last: int | None) -> tuple[Interval, ...]:
    if last is None:
        return tuple(spans)
    return tuple(Interval(span.start, min(span.end, last)) for span in spans if span.start < last)
