"""How many own adults a generated school needs: duties of a week counted against the caps, with a margin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from scheduler.generate.attendance import EVENING_DAYS, JUNIOR_HOMEWORK_DAYS
from scheduler.generate.classes import ClassRow
from scheduler.generate.kinds import Kind, StrandPlan
from scheduler.generate.offer import ClubOffer

MARGIN_PERCENT = 108
PATROL_GROUPS, STANDBY_GROUPS = 12, 20
EXTENDED_GROUP, EXTENDED_ADULTS = 40, 2
WEEK = range(1, 6)
LOW_GRADES, EARLY_DAYS = 2, 4
ESCORT_SHARE = 3
RESERVE = 2


@dataclass(frozen=True, slots=True)
class Need:
    """Own adults wanted for one stage, and what they are counted from (duties a week, most at one time)."""

    adults: int
    late: int
    sessions: int
    peak: int


def stage_need(
    kind: Kind,
    classes: Sequence[ClassRow],
    offers: Sequence[ClubOffer],
    strands: Sequence[StrandPlan],
    extended: int,
    stages: int,
) -> Need:
    """Adults of a stage: late duties and all duties over their caps with a margin, or duties at one time
    and a reserve.

    `classes` and `strands` are those of the stage, `extended` its pupils in extended care. Late are period
    2, posts
    to its end and evening study. The `stages` of a school share its posts.
    """
    sections = {s.id: sum(o.sections for o in offers if s.id in o.strands) for s in strands}
    busiest = [_groups(kind, classes, strands, sections, weekday) for weekday in WEEK]
    posts = [_posts(kind, max(groups, len(classes))) for groups in busiest]
    junior = sum(room.junior for room in classes)
    homerooms = gathered(kind, classes)
    late = sum(busiest) + ceil(sum(posts) / stages) + junior * len(EVENING_DAYS)
    early = gathered(kind, [room for room in classes if room.grade <= LOW_GRADES]) * EARLY_DAYS
    homework = (homerooms - junior) * len(WEEK) + junior * len(JUNIOR_HOMEWORK_DAYS)
    care = ceil(extended / EXTENDED_GROUP) * EXTENDED_ADULTS * len(WEEK)
    sessions = late + early + homework + care + len(classes) // ESCORT_SHARE
    peak = max(groups + post for groups, post in zip(busiest, posts, strict=True))
    wanted = (_over(late, kind.late_days), _over(sessions, kind.sessions), peak + max(RESERVE, peak // 12))
    return Need(max(wanted), late, sessions, peak)


def gathered(kind: Kind, classes: Sequence[ClassRow]) -> int:
    """Groups of a class-based period: each class alone; where classes may merge, two together and one pair
    apart.
    """
    merge = kind.merge and len(classes) <= kind.classes
    return min(len(classes), (len(classes) + 1) // 2 + 1) if merge else len(classes)


def _over(duties: int, cap: int) -> int:
    return ceil(duties * MARGIN_PERCENT / (100 * cap))


def _groups(
    kind: Kind,
    classes: Sequence[ClassRow],
    strands: Sequence[StrandPlan],
    sections: Mapping[str, int],
    weekday: int,
) -> int:
    """Most groups in period 2 of a weekday: sections of its strands and the primary classes that stay
    together.
    """
    meeting = [s for s in strands if weekday in s.weekdays]
    staying = [r for r in classes if not r.junior and not any(r.grade in s.grades for s in meeting)]
    return sum(sections[s.id] for s in meeting) + gathered(kind, staying)


def _posts(kind: Kind, groups: int) -> int:
    """Patrol, standby and first aid; in a village school the leader patrols."""
    patrol = 0 if kind.merge else ceil(groups / PATROL_GROUPS)
    return patrol + ceil(groups / STANDBY_GROUPS) + 1
