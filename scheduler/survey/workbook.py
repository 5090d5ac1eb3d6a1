"""A survey form as an Excel workbook: instructions, one sheet a homeroom, a hidden sheet of what may be chosen.

Nothing a planner wrote is ever written as a formula, a number or a link.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from rich.cells import cell_len
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_range, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from scheduler.config.roster_words import STAYS_AWAY
from scheduler.survey.columns import ANSWERS, GIVEN, WIDTHS, Kind, SurveyColumn
from scheduler.survey.form import Form, FormSheet
from scheduler.survey.words import LISTS, help_lines, say

SPARE_ROWS = 5
"""Rows below the last pupil that have the drop-downs too, for pupils who come later; they are not printed."""
HEADER_HEIGHT, ROW_HEIGHT = 34, 28
HELP_WIDTH, LINE_HEIGHT = 110, 20
LONGEST_SHEET_NAME = 31
A4 = 9
FIRST_DATE, LAST_DATE = date(2000, 1, 1), date(2100, 12, 31)
_FONT = {"font_name": "微软雅黑", "font_size": 9, "valign": "vcenter"}
_BOX = {**_FONT, "border": 1, "border_color": "#B0B0B0", "num_format": "@", "text_wrap": True}
_STYLES: Mapping[str, Mapping[str, object]] = {
    "header": {**_BOX, "bold": True, "bg_color": "#DCE6F1", "align": "center"},
    "given": {**_BOX, "bg_color": "#F2F2F2"},
    "cell": _BOX,
    "date": {**_BOX, "num_format": "yyyy-mm-dd", "align": "left"},
    "title": {**_FONT, "font_size": 16, "bold": True},
    "text": {**_FONT, "font_size": 11, "text_wrap": True, "valign": "top"},
    "twice": {"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True},
    "lacking": {"bg_color": "#FFEB9C"},
}


def form_bytes(form: Form) -> bytes:
    """The workbook of a form. The same form gives the same bytes."""
    content = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(content, {"in_memory": True, **plain}) as book:
        term = form.file.calendar.first
        book.set_properties({"title": form.file.school.title, "created": datetime.combine(term, time())})
        _Writer(book, form).write()
    return content.getvalue()


@dataclass
class _Writer:
    """Writes one form into one workbook."""

    book: Workbook
    form: Form
    lists: dict[tuple[str, ...], str] = field(default_factory=dict)
    """What is chosen from, and the range of the hidden sheet it stands in."""
    taken: set[str] = field(default_factory=set)

    def write(self) -> None:
        self.styles = {name: self.book.add_format(dict(style)) for name, style in _STYLES.items()}
        self._instructions()
        for sheet in self.form.sheets:
            self._homeroom(self.book.add_worksheet(self._sheet_name(sheet.homeroom)), sheet)
        self._write_lists(self.book.add_worksheet(LISTS))

    def _instructions(self) -> None:
        sheet = self.book.add_worksheet(say("help.sheet", self.form.language))
        self.taken.update((say("help.sheet", self.form.language).casefold(), LISTS.casefold()))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 3)
        sheet.set_column(1, 1, HELP_WIDTH)
        title, *lines = help_lines(self.form.file, self.form.language)
        sheet.set_row(0, 34)
        sheet.write_string(0, 1, title, self.styles["title"])
        for row, line in enumerate(lines, start=1):
            sheet.set_row(row, LINE_HEIGHT * -(-cell_len(line) // HELP_WIDTH))
            sheet.write_string(row, 1, line, self.styles["text"])
        _print_setup(sheet, say("help.sheet", self.form.language), self.form)

    def _sheet_name(self, homeroom: str) -> str:
        """The homeroom's id, cut to what a sheet may be called and told apart from the other sheets."""
        name, number = homeroom[:LONGEST_SHEET_NAME], 1
        while name.casefold() in self.taken:
            number += 1
            name = f"{homeroom[: LONGEST_SHEET_NAME - 5]}_{number}"
        self.taken.add(name.casefold())
        return name

    def _homeroom(self, sheet: Worksheet, content: FormSheet) -> None:
        last = len(content.rows) + SPARE_ROWS
        given = sum(column.name in GIVEN for column in self.form.columns)
        sheet.set_row(0, HEADER_HEIGHT)
        for row in range(1, last + 1):
            sheet.set_row(row, ROW_HEIGHT)
        for number, column in enumerate(self.form.columns):
            self._column(sheet, number, column, content)
        sheet.freeze_panes(1, given)
        sheet.repeat_rows(0)
        sheet.repeat_columns(0, given - 1)
        sheet.print_area(0, 0, len(content.rows), len(self.form.columns) - 1)
        self._marks(sheet, last)
        _print_setup(sheet, content.homeroom, self.form)

    def _column(self, sheet: Worksheet, number: int, column: SurveyColumn, content: FormSheet) -> None:
        language = self.form.language
        style = self.styles["given" if column.name in GIVEN else "date" if column.kind is Kind.DATE else "cell"]
        sheet.set_column(number, number, WIDTHS[column.kind])
        sheet.write_string(0, number, column.header(language), self.styles["header"])
        note = column.look.note[0 if language == "zh" else 1]
        if note:
            sheet.write_comment(0, number, note, {"author": "", "x_scale": 2, "y_scale": 1.2, "font_size": 10})
        last = len(content.rows) + SPARE_ROWS
        for row in range(1, last + 1):
            text = content.rows[row - 1].get(column.name, "") if row <= len(content.rows) else ""
            if column.kind is Kind.DATE and text:
                sheet.write_datetime(row, number, datetime.fromisoformat(text), style)
            elif text:
                sheet.write_string(row, number, text, style)
            else:
                sheet.write_blank(row, number, None, style)
        rule = self._validation(column, content.options[column.name])
        if rule:
            sheet.data_validation(1, number, last, number, rule)

    def _validation(self, column: SurveyColumn, options: tuple[str, ...]) -> dict[str, Any]:
        """What a cell of the column takes; a warning, not a wall, for anything else: codes are read too."""
        language = self.form.language
        warned = {"error_type": "warning", "error_title": say("warn.title", language)}
        if column.kind is Kind.DATE:
            between = {"validate": "date", "criteria": "between", "minimum": FIRST_DATE, "maximum": LAST_DATE}
            return between | warned | {"error_message": say("warn.date", language)}
        if not options:
            return {}
        return {"validate": "list", "source": self._list(options), "error_message": say("warn.list", language)} | warned

    def _list(self, options: tuple[str, ...]) -> str:
        """The range of the hidden sheet that holds these options; every list stands there once."""
        column = len(self.lists)
        return self.lists.setdefault(options, f"={LISTS}!{xl_range_abs(0, column, len(options) - 1, column)}")

    def _write_lists(self, sheet: Worksheet) -> None:
        for column, options in enumerate(self.lists):
            for row, option in enumerate(options):
                sheet.write_string(row, column, option)
        sheet.hide()

    def _marks(self, sheet: Worksheet, last: int) -> None:
        """Colours: a club chosen twice; an agreement lacking where days are chosen; a pupil without any answer."""
        language = self.form.language
        of_kind = {kind: [n for n, column in enumerate(self.form.columns) if column.kind is kind] for kind in Kind}
        wishes, consent = of_kind[Kind.WISH], of_kind[Kind.YES_NO][0]
        here, agreed = f"{xl_col_to_name(wishes[0])}2", f"${xl_col_to_name(consent)}2"
        answers = sorted(n for kind in ANSWERS for n in of_kind[kind])
        days, away = _row_of(of_kind[Kind.PERIODS]), STAYS_AWAY.zh if language == "zh" else STAYS_AWAY.en
        formulas = (
            ("twice", wishes, f'=AND({here}<>"",SUMPRODUCT(--({_row_of(wishes)}={here}))>1)'),
            (
                "lacking",
                [consent],
                f'=AND(SUMPRODUCT(--({days}<>""),--({days}<>"{away}"))>0,{agreed}<>"{say("yes", language)}")',
            ),
            ("lacking", [0], f'=AND($A2<>"",COUNTA({_row_of(answers)},{_row_of(of_kind[Kind.REPLY])})=0)'),
        )
        for style, columns, formula in formulas:
            rule = {"type": "formula", "criteria": formula, "format": self.styles[style]}
            sheet.conditional_format(xl_range(1, columns[0], last, columns[-1]), rule)


def _row_of(columns: Sequence[int]) -> str:
    """The first pupil's cells from the first to the last of these columns, columns held fast."""
    return f"${xl_col_to_name(columns[0])}2:${xl_col_to_name(columns[-1])}2"


def _print_setup(sheet: Worksheet, name: str, form: Form) -> None:
    """A4 landscape, one page wide, school and class above, page numbers below."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    title = form.file.school.title[:60].replace("&", "&&")
    about = say("print.header", form.language)
    sheet.set_header(f"&L{title}&C&14{about}&R{name.replace('&', '&&')}")
    sheet.set_footer(f"&C{say('print.footer', form.language)}")
