"""The school workbook: instructions, a sheet for each part of a school, hidden sheets of choices and of digests.

Nothing a planner wrote is ever written as a formula or a link.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from rich.cells import cell_len
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from scheduler.domain.vocabulary import VOCABULARY
from scheduler.template.book import Book, digest, steps, units
from scheduler.template.layout import SETTINGS, ColumnSpec, SheetSpec, sheet, sheets
from scheduler.template.settings import blank_settings, setting_about
from scheduler.template.shape import Holds, Shape, shape_at
from scheduler.template.words import BASE, HELP, HOW, LISTS, YES_NO, help_lines, say

SPARE_ROWS = 200
"""Rows below the last filled one that have the drop-downs and the checks too."""
HEADER_HEIGHT, ROW_HEIGHT, HELP_WIDTH, LINE_HEIGHT = 48, 16, 110, 20
A3, A4 = 8, 9
WIDE = 130
"""Characters from which a sheet is printed on A3."""
MOST_LINES = 6
"""Lines of a row that are shown; a longer text is there, though."""
LOOKED_AT = 200
"""Rows that settle the width of a column."""
FIRST_DATE, LAST_DATE = date(2000, 1, 1), date(2100, 12, 31)
CREATED = datetime(2026, 1, 1)
"""A fixed date, so that the same school gives the same bytes."""
WIDEST, NARROWEST = 34, 8
_FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter"}
_BOX = {**_FONT, "border": 1, "border_color": "#C8C8C8"}
_STYLES: Mapping[str, Mapping[str, object]] = {
    "header": {**_BOX, "bold": True, "bg_color": "#DCE6F1", "align": "center", "text_wrap": True},
    "key": {**_BOX, "bold": True, "bg_color": "#B8CCE4", "align": "center", "text_wrap": True},
    "cell": {**_BOX, "num_format": "@", "text_wrap": True},
    "number": {**_BOX, "align": "right"},
    "date": {**_BOX, "num_format": "yyyy-mm-dd", "align": "left"},
    "about": {**_BOX, "num_format": "@", "font_color": "#7F7F7F", "text_wrap": True},
    "title": {**_FONT, "font_size": 16, "bold": True},
    "text": {**_FONT, "font_size": 11, "text_wrap": True, "valign": "top"},
    "wrong": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "lacking": {"bg_color": "#FFEB9C"},
}
_FAMILIES = ("", "venue.", "domain.", "category.", "stage.", "season.")
"""Families of the vocabulary a choice's words are looked for in."""


def workbook_bytes(book: Book, title: str, language: str) -> bytes:
    """The workbook of a book, in one language, with the digest of every row; the same book gives the same bytes."""
    content = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(content, {"in_memory": True, **plain}) as made:
        made.set_properties({"title": title, "created": CREATED})
        _Writer(made, book, title, language).write()
    return content.getvalue()


def label(code: str, language: str) -> str:
    """A choice as the drop-down shows it: `教室 classroom`; the code alone where the language has no word for it."""
    said = next((VOCABULARY[family + code][0] for family in _FAMILIES if family + code in VOCABULARY), "")
    return f"{said} {code}" if said and language == "zh" else code


