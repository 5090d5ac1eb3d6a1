"""From a validated school file and its tables to the problem the planner and the judge read."""

from collections.abc import Mapping, Sequence
from datetime import date

from scheduler.calendar.sun import sunset
from scheduler.config.build_calendar import Week, build_week, check_calendar, own_afternoon_start
from scheduler.config.build_checks import check_class_numbers, check_homerooms, check_people, check_places
from scheduler.config.build_checks_offer import (
    check_clubs,
    check_groups,
    check_rules,
    check_strands,
    note_idle_clubs,
    note_missing_skills,
)
from scheduler.config.build_counts import build_counts
from scheduler.config.build_findings import Complaints, distinct
from scheduler.config.build_lessons import build_lessons
from scheduler.config.build_offer import build_clubs, build_strands, class_contents
from scheduler.config.build_people import (
    build_adults,
    build_homerooms,
    build_providers,
    build_research,
    build_support_groups,
)
from scheduler.config.build_places import build_site
from scheduler.config.build_roster import build_luck, build_pupils
from scheduler.config.build_tables import Rows
from scheduler.config.finding import InputRefused
from scheduler.config.policy_pack import resolve_policy
from scheduler.config.schema import SchoolFile
from scheduler.domain.allocation import AllocationRule
from scheduler.domain.demand import Counts, Mode, Pupil
from scheduler.domain.people import Lesson
from scheduler.domain.problem import Problem

_CHECKS = (
    check_rules,
    check_calendar,
    check_places,
    check_homerooms,
    check_people,
    check_class_numbers,
    check_clubs,
    check_strands,
    check_groups,
    note_idle_clubs,
    note_missing_skills,
)


def build_problem(
    file: SchoolFile,
    tables: Mapping[str, Rows],
    complaints: Complaints,
    *,
    week: date | None,
    mode: Mode | None,
) -> Problem:
    """The problem of one week.

    Args:
        week: any date in the week; None = the first full school week of the term.
        mode: None = roster when there is a roster of pupils, else counts.

    Raises:
        InputRefused: with everything the sections and tables contradict each other in; without the tables where a
            section is at fault that says which cells are right, as good ones would look wrong.
    """
    before = len(complaints.found)
    check_sections(file, complaints)
    chosen = choose_mode(file, mode, complaints)
    found = build_week(file, week, complaints)
    if found is None or any(_unsettles(finding.path) for finding in complaints.found[before:]):
        raise InputRefused(distinct(complaints.found))
    pupils = build_pupils(file, tables["pupils"]) if "pupils" in tables else {}
    lessons = build_lessons(file, found, tables.get("lessons"))
    luck = build_luck(tables["luck"], pupils) if "luck" in tables else {}
    counts = build_counts(file, tables.get("expected"), tables.get("interest"), pupils, found.days)
    if complaints.found:
        raise InputRefused(distinct(complaints.found))
    return _problem(file, found, chosen, pupils, counts, lessons, luck)


def _unsettles(path: str) -> bool:
    """Whether a fault at a field would make good cells look wrong: bells, strands, and who they are for."""
    section, _, field = path.partition(".")
    return (
        path == "clubs"
        or section in ("bells", "strands", "support_groups")
        or field.partition("[")[0].endswith((".grade", ".strands"))
    )


def check_sections(file: SchoolFile, complaints: Complaints) -> None:
    """Record everything the sections of a school file say against each other."""
    for check in _CHECKS:
        check(file, complaints)


def choose_mode(file: SchoolFile, asked: Mode | None, complaints: Complaints) -> Mode:
    """The mode asked for, else roster when there is a roster; records the files that mode lacks.

    Counts need `expected` and, where clubs are offered, `interest`; a roster of pupils stands in for either.
    """
    rosters = file.rosters
    mode = asked or (Mode.COUNTS if rosters.pupils is None else Mode.ROSTER)
    if rosters.pupils is None:
        if mode is Mode.ROSTER:
            rule = ("mode roster needs a file `pupils`", "按名册排班须有学生名册 pupils")
            complaints.at(("rosters", "pupils"), rule, key=True)
        elif rosters.expected is None:
            rule = (
                "needs a file `pupils`, or `expected` head-counts",
                "须有学生名册 pupils 或预计人数 expected",
            )
            complaints.at(("rosters", "expected"), rule, key=True)
        elif rosters.interest is None and file.strands:
            rule = (
                "clubs without a roster need a file `interest`",
                "没有学生名册时，社团须有意向人数 interest",
            )
            complaints.at(("rosters", "interest"), rule, key=True)
    return mode


def _problem(
    file: SchoolFile,
    week: Week,
    mode: Mode,
    pupils: Mapping[str, Pupil],
    counts: Counts,
    lessons: Mapping[str, Sequence[Lesson]],
    luck: Mapping[str, int],
) -> Problem:
    school = file.school
    return Problem(
        school=school.id,
        title=school.title,
        language=school.language,
        policy=resolve_policy(file.rules, school.area, week.season, own_afternoon_start(file, week.season)),
        site=build_site(file, week),
        days=week.days,
        times=week.times,
        sunsets={day.date: sunset(school.latitude, school.longitude, day.date) for day in week.days},
        homerooms=build_homerooms(file),
        adults=build_adults(file, lessons),
        providers=build_providers(file),
        clubs=build_clubs(file),
        strands=build_strands(file),
        support_groups=build_support_groups(file),
        mode=mode,
        pupils=dict(pupils) if mode is Mode.ROSTER else {},
        counts=counts,
        merges=tuple(tuple(merge) for merge in file.homework.merge),
        prefer_merge=file.homework.prefer == "merge",
        same_club_twice=file.clubs_rule.same_club_twice,
        allocation=AllocationRule(file.clubs_rule.objective, file.clubs_rule.lottery or school.id, luck),
        class_contents=class_contents(file),
        research=build_research(file),
        survey_answered=dict(file.survey),
    )
