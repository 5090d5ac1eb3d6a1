"""The ways a school can help itself when a week does not work out: what may be offered, and what each is worth."""

from enum import StrEnum


class RemedyKind(StrEnum):
    """One sort of change to the school's own facts. No rule of the notice is among them.

    The policy pack gives each a price in points (`rules.remedies`); a kind without a price is never offered.
    """

    MORE_DUTIES = "more_duties"
    """One duty more in the week than an adult's cap."""
    LATE_DAY = "late_day"
    """One late day more than an adult's cap."""
    EVENING = "evening"
    """One evening more than an adult's cap."""
    THIRD_CLUB = "third_club"
    """One club section more for every adult who leads clubs."""
    STAY = "stay"
    """An adult who is not at school at that hour comes, or stays."""
    RESEARCH = "research"
    """An adult is let off a block of teaching research."""
    PAPERS = "papers"
    """A helper's papers are brought up to date."""
    QUALIFY = "qualify"
    """An adult gains a skill."""
    VOLUNTEER = "volunteer"
    """One volunteer more on an afternoon; never alone with pupils."""
    RETIRED = "retired"
    """One retired teacher more on an afternoon, who may be alone with pupils."""
    COLLEAGUE = "colleague"
    """One own teacher more on an afternoon."""
    GUARD = "guard"
    """One guard more on an afternoon."""
    OPEN_VENUE = "open_venue"
    """A closed venue is opened on a day."""
    INSPECT = "inspect"
    """A venue is inspected in time."""
    MERGE = "merge"
    """Two homerooms of a grade may be joined."""
    CAPACITY = "capacity"
    """One place more in every section of a club."""
    SECTION = "section"
    """One section more of a club in a strand."""
    STRAND = "strand"
    """A club is offered in another strand as well."""
    EQUIPMENT = "equipment"
    """Equipment for one section more."""
