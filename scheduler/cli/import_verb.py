"""The verbs `import FORMAT`: a regular timetable of another program as lessons.csv."""

import json
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler import api
from scheduler.cli.options import Lang, School, language_of
from scheduler.cli.screen import Screen
from scheduler.cli.texts import say

if TYPE_CHECKING:
    from scheduler.timetables.convert import Imported

OPEN, BAD_INPUT = 1, 2
SHOWN = 30
"""Names and faults of a kind that are listed on the screen."""
FORMATS = ("lessons", "fet", "asc", "untis", "cses", "sheet")
"""Verbs: `lessons` guesses the format from the file."""
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="""导入别的软件的课表，或用 Excel 填写的学校 / Import timetables of other programs, or a school from Excel.""",
)


class ByName(StrEnum):
    """How the hour of a lesson is taken."""

    LESSON = "lesson"
    NUMBER = "number"
    CLOCK = "clock"


def _timetable(format_name: str | None) -> Callable[..., None]:
    """The verb of one format."""

    def verb(
        files: Annotated[
            list[Path], typer.Argument(metavar="FILE...", help="导出的课表文件 / exported timetable files")
        ],
        school: School,
        out: Annotated[
            Path | None,
            typer.Option("-o", "--out", metavar="CSV", help="写出 lessons.csv；不写就只核对 / without it, check only"),
        ] = None,
        names: Annotated[
            Path | None, typer.Option(metavar="CSV", help="本校编号与姓名对照表 / the school's names by id")
        ] = None,
        map_file: Annotated[
            Path | None,
            typer.Option(
                "--map",
                metavar="CSV",
                help="名称对照表：有就读取，没对上的写进去 / what names stand for: read if there, open ones added",
            ),
        ] = None,
        by: Annotated[
            ByName,
            typer.Option(
                help="lesson 按时刻找最近的节次（没有时刻用节次），number 只按节次，clock 照写时刻"
                " / the school's lesson nearest in time, else by number; number alone; times as they stand"
            ),
        ] = ByName.LESSON,
        encoding: Annotated[
            str | None, typer.Option(metavar="NAME", help="文件编码，默认自动判断 / encoding, guessed by default")
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON / print JSON alone")] = False,
        lang: Lang = None,
    ) -> None:
        found = api.import_timetable(
            files, school, out, format_name=format_name, names=names, map_file=map_file, by=by.value, encoding=encoding
        )
        if as_json:
            typer.echo(_json(found))
        else:
            _show(found, language_of(lang, found.language), (out, map_file))
        raise typer.Exit(BAD_INPUT if found.errors else OPEN if found.open else 0)

    return verb


@app.command()
def xlsx(
    workbook: Annotated[Path, typer.Argument(metavar="FILE", help="填好的学校工作簿 / a filled-in school workbook")],
    out: Annotated[
        Path,
        typer.Option(
            "-o",
            "--out",
            metavar="FOLDER",
            help="学校文件夹，新的或已有的 / folder of the school, new or there already",
        ),
    ],
    lang: Lang = None,
) -> None:
    """导入学校工作簿 / Take a school workbook (see `template`) into a folder as school.yaml and CSV files.

    错误写明工作表和单元格，有错误时什么也不写。文件夹里已有这所学校时，只在一边改过的都保留，两边都改过的列出来并拒绝；
    没有改动的文件原样不动，改动过的 school.yaml 会重写，其中的注释不保留。

    Faults are told by sheet and cell, and with any nothing is written. Where the folder holds the school already, edits
    made on one side alone are kept; what was edited on both is refused with both places. Files without a change keep
    every byte; a school.yaml that changes is written anew, without its comments.
    """
    found = api.import_school(workbook, out)
    screen, language = Screen(), language_of(lang, found.problem.language)
    if found.unread:
        screen.plain(say("import.unread", language, sheets=" ".join(found.unread)))
    screen.plain(say("import.school", language, taken=found.taken, kept=found.kept))
    for name in found.texts:
        screen.plain("  " + say("written", language, path=out / name))
    screen.plain(say("next", language, path=out))


_HELP = """导入课表 / Import a regular timetable as lessons.csv.

{title}

教师、班级、场地按对照表 --map、编号、姓名表 --names 匹配；没对上的列出最接近的编号，全部对上以前不写文件（退出码 1）。

Teachers, classes and rooms are matched by id, by --names, by --map. Names without a match are listed with the nearest;
until every teacher and class has one no file is written (exit code 1). Exit code 2: errors, each at file:line."""


def _title(name: str) -> str:
    from scheduler.timetables.formats import FORMATS as KNOWN

    if name in KNOWN:
        return " / ".join(dict.fromkeys(KNOWN[name].title))
    return f"格式由文件判断 / format guessed from the file: {', '.join(KNOWN)}"


def _json(found: "Imported") -> str:
    """What was read, what is open and what is wrong; the lessons by row."""
    from scheduler.explain.records import plain_data

    taken = [{"kind": kind, "name": name, "id": key} for (kind, name), key in found.taken.items()]
    facts: dict[str, object] = {"format": found.format, "rows": found.rows, "errors": found.errors, "open": found.open}
    facts |= {"taken": taken, "left": found.left, "idle": found.idle, "notes": found.notes}
    return json.dumps({name: plain_data(value) for name, value in facts.items()}, ensure_ascii=False, indent=1)


def _show(found: "Imported", language: str, files: tuple[Path | None, Path | None]) -> None:
    from scheduler.timetables.map_file import KIND_WORDS

    screen, word = Screen(), 0 if language == "zh" else 1
    for note in found.notes:
        screen.plain(note[1 - word])
    for (kind, name), key in list(found.taken.items())[:SHOWN]:
        screen.plain("  " + say("import.taken", language, kind=KIND_WORDS[kind][word], name=name, id=key))
    _more(screen, len(found.taken), language)
    for why, count in found.left.items():
        screen.plain(say(f"import.left.{why}", language, count=count))
    if found.idle:
        screen.plain(say("import.idle", language, count=len(found.idle), ids=" ".join(found.idle[:SHOWN])))
    if found.errors:
        screen.print(say("refused", language, count=len(found.errors)), style="bold red")
        for fault in found.errors[:SHOWN]:
            screen.plain("  " + fault.say(language))
        _more(screen, len(found.errors), language)
    if found.open:
        screen.print(say("import.open", language, count=len(found.open)), style="yellow")
        for item in found.open[:SHOWN]:
            near = say("import.near", language, id=item.nearest) if item.nearest else ""
            facts = {"kind": KIND_WORDS[item.kind][word], "name": item.name, "count": item.lessons, "near": near}
            screen.plain("  " + say("import.open.row", language, place=item.place, **facts))
        _more(screen, len(found.open), language)
    key = "import.read" if found.lessons is not None else "import.unwritten"
    screen.plain(say(key, language, format=found.format, count=len(found.rows)))
    for path, written in zip(files, (found.lessons is not None, bool(found.open)), strict=True):
        if path is not None and written:
            screen.plain(say("written", language, path=path))


def _more(screen: Screen, count: int, language: str) -> None:
    if count > SHOWN:
        screen.plain("  " + say("import.more", language, count=count - SHOWN))


for _name in FORMATS:
    app.command(name=_name, help=_HELP.format(title=_title(_name)))(_timetable(None if _name == "lessons" else _name))
