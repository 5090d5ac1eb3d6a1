"""Pupils of the domain from the roster file."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from scheduler.config.build_calendar import stage_of
from scheduler.config.build_findings import CLUB, HOMEROOM, PUPIL, STRAND, SUPPORT, Rule
from scheduler.config.build_tables import CHOICES, Rows
from scheduler.config.meant import meant_id
from scheduler.config.nearest import nearest
from scheduler.config.roster_words import CODES, nearest_club, read_periods, read_roster_date, read_wish
from scheduler.config.schema import BellsFile, SchoolFile
from scheduler.config.schema_types import ID_RULE, SCHOOL_WEEKDAYS
from scheduler.domain.demand import Choice, Period, Pupil

_SEVERAL = re.compile("[+、，,;；/]")
_ID = re.compile(r"[\w-]{1,40}")


def build_pupils(file: SchoolFile, rows: Rows) -> dict[str, Pupil]:
    """Every pupil by id; a row with a fault is left out and its faults recorded.

    Who is asked together or apart is judged once every row has an id of its own.
    """
    pupils: dict[str, Pupil] = {}
    first: dict[str, int] = {}
    for row in range(len(rows)):
        pupil = _pupil(file, rows, row)
        if pupil.id in pupils:
            _twice(rows, row, first[pupil.id])
        elif _ID.fullmatch(pupil.id):
            pupils[pupil.id], first[pupil.id] = pupil, row
        else:
            rows.wrong(row, "pupil", ID_RULE, meant_id(pupil.id))
    if len(pupils) == len(rows):
        _check_company(rows, pupils)
    _check_priority(file, rows)
    _check_enrolment(file, rows, pupils)
    return pupils


def _twice(rows: Rows, row: int, first: int) -> None:
    before = rows.table.mark(first, "pupil")
    rule = (
        f"this pupil is already in the file, at {before}; keep one",
        f"该学生编号重复，前一处在 {before}，请只保留一处",
    )
    rows.wrong(row, "pupil", rule)


def _pupil(file: SchoolFile, rows: Rows, row: int) -> Pupil:
    homeroom = rows.known(row, "homeroom", file.homerooms, HOMEROOM)
    bells = file.bells.get(stage_of(homeroom.grade)) if homeroom else None
    return Pupil(
        id=rows.cell(row, "pupil"),
        homeroom=rows.cell(row, "homeroom"),
        days=_days(rows, row, bells),
        choices=_choices(file, rows, row, homeroom.grade if homeroom else None),
        consent=_consent(rows, row),
        needs_adult=rows.yes(row, "needs_adult"),
        support=_support(file, rows, row, homeroom.grade if homeroom else None),
        priority=frozenset(rows.words(row, "priority")),
        together=frozenset(rows.words(row, "together")),
        apart=frozenset(rows.words(row, "apart")),
        fee_exempt=rows.yes(row, "fee_exempt"),
    )


def _support(file: SchoolFile, rows: Rows, row: int, grade: int | None) -> str | None:
    name = rows.cell(row, "support")
    group = rows.known(row, "support", file.support_groups, SUPPORT) if name else None
    if group is None:
        return None
    if grade is not None and grade not in group.grades:
        rows.wrong(row, "support", _not_for(name, group.grades, grade))
    return name


def _days(rows: Rows, row: int, bells: BellsFile | None) -> dict[int, frozenset[Period]]:
    days: dict[int, frozenset[Period]] = {}
    for weekday, column in enumerate(SCHOOL_WEEKDAYS, start=1):
        codes = rows.read(row, column, read_periods)
        if codes:
            _check_offered(rows, row, column, codes, bells)
            days[weekday] = frozenset(CODES[code] for code in codes)
    return days


def _check_offered(rows: Rows, row: int, column: str, codes: Sequence[str], bells: BellsFile | None) -> None:
    if bells is None:
        return
    if "E" in codes and not bells.extended:
        rows.wrong(
            row,
            column,
            ("E: the bells of this stage have no extended care; leave E out", "E：该学段作息没有延时托管，请去掉 E"),
        )
    if "V" in codes and bells.evening is None:
        rows.wrong(
            row,
            column,
            ("V: the bells of this stage have no evening study; leave V out", "V：该学段作息没有晚自习，请去掉 V"),
        )


def _choices(file: SchoolFile, rows: Rows, row: int, grade: int | None) -> tuple[Choice, ...]:
    choices: list[Choice] = []
    for column in CHOICES:
        text = rows.cell(row, column)
        if text:
            choice = _choice(file, rows, row, column, grade)
            if choice in choices:
                rows.wrong(row, column, ("this wish is already in the list; delete it", "志愿重复，请删除"))
            elif choice is not None:
                choices.append(choice)
    return tuple(choices)


def _choice(file: SchoolFile, rows: Rows, row: int, column: str, grade: int | None) -> Choice | None:
    name, _, strand = read_wish(rows.cell(row, column), file.clubs).partition("@")
    club = file.clubs.get(name)
    if club is None or (strand and strand not in file.strands):
        _unknown_wish(file, rows, row, column, name, strand)
        return None
    if grade is not None and grade not in club.grades:
        rows.wrong(row, column, _not_for(name, club.grades, grade))
        return None
    if strand and club.strands and strand not in club.strands:
        rule = (f"{name} is not offered in strand {strand}", f"{name} 不在时段组 {strand} 开设")
        rows.wrong(row, column, rule, ", ".join(f"{name}@{one}" for one in club.strands))
        return None
    if strand and grade is not None and grade not in file.strands[strand].grades:
        others = [key for key, other in file.strands.items() if grade in other.grades]
        rule = (f"strand {strand} is not for grade {grade}", f"时段组 {strand} 不含 {grade} 年级")
        rows.wrong(row, column, rule, ", ".join(f"{name}@{one}" for one in others) or None)
        return None
    return Choice(name, strand or None)


def _unknown_wish(file: SchoolFile, rows: Rows, row: int, column: str, name: str, strand: str) -> None:
    if _SEVERAL.search(rows.cell(row, column)):
        rule = ("one wish in a cell; write the next in a column of its own", "一格写一个志愿，下一个另写一列")
        rows.wrong(row, column, rule)
    elif name in file.clubs:
        rows.wrong(row, column, *rows.complaints.unknown(STRAND, strand, file.strands))
    else:
        rule, hint = rows.complaints.unknown(CLUB, name, file.clubs)
        rows.wrong(row, column, rule, nearest_club(name, file.clubs) or hint)


def _not_for(name: str, grades: Sequence[int], grade: int) -> Rule:
    there = [f"{one}" for one in grades]
    return (
        f"{name} is for grades {', '.join(there)}, not for grade {grade}",
        f"{name} 面向 {'、'.join(there)} 年级，不含 {grade} 年级",
    )


def _consent(rows: Rows, row: int) -> tuple[date, date] | None:
    texts = rows.cell(row, "consent_from"), rows.cell(row, "consent_until")
    if not any(texts):
        return None
    if not all(texts):
        column = "consent_until" if texts[0] else "consent_from"
        rows.wrong(row, column, ("an agreement has a first and a last day; write both", "协议须有起止两个日期，请写全"))
        return None
    first, last = (rows.read(row, column, read_roster_date) for column in ("consent_from", "consent_until"))
    if first is None or last is None:
        return None
    if first > last:
        rows.wrong(row, "consent_until", (f"must not be before {first}", f"不应早于 {first}"))
        return None
    return first, last


def _check_company(rows: Rows, pupils: Mapping[str, Pupil]) -> None:
    """Pupils asked together, or to be kept apart, are others of the roster, and not both at once."""
    for row in range(len(rows)):
        for column in ("together", "apart"):
            for other in rows.words(row, column):
                if other not in pupils:
                    rows.wrong(row, column, *rows.complaints.unknown(PUPIL, other, pupils))
                elif other == rows.cell(row, "pupil"):
                    rows.wrong(row, column, ("must be another pupil", "应为另一名学生"))
        both = set(rows.words(row, "together")) & set(rows.words(row, "apart"))
        for other in sorted(both):
            rule = (
                f"{other} is asked together and apart at once; keep one",
                f"{other} 同时写在希望同组和不可同组，请只保留一处",
            )
            rows.wrong(row, "apart", rule)


def _check_priority(file: SchoolFile, rows: Rows) -> None:
    """Priority groups are those for which some club keeps places; a group no club knows does nothing."""
    groups = list(dict.fromkeys(group for club in file.clubs.values() for group in club.reserved))
    for row in range(len(rows)):
        for group in rows.words(row, "priority"):
            if group not in groups:
                rule = (f"no club keeps places for {group}", f"没有社团为 {group} 保留名额")
                rows.wrong(row, "priority", rule, nearest(group, groups))


def _check_enrolment(file: SchoolFile, rows: Rows, pupils: Mapping[str, Pupil]) -> None:
    listed = Counter(pupil.homeroom for pupil in pupils.values())
    for key, homeroom in file.homerooms.items():
        if listed[key] > homeroom.enrolled:
            rule = (
                f"the roster lists {listed[key]} pupils of {key}, more than are enrolled",
                f"名册中 {key} 有 {listed[key]} 名学生，多于在籍人数",
            )
            rows.complaints.at(("homerooms", key, "enrolled"), rule)


def build_luck(rows: Rows, pupils: Mapping[str, Pupil]) -> dict[str, int]:
    """Pupil to first wishes lost before; a row with a fault is left out and its faults recorded.

    A pupil who is not in the roster is noted: last term's file names those who have left since.
    """
    luck: dict[str, int] = {}
    first: dict[str, int] = {}
    for row in range(len(rows)):
        pupil = rows.cell(row, "pupil")
        lost = rows.count(row, "lost", ("must be a whole number of wishes lost", "应为整数次数"))
        if pupil in luck:
            _twice(rows, row, first[pupil])
        elif pupil in pupils:
            luck[pupil], first[pupil] = lost, row
        else:
            rule = (f"{pupil} is not in the roster and is left out", f"{pupil} 不在名册中，不计")
            rows.note(row, "pupil", rule, rows.complaints.nearest(pupil, pupils))
    return luck