@dataclass
class _Writer:
    """Writes one book into one workbook."""

    made: Workbook
    book: Book
    title: str
    language: str
    lists: dict[tuple[str, ...], str] = field(default_factory=dict)
    """What is chosen from, and the range of the hidden sheet it stands in."""

    def write(self) -> None:
        self.styles = {name: self.made.add_format(dict(style)) for name, style in _STYLES.items()}
        self._instructions()
        for spec in sheets():
            self._sheet(self.made.add_worksheet(spec.sheet_name(self.language)), spec)
        hidden = self.made.add_worksheet(LISTS)
        for column, options in enumerate(self.lists):
            hidden.write_column(0, column, options)
        hidden.hide()
        self._base(self.made.add_worksheet(BASE))

    def _instructions(self) -> None:
        page = self.made.add_worksheet(HELP[self._word])
        page.hide_gridlines(2)
        page.set_column(0, 0, 3)
        page.set_column(1, 1, HELP_WIDTH)
        title, *lines = help_lines(self.title, self.language)
        page.set_row(0, HEADER_HEIGHT)
        page.write_string(0, 1, title, self.styles["title"])
        for row, line in enumerate(lines, start=1):
            page.set_row(row, LINE_HEIGHT * -(-cell_len(line) // HELP_WIDTH))
            page.write_string(row, 1, line, self.styles["text"])
        self._print_setup(page, HELP[self._word])

    def _base(self, page: Worksheet) -> None:
        """What every row said when the workbook was made."""
        for row, (unit, rows) in enumerate(units(self.book).items()):
            page.write_string(row, 0, json.dumps(unit, ensure_ascii=False))
            page.write_string(row, 1, digest(rows))
        page.very_hidden()

    def _sheet(self, page: Worksheet, spec: SheetSpec) -> None:
        rows = self._rows(spec)
        last = len(rows) + SPARE_ROWS
        texts = [[self._shown(row.get(column.name, ""), column.shape) for column in spec.columns] for row in rows]
        headers = [column.header(self.language) for column in spec.columns]
        widths = [_width(header, [row[number] for row in texts]) for number, header in enumerate(headers)]
        page.set_row(0, HEADER_HEIGHT)
        for number, row in enumerate(texts, start=1):
            page.set_row(number, ROW_HEIGHT * _lines(row, widths))
        for number, column in enumerate(spec.columns):
            page.set_column(number, number, widths[number], self._style(column))
            self._column(page, number, column, spec, rows, last)
        if spec.name == SETTINGS:
            self._choices(page, rows)
        self._checks(page, spec, last)
        page.freeze_panes(1, len(spec.keys))
        page.repeat_rows(0)
        page.print_area(0, 0, max(len(rows), 1), len(spec.columns) - 1)
        self._print_setup(page, spec.sheet_name(self.language), A3 if sum(widths) > WIDE else A4)

    def _choices(self, page: Worksheet, rows: Sequence[Mapping[str, str]]) -> None:
        """A drop-down for each setting that is a choice or a switch."""
        for number, row in enumerate(rows, start=1):
            shape = shape_at(steps(row["path"]))
            options = tuple(YES_NO) if shape.holds is Holds.SWITCH else shape.options
            if options:
                page.data_validation(number, 1, number, 1, self._one_of(self._list(options)))

    def _rows(self, spec: SheetSpec) -> Sequence[Mapping[str, str]]:
        """The rows of a sheet; settings with what each is, and a row for each that is not set."""
        if spec.name != SETTINGS:
            return [row.cells for row in self.book.of(spec.name)]
        filled: list[Mapping[str, str]] = [row.cells for row in self.book.of(SETTINGS)]
        there = {row["path"] for row in filled}
        every = [*filled, *({"path": path} for path in blank_settings() if path not in there)]
        return [{**row, "about": setting_about(row["path"], self.language)} for row in every]

    def _column(
        self,
        page: Worksheet,
        number: int,
        column: ColumnSpec,
        spec: SheetSpec,
        rows: Sequence[Mapping[str, str]],
        last: int,
    ) -> None:
        texts = [row.get(column.name, "") for row in rows]
        page.write_string(
            0, number, column.header(self.language), self.styles["key" if column.name in spec.keys else "header"]
        )
        page.write_comment(0, number, self._note(column), {"author": "", "x_scale": 2, "font_size": 10})
        for row, text in enumerate(texts, start=1):
            self._cell(page, row, number, text, column)
        rule = self._validation(column)
        if rule:
            page.data_validation(1, number, last, number, rule)

    def _style(self, column: ColumnSpec) -> Any:
        named = {Holds.DATE: "date", Holds.NUMBER: "number"}.get(column.shape.holds, "cell")
        return self.styles["about" if column.name == "about" else named]

    def _cell(self, page: Worksheet, row: int, number: int, text: str, column: ColumnSpec) -> None:
        style = self._style(column)
        if column.shape.holds is Holds.DATE and (day := _day(text)):
            page.write_datetime(row, number, day, style)
        elif column.shape.holds is Holds.NUMBER and (value := _number(text)) is not None:
            page.write_number(row, number, value, style)
        elif text:
            page.write_string(row, number, self._shown(text, column.shape), style)

    def _shown(self, text: str, shape: Shape) -> str:
        if shape.holds is Holds.SWITCH and text in YES_NO:
            return YES_NO[text][self._word]
        return label(text, self.language) if shape.holds is Holds.CHOICE and text in shape.options else text

    def _validation(self, column: ColumnSpec) -> dict[str, Any]:
        """What a cell takes; a warning, not a wall, for anything else: the import says more."""
        language, holds = self.language, column.shape.holds
        if holds is Holds.DATE:
            between = {"validate": "date", "criteria": "between", "minimum": FIRST_DATE, "maximum": LAST_DATE}
            warned = {"error_type": "warning", "error_title": say("warn.title", language)}
            return between | warned | {"error_message": say("warn.date", language)}
        source: Any = None
        if column.refers:
            source = f"={self._ids(column.refers)}"
        elif holds is Holds.CHOICE:
            source = self._list(tuple(label(option, language) for option in column.shape.options))
        elif holds is Holds.SWITCH:
            source = [words[self._word] for words in YES_NO.values()]
        return {} if source is None else self._one_of(source)

    def _one_of(self, source: Any) -> dict[str, Any]:
        warned = {"error_type": "warning", "error_title": say("warn.title", self.language)}
        return {"validate": "list", "source": source, "error_message": say("warn.list", self.language)} | warned

    def _ids(self, name: str) -> str:
        """The range of the ids of another sheet."""
        last = len(self.book.of(name)) + SPARE_ROWS
        return f"'{sheet(name).sheet_name(self.language)}'!{xl_range_abs(1, 0, last, 0)}"

    def _list(self, options: tuple[str, ...]) -> str:
        """The range of the hidden sheet that holds these options; every list stands there once."""
        column = len(self.lists)
        return self.lists.setdefault(options, f"={LISTS}!{xl_range_abs(0, column, len(options) - 1, column)}")

    def _note(self, column: ColumnSpec) -> str:
        """What the header explains: what it is, how it is written, what may stand there."""
        word, shape = self._word, column.shape
        said = [f"{column.title[0]} / {column.title[1]}", HOW[shape.holds][word]]
        options = shape.options or (shape.inner.options if shape.inner else ())
        if column.required:
            said.append(say("holds.required", self.language))
        if column.refers:
            said.append(say("holds.refers", self.language, sheet=sheet(column.refers).sheet_name(self.language)))
        if options:
            shown = [label(option, self.language) for option in options]
            said.append(say("holds.options", self.language, options=("、" if word == 0 else ", ").join(shown)))
        return "\n".join(line for line in said if line)

    def _checks(self, page: Worksheet, spec: SheetSpec, last: int) -> None:
        """Colours: a key there twice, an id that names nothing, something required that is missing."""
        if len(spec.keys) == 1:
            page.conditional_format(1, 0, last, 0, {"type": "duplicate", "format": self.styles["wrong"]})
        for number, column in enumerate(spec.columns):
            cell = f"{xl_col_to_name(number)}2"
            formulas = []
            if column.refers:
                formulas.append(("wrong", f'=AND({cell}<>"",COUNTIF({self._ids(column.refers)},{cell})=0)'))
            if column.required and number:
                formulas.append(("lacking", f'=AND($A2<>"",{cell}="")'))
            for style, formula in formulas:
                rule = {"type": "formula", "criteria": formula, "format": self.styles[style]}
                page.conditional_format(1, number, last, number, rule)

    def _print_setup(self, page: Worksheet, name: str, paper: int = A4) -> None:
        """Landscape, one page wide, school and sheet above, page numbers below."""
        page.set_landscape()
        page.set_paper(paper)
        page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.set_header(f"&L{self.title[:60].replace('&', '&&')}&R{name.replace('&', '&&')}")
        page.set_footer(f"&C{say('print.footer', self.language)}")

    @property
    def _word(self) -> int:
        return 0 if self.language == "zh" else 1


def _width(header: str, texts: Sequence[str]) -> float:
    """Wide enough for the name, half the title and what stands below, within bounds."""
    title, _, name = header.partition("\n")
    return max(
        NARROWEST, min(WIDEST, max(cell_len(title) // 2, cell_len(name), *map(cell_len, texts[:LOOKED_AT]), 0) + 2)
    )


def _lines(texts: Sequence[str], widths: Sequence[float]) -> int:
    """Lines the fullest cell of a row takes."""
    return min(
        MOST_LINES, max(-(-cell_len(text) // int(width - 1)) or 1 for text, width in zip(texts, widths, strict=True))
    )


def _day(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if len(text) == len("2026-09-01") else None
    except ValueError:
        return None


def _number(text: str) -> float | None:
    """The number of a text that Excel gives back as the same text; None for any other."""
    try:
        value = float(text)
    except ValueError:
        return None
    whole = value.is_integer() and abs(value) < 1e15
    return value if text == (f"{int(value)}" if whole else f"{value}") else None
