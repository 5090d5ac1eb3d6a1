"""What a change of plans costs the people it meets, when a week that is already announced has to be repaired."""

from enum import StrEnum


class ChangeKind(StrEnum):
    """One sort of change to an announced week.

    The policy pack gives each its cost in points (`rules.changes`, assumed); a kind without a cost is free.
    """

    CALLED_IN = "called_in"
    """An adult comes on an afternoon that was free of duties: once an afternoon, besides the duties themselves."""
    DUTY = "duty"
    """One duty more, at hours that were free."""
    MOVED = "moved"
    """Another duty instead of one at the same hours."""
    RELIEVED = "relieved"
    """A duty less, for somebody who is not absent that day."""
    TOLD_LATE = "told_late"
    """A duty more, or another one, that is told on the very day: once a duty, besides the duty itself."""
    ROOM = "room"
    """A group meets in another place for a day."""
    YOUNG_ROOM = "young_room"
    """The same for a group with pupils of grades 1 or 2: besides `room`."""
    CLUB_OFF = "club_off"
    """A club does not meet; its pupils are cared for as a class group meanwhile."""
    PLACE_LOST = "place_lost"
    """A pupil gets another club, or none, for the one held."""
