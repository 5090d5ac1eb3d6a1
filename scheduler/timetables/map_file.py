"""The planner's own map: what names of a timetable stand for, ready to fill in, read again on the next import."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.config.csv_reader import Table, read_table
from scheduler.config.csv_writer import csv_text, from_text
from scheduler.config.finding import Finding, InputRefused
from scheduler.config.headers import Column
from scheduler.config.nearest import nearest
from scheduler.config.schema import SchoolFile
from scheduler.timetables.entry import Kind
from scheduler.timetables.naming import SKIP, SKIP_WORDS

if TYPE_CHECKING:
    from scheduler.timetables.convert import Imported

COLUMNS = (
    Column("kind", ("类别",)),
    Column("name", ("名称",)),
    Column("id", ("编号",)),
    Column("nearest", ("最接近的编号",), required=False),
    Column("lessons", ("节数",), required=False),
    Column("place", ("位置",), required=False),
)
KIND_WORDS: Mapping[Kind, tuple[str, str]] = {
    Kind.TEACHER: ("教师", "teacher"),
    Kind.CLASS: ("班级", "class"),
    Kind.ROOM: ("教室", "room"),
    Kind.SUBJECT: ("学科", "subject"),
}
_KINDS = {word: kind for kind, words in KIND_WORDS.items() for word in words}


def read_map(path: Path, file: SchoolFile) -> dict[tuple[Kind, str], str]:
    """What the map says, by kind and name; rows without an id are still open. No file, no word.

    Names count as the timetable has them: `SG` and `sg` may be two rooms.

    Raises InputRefused for unknown kinds and ids, with the nearest, and for a name that is there twice.
    """
    if not path.exists():
        return {}
    table = read_table(path, COLUMNS)
    decided: dict[tuple[Kind, str], str] = {}
    findings: list[Finding] = []
    for row in range(len(table.rows)):
        kind, name, key = _KINDS.get(table.rows[row]["kind"]), from_text(table.rows[row]["name"]), table.rows[row]["id"]
        fault = _fault(table, row, kind, key, file)
        if fault is None and kind and (kind, name) in decided:
            fault = table.finding(row, "name", "this name is there twice; keep one row", "这个名称重复了，请保留一行")
        if fault is not None:
            findings.append(fault)
        elif kind and key:
            decided[kind, name] = key
    if findings:
        raise InputRefused(findings)
    return decided


def map_csv(found: "Imported") -> str:
    """The map with what it says already, then a row for each name still open."""
    word = 0 if found.language == "zh" else 1
    header = [column.words[1 - word] for column in COLUMNS]
    known = [
        (KIND_WORDS[kind][word], name, SKIP if key in SKIP_WORDS else key, "", "", "")
        for (kind, name), key in found.decided.items()
    ]
    still = [
        (KIND_WORDS[item.kind][word], item.name, "", item.nearest, f"{item.lessons}", item.place) for item in found.open
    ]
    return csv_text(header, [*known, *still])


def _fault(table: Table, row: int, kind: Kind | None, key: str, file: SchoolFile) -> Finding | None:
    if kind is None:
        words = "teacher, class, room, subject", "教师、班级、教室、学科"
        hint = nearest(table.rows[row]["kind"], _KINDS)
        return table.finding(row, "kind", f"must be one of {words[0]}", f"应为 {words[1]} 之一", hint)
    every: dict[Kind, list[str]] = {
        Kind.TEACHER: list(file.adults),
        Kind.CLASS: list(file.homerooms),
        Kind.ROOM: list(file.venues),
    }
    ids = every.get(kind)
    if not key or ids is None or key in ids or key in SKIP_WORDS:
        return None
    rule = (
        f"no {kind} of the school has this id; `{SKIP}` leaves its lessons out",
        f"学校没有这个编号；写 {SKIP} 表示不导入",
    )
    return table.finding(row, "id", *rule, nearest(key, ids))
