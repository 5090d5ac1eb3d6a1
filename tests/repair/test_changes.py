"""What each change costs, one row a change, and what is said of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from repair.helping import MON, MONDAY_NOON, TUE, WED, priced_school, without
from small import small_plan

from scheduler.domain.changes import ChangeKind
from scheduler.domain.plan import Duty, Plan, Role, Session
from scheduler.repair.changes import changes, total
from scheduler.repair.moment import Moment
from scheduler.repair.told import Reader, said_together, told
from scheduler.repair.words import change_text

SCHOOL = priced_school()
PLAN = small_plan()
K = ChangeKind
Edit = Callable[[Plan], Plan]


def led(session: str, adult: str | None) -> Edit:
    """The plan with another lead of one session."""
    duties = () if adult is None else (Duty(adult, Role.LEAD),)
    return on(session, lambda s: replace(s, duties=duties))


def held(post: str, adult: str) -> Edit:
    """The plan with another holder of one post."""
    return lambda plan: replace(plan, posts=tuple(replace(p, adult=adult) if p.id == post else p for p in plan.posts))


def on(key: str, edit: Callable[[Session], Session]) -> Edit:
    """The plan with one session edited."""
    return lambda plan: replace(plan, sessions=tuple(edit(s) if s.id == key else s for s in plan.sessions))


def as_activity(session: Session) -> Session:
    """Class activity in RB in place of a club meeting."""
    key = session.id.replace("club/", "class_activity/")
    return replace(session, id=key, kind=SCHOOL_ACTIVITY, section=None, content="reading", venue="RB")


SCHOOL_ACTIVITY = next(s.kind for s in PLAN.sessions if s.id.startswith("class_activity/"))
ACTIVITY_B = f"class_activity/{TUE}/B/1/1"
"""T6's, on Tuesday in period 2; T6 does nothing else that day, T1 and T2 have homework, T9 and T10 extended care."""


@pytest.mark.parametrize(
    ("edit", "since", "expected"),
    [
        # a day ahead: T2 is there that day and free at the hour; T6 is relieved
        (led(ACTIVITY_B, "T2"), MONDAY_NOON, {K.DUTY: 4, K.RELIEVED: 1}),
        # on the very day the one who takes it is told late, the one relieved is not
        (led(ACTIVITY_B, "T2"), Moment(TUE), {K.DUTY: 4, K.TOLD_LATE: 5, K.RELIEVED: 1}),
        # T12 has no duty on Tuesday
        (led(ACTIVITY_B, "T12"), MONDAY_NOON, {K.CALLED_IN: 10, K.DUTY: 4, K.RELIEVED: 1}),
        # T5 leads A at that hour: B instead of A is a move; T6 gets A: a move too; each gives up what was had
        (
            lambda plan: led(f"class_activity/{TUE}/A/1/1", "T6")(led(ACTIVITY_B, "T5")(plan)),
            MONDAY_NOON,
            {K.MOVED: 6, K.RELIEVED: 2},
        ),
        # nobody in place of T6
        (led(ACTIVITY_B, None), MONDAY_NOON, {K.RELIEVED: 1}),
        # a post from 15:50 to 18:00 takes the place of homework at 15:50: a move, though it lasts longer
        (
            lambda plan: held(f"patrol/{TUE}/1", "T1")(led(f"homework/{TUE}/A/1/1", "T7")(plan)),
            MONDAY_NOON,
            {K.MOVED: 6, K.RELIEVED: 2},
        ),
        # a room for a day; both homerooms are of grade 3
        (on(ACTIVITY_B, lambda s: replace(s, venue="ART")), MONDAY_NOON, {K.ROOM: 2}),
        # without any place it is a shortage, not a change
        (on(ACTIVITY_B, lambda s: replace(s, venue=None)), MONDAY_NOON, {}),
        # a club held as class activity with the same adult
        (on(f"club/{MON}/painting.S.1", as_activity), MONDAY_NOON, {K.CLUB_OFF: 15}),
        # a place lost
        (lambda plan: replace(plan, seats=plan.seats[1:]), MONDAY_NOON, {K.PLACE_LOST: 12}),
    ],
)
def test_each_change_costs_what_the_table_says(edit: Edit, since: Moment, expected: dict[ChangeKind, int]) -> None:
    """Points by kind of change."""
    found = changes(SCHOOL, PLAN, edit(PLAN), since)
    points: dict[ChangeKind, int] = {}
    for change in found:
        points[change.kind] = points.get(change.kind, 0) + change.points
    assert points == expected
    assert total(found) == sum(expected.values())


