"""The formats that are read, and which of them a file is in. A new format is one more line here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.config.finding import InputRefused
from scheduler.config.source import Mark
from scheduler.timetables import asc, fet
from scheduler.timetables.cses import read_cses
from scheduler.timetables.decoding import read_text
from scheduler.timetables.entry import Timetable
from scheduler.timetables.markup import root_name
from scheduler.timetables.sheet import read_sheet
from scheduler.timetables.untis import looks_like_untis, read_untis

Reader = Callable[[Sequence[Path], str | None], Timetable]


@dataclass(frozen=True)
class Format:
    """A format: what reads it, and what it is called in Chinese and English."""

    read: Reader
    title: tuple[str, str]


FORMATS: Mapping[str, Format] = {
    "fet": Format(
        fet.read_fet,
        (
            "FET：*_data_and_timetable.fet，或 .fet 加 activities.xml",
            "FET: *_data_and_timetable.fet, or .fet and activities.xml",
        ),
    ),
    "asc": Format(asc.read_asc, ("aSc TimeTables XML", "aSc TimeTables XML")),
    "untis": Format(read_untis, ("Untis GPU001.TXT", "Untis GPU001.TXT")),
    "cses": Format(
        read_cses, ("CSES（YAML，一班一个文件，以班级命名）", "CSES (YAML, one class a file, named after it)")
    ),
    "sheet": Format(
        read_sheet,
        (
            "长表 .xlsx/.xls/.csv：班级、星期、节次或起止时间、课程、教师、教室",
            "long form .xlsx/.xls/.csv: class, weekday, period or times, course, teacher, room",
        ),
    ),
}


def guess(path: Path, encoding: str | None = None) -> str:
    """The format of a file by its ending, and where that leaves it open by what stands in it.

    Raises InputRefused, listing the formats, when nothing fits.
    """
    ending = path.suffix.lower()
    if ending in (".xlsx", ".xls", ".csv"):
        return "sheet"
    if ending in (".yaml", ".yml"):
        return "cses"
    text = read_text(path, encoding).lstrip()
    if text.startswith("<"):
        root = root_name(text)
        if root == asc.ROOT or root in (*fet.ROOTS, fet.PLACEMENTS):
            return "asc" if root == asc.ROOT else "fet"
    elif looks_like_untis(text):
        return "untis"
    known = ", ".join(FORMATS)
    rule = (f"is in none of the formats {known}; name the format", f"不是 {known} 中的任何一种，请写明格式")
    raise InputRefused([Mark(str(path), 1, 1).finding("", "", *rule)])
