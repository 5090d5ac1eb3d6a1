"""Clubs and strands of the domain from what a planner wrote."""

from scheduler.calendar.term import parse_weekday
from scheduler.config.schema import SchoolFile
from scheduler.domain.offer import Club, Strand

DEFAULT_CONTENT = "default"


def build_clubs(file: SchoolFile) -> dict[str, Club]:
    """Every club by id, in the order written."""
    return {
        key: Club(
            id=key,
            title=c.title,
            domain=c.domain,
            category=c.category,
            risk=c.risk,
            grades=frozenset(c.grades),
            venue_kinds=tuple(c.venues),
            skill=c.skill,
            capacity=c.capacity,
            min_enrolment=c.min,
            max_sections=c.sections,
            provider=c.provider,
            equipment=dict(c.equipment),
            strands=frozenset(c.strands),
            most_a_homeroom=c.most_a_homeroom,
            most_a_grade=c.most_a_grade,
            reserved=dict(c.reserved),
        )
        for key, c in file.clubs.items()
    }


def build_strands(file: SchoolFile) -> dict[str, Strand]:
    """Every strand by id, in the order written."""
    return {key: Strand(key, frozenset(s.grades), frozenset(s.weekdays)) for key, s in file.strands.items()}


def class_contents(file: SchoolFile) -> dict[int, str]:
    """Weekday to the content of class-based period 2; `default` fills the weekdays that are not named."""
    named = {parse_weekday(key): word for key, word in file.class_activities.items() if key != DEFAULT_CONTENT}
    default = file.class_activities.get(DEFAULT_CONTENT)
    filled = {weekday: named.get(weekday, default) for weekday in range(1, 6)}
    return {weekday: word for weekday, word in filled.items() if word is not None}
