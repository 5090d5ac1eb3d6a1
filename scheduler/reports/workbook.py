"""Tables as an Excel workbook, ready to print: the one place of this package that knows Excel's format.

Every text is written as text: what begins with = + - or @ is never a formula, a number or a link.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from io import BytesIO

from rich.cells import cell_len
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from scheduler.reports.paper import Paper
from scheduler.reports.table import Cell, Look, Table

LONGEST_NAME = 31
LONGEST_TEXT = 32_767
A4 = 9
LINE, HEADER, LEAST_ROW = 13.0, 20.0, 16.5
LETTERS = 1.18
"""Letters of the text's size in a unit of column width, which is a letter of the workbook's larger standard size."""
_UNSAFE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FONT = {"font_name": "微软雅黑", "font_size": 9, "valign": "vcenter"}
_BOX = {**_FONT, "border": 1, "border_color": "#9A9A9A", "num_format": "@", "text_wrap": True}
_SHORT = {"bg_color": "#FFD6D6", "bold": True}
_CENTRE = {"align": "center"}
_STYLES: Mapping[str, Mapping[str, object]] = {
    "title": {**_FONT, "font_size": 15, "bold": True},
    "line": {**_FONT, "text_wrap": True, "valign": "top", "font_color": "#404040"},
    "header": {**_BOX, "bold": True, "bg_color": "#DCE6F1", "align": "center"},
    "band": {**_BOX, "bold": True, "bg_color": "#F2F2F2"},
    "plain": _BOX,
    "plain.centre": {**_BOX, **_CENTRE, "num_format": "0"},
    "short": {**_BOX, **_SHORT},
    "short.centre": {**_BOX, **_SHORT, **_CENTRE, "num_format": "0"},
}


def workbook_bytes(paper: Paper, tables: Sequence[Table], title: str) -> bytes:
    """A workbook with a sheet for each table. The same plan gives the same bytes: it is dated by the plan's week."""
    content = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(content, {"in_memory": True, **plain}) as book:
        book.set_properties({"title": title, "created": datetime.combine(paper.plan.week, time())})
        styles = {name: book.add_format(dict(style)) for name, style in _STYLES.items()}
        for name, table in zip(sheet_names([table.name for table in tables]), tables, strict=True):
            _sheet(paper, book.add_worksheet(name), table, styles)
    return content.getvalue()


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names a workbook takes: without the signs it forbids, at most 31 long, each once whatever the case."""
    names: list[str] = []
    taken = {"history"}
    for name in wanted:
        safe = _UNSAFE.sub("_", name).strip().strip("'")
        number, free = 1, _cut(safe, LONGEST_NAME) or "_"
        while free.casefold() in taken:
            number += 1
            free = f"{_cut(safe, LONGEST_NAME - len(str(number)) - 1)}_{number}"
        taken.add(free.casefold())
        names.append(free)
    return names


def _cut(text: str, longest: int) -> str:
    """The beginning of a text that Excel counts as at most that long: a character beyond U+FFFF counts twice."""
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore").rstrip("'")


def _sheet(paper: Paper, sheet: Worksheet, table: Table, styles: Mapping[str, Format]) -> None:
    widths = [column.width for column in table.columns]
    last = len(widths) - 1
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, table.title, styles["title"])
    for row, line in enumerate(table.lines, start=1):
        sheet.set_row(row, LINE * lines_of(line, sum(widths) * LETTERS))
        _across(sheet, row, last, line, styles["line"])
    top = len(table.lines) + 1
    sheet.set_row(top, HEADER)
    for number, column in enumerate(table.columns):
        sheet.write_string(top, number, column.title, styles["header"])
    for row, content in enumerate(table.rows, start=top + 1):
        tall = 1 if content.look is Look.BAND else max(map(_lines, content.cells, widths), default=1)
        sheet.set_row(row, max(LEAST_ROW, LINE * tall + 2.5))
        if content.look is Look.BAND:
            _across(sheet, row, last, str(content.cells[0]), styles["band"])
        else:
            for number, cell in enumerate(content.cells):
                centre = ".centre" if table.columns[number].centre else ""
                _write(sheet, row, number, cell, styles[f"{content.look}{centre}"])
    sheet.set_h_pagebreaks([top + 1 + row for row, content in enumerate(table.rows) if content.new_page])
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(0, top)
    _print_setup(paper, sheet, table)


def _across(sheet: Worksheet, row: int, last: int, text: str, style: Format) -> None:
    """Text over all columns."""
    if last:
        sheet.merge_range(row, 0, row, last, "", style)
    _write(sheet, row, 0, text, style)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell, style)
    elif cell:
        sheet.write_string(row, column, cell[:LONGEST_TEXT], style)
    else:
        sheet.write_blank(row, column, None, style)


def lines_of(text: str, width: float) -> int:
    """Lines a text takes in a column `width` characters wide; a Chinese character is two wide."""
    return sum(max(1, -(-cell_len(part) // max(1, int(width)))) for part in text.split("\n"))


def _lines(cell: Cell, width: float) -> int:
    return lines_of(str(cell), width * LETTERS)


def _print_setup(paper: Paper, sheet: Worksheet, table: Table) -> None:
    """A4, as wide as the page; school and sheet above, sources and page number below, within Excel's 255 characters."""
    if table.landscape:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.45, right=0.45, top=0.6, bottom=0.5)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1 if table.one_page else 0)
    whole = (0, 0, len(table.lines) + 1 + len(table.rows), len(table.columns) - 1)
    sheet.print_area(*whole)
    sheet.ignore_errors({"number_stored_as_text": xl_range(*whole)})
    parts = ((paper.problem.title, 60), (table.name, 40), (paper.source, 110))
    title, name, source = (text[:longest].replace("&", "&&") for text, longest in parts)
    sheet.set_header(f"&L&9 {title}&R&9 {name}")
    sheet.set_footer(f"&L&8 {source}&R&8{paper.say('footer')}")