@pytest.mark.parametrize(("grade", "points"), [(2, 4), (3, 2)])
def test_a_room_costs_more_for_the_young(grade: int, points: int) -> None:
    """Grades 1 and 2: 2 + 2; grade 3: 2."""
    rooms = {key: replace(room, grade=grade) for key, room in SCHOOL.homerooms.items()}
    school = replace(SCHOOL, homerooms=rooms)
    moved = on(ACTIVITY_B, lambda s: replace(s, venue="ART"))(PLAN)
    assert total(changes(school, PLAN, moved, MONDAY_NOON)) == points


def test_who_is_absent_is_relieved_at_no_cost() -> None:
    """T6 reported ill and need not be told; T2 takes the group for 4."""
    found = changes(without(SCHOOL, {"T6": [TUE]}), PLAN, led(ACTIVITY_B, "T2")(PLAN), MONDAY_NOON)
    assert [(c.kind, c.who, c.points) for c in found] == [(K.DUTY, "T2", 4)]


def test_adults_homerooms_and_venues_are_told_what_concerns_them() -> None:
    """T2 takes B's class activity in the art room on Tuesday at 17:00 instead of T6, in the place of RB."""
    after = on(ACTIVITY_B, lambda s: replace(s, venue="ART", duties=(Duty("T2", Role.LEAD),)))(PLAN)
    english = [notice.say("en") for notice in told(SCHOOL, PLAN, after)]
    assert english == [
        "T2: Tue 11-03 17:00-18:00 takes class activity B in ART instead of T6",
        "T6: Tue 11-03 17:00-18:00 no longer has class activity B; T2 takes it",
        "B: Tue 11-03 17:00-18:00 class activity B is in charge of T2 instead of T6",
        "B: Tue 11-03 17:00-18:00 class activity B meets in ART instead of RB",
        "ART: Tue 11-03 17:00-18:00 class activity B meets here (4 pupils)",
        "RB: Tue 11-03 17:00-18:00 class activity B is not here",
    ]
    chinese = [notice.say("zh") for notice in told(SCHOOL, PLAN, after)]
    assert chinese[0] == "T2：周二 11-03 17:00-18:00 到 ART 负责班级活动 B，代替 T6"
    assert all("B" in line or "A" in line for line in chinese)


def test_homerooms_told_the_same_share_a_sentence() -> None:
    """Monday's chess, of A and B, with T3 instead of T1: T3 and T1 each, A and B together."""
    notices = told(SCHOOL, PLAN, led(f"club/{MON}/chess.S.1", "T3")(PLAN))
    assert [n.who for n in notices if n.to is Reader.HOMEROOM] == ["A", "B"]
    lines = said_together(notices, "en")
    assert "A, B: Mon 11-02 17:00-18:00 club chess.S.1 is in charge of T3 instead of T1" in lines
    assert len(lines) == len(notices) - 1


def test_a_club_that_does_not_meet_is_told_as_such() -> None:
    """T2 keeps the pupils; A and B each have two of them there."""
    after = on(f"club/{WED}/painting.S.1", as_activity)(PLAN)
    english = [notice.say("en") for notice in told(SCHOOL, PLAN, after)]
    assert english[0] == (
        "T2: Wed 11-04 17:00-18:00 club painting.S.1 is no club that day; its pupils have class activity in RB, "
        "in your charge"
    )
    assert english[1] == (
        "A: Wed 11-04 17:00-18:00 club painting.S.1 does not meet; 2 pupils have class activity in RB with T2"
    )


def test_every_kind_of_change_has_words() -> None:
    """In both languages, and they differ."""
    assert all(change_text(kind, "zh") != change_text(kind, "en") for kind in ChangeKind)
