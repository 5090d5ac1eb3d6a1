"""The columns of a survey, once: the form, its reader and its help all follow this registry.

Every column of the roster is in it, in the roster's order, whether or not it has a look of its own here; a column
added to the roster is a plain text column of the survey until it is given one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scheduler.config.build_tables import CHOICES, PUPIL_COLUMNS, YES
from scheduler.config.headers import Column
from scheduler.config.roster_words import read_periods, read_roster_date, read_wish
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_types import SCHOOL_WEEKDAYS

Texts = tuple[str, str]
"""A text in Chinese and in English."""


class Kind(StrEnum):
    """What a cell holds, which decides its drop-down, its width and how it is read."""

    ID = "id"
    TEXT = "text"
    PERIODS = "periods"
    WISH = "wish"
    YES_NO = "yes_no"
    DATE = "date"
    FLAG = "flag"
    SUPPORT = "support"
    PRIORITY = "priority"
    REPLY = "reply"


ANSWERS = frozenset({Kind.PERIODS, Kind.WISH, Kind.YES_NO, Kind.DATE})
"""Kinds of cells a family fills in: one of them shows that it answered."""
WIDTHS: Mapping[Kind, float] = {
    Kind.ID: 9,
    Kind.TEXT: 9,
    Kind.PERIODS: 9,
    Kind.WISH: 18,
    Kind.YES_NO: 7,
    Kind.DATE: 11,
    Kind.FLAG: 6,
    Kind.SUPPORT: 8,
    Kind.PRIORITY: 9,
    Kind.REPLY: 12,
}


@dataclass(frozen=True)
class Look:
    """How a column appears on the form: its kind, and what its header explains.

    `of_school` marks what the school knows of a pupil whether or not the family answers: the roster's own is printed
    on every form, and kept where no form says otherwise. `on_form` is False for what class teachers need not see.
    """

    kind: Kind
    note: Texts = ("", "")
    of_school: bool = False
    on_form: bool = True


@dataclass(frozen=True)
class SurveyColumn:
    """One column of a survey."""

    column: Column
    look: Look

    @property
    def name(self) -> str:
        """The field's name."""
        return self.column.name

    @property
    def kind(self) -> Kind:
        """What its cells hold."""
        return self.look.kind

    def header(self, language: str) -> str:
        """The header on the form; the reader knows it as one of the column's words."""
        return self.column.aliases[0] if language == "zh" and self.column.aliases else self.name.replace("_", " ")


NAME = Column("name", ("姓名",), False)
CONSENT = Column("consent", ("签协议", "是否签协议"), False)
REPLY = Column("reply", ("回收情况",), False)
REPLIED: Texts = ("已答复", "answered")
NO_REPLY: Texts = ("无回复，已记录", "no reply, on record")
REPLY_WORDS: Mapping[str, Texts] = {
    **dict.fromkeys(REPLIED, REPLIED),
    **dict.fromkeys((*NO_REPLY, "无回复", "no reply"), NO_REPLY),
}

_DAY = Look(
    Kind.PERIODS,
    (
        "请从下拉列表中选择当天参加的时段；不参加可选“不参加”。也可以写代码，例如 P1+P2+E。",
        "Choose the periods of this day from the list. Codes like P1+P2+E are read too.",
    ),
)
_WISH = Look(
    Kind.WISH,
    (
        "请按喜欢的程度依次选择社团，志愿1 最优先。括号里是活动日；同一社团不要选两次。",
        "Clubs in order of liking, the first first. Days stand in brackets; choose no club twice.",
    ),
)
_LOOKS: Mapping[str, Look] = {
    "pupil": Look(
        Kind.ID,
        (
            "校内编号，由学校填好，请勿改动。新来的学生请写新编号。",
            "The school's own id, filled in already. Write a new one for a new pupil only.",
        ),
    ),
    "homeroom": Look(Kind.ID, ("班级编号，请勿改动。", "The homeroom; please leave it.")),
    "name": Look(
        Kind.TEXT,
        ("仅供班主任核对；程序从不读取这一列。", "For the class teacher alone; the program never reads this column."),
    ),
    **dict.fromkeys(SCHOOL_WEEKDAYS, _DAY),
    **dict.fromkeys(CHOICES, _WISH),
    "consent": Look(
        Kind.YES_NO,
        (
            "家长已签自愿参加协议写“是”；没有签写“否”或留空。没有协议的学生不会被安排。",
            "`yes` when the family has signed. A pupil without an agreement is given no place.",
        ),
    ),
    "consent_from": Look(
        Kind.DATE,
        ("协议第一天；写了“是”而日期留空，即为整个学期。", "First day of the agreement; empty = the whole term."),
    ),
    "consent_until": Look(
        Kind.DATE,
        ("协议最后一天；写了“是”而日期留空，即为整个学期。", "Last day of the agreement; empty = the whole term."),
    ),
    "needs_adult": Look(
        Kind.FLAG,
        ("需要专人陪护的学生写“是”。请不要写原因。", "`yes` for a pupil who needs an adult. Please give no reason."),
        of_school=True,
    ),
    "support": Look(
        Kind.SUPPORT, ("帮扶或拓展小组的编号，没有就留空。", "The id of a support group, if any."), of_school=True
    ),
    "priority": Look(
        Kind.PRIORITY,
        ("优先群体的名称，多个用 + 连接。", "Priority groups, joined by +."),
        of_school=True,
    ),
    "together": Look(
        Kind.TEXT,
        ("希望同组的兄弟姐妹或朋友的校内编号，多个用 + 连接。", "Ids of siblings or friends to be with, joined by +."),
    ),
    "apart": Look(
        Kind.TEXT,
        ("不宜同组的学生编号，多个用 + 连接；由学校填写。", "Ids of pupils not to be with; for the school to fill in."),
        of_school=True,
    ),
    "fee_exempt": Look(Kind.FLAG, of_school=True, on_form=False),
    "reply": Look(
        Kind.REPLY,
        (
            "家长没有答复而学校已留存记录，选“无回复，已记录”；这样的学生算已摸底，不参加。",
            "A family that did not reply, with the school's record of it: surveyed, and taking no part.",
        ),
    ),
}


def _survey_columns() -> tuple[Column, ...]:
    """The roster's columns in their order, with the survey's own at their places."""
    before: Mapping[str, Column] = {SCHOOL_WEEKDAYS[0]: NAME, "consent_from": CONSENT}
    columns: list[Column] = []
    for column in PUPIL_COLUMNS:
        columns += [before[column.name], column] if column.name in before else [column]
    return (*columns, REPLY)


SURVEY_COLUMNS = tuple(SurveyColumn(column, _LOOKS.get(column.name, Look(Kind.TEXT))) for column in _survey_columns())
BY_NAME: Mapping[str, SurveyColumn] = {column.name: column for column in SURVEY_COLUMNS}
ROSTER_NAMES = tuple(column.name for column in PUPIL_COLUMNS)
GIVEN = frozenset({"pupil", "homeroom", NAME.name})
"""Columns that say which pupil a row is about."""
COMPANY = ("together", "apart")
"""Columns of other pupils' ids."""
OF_SCHOOL = tuple(column.name for column in SURVEY_COLUMNS if column.look.of_school)


def form_columns(choices: int, *, names: bool) -> tuple[SurveyColumn, ...]:
    """The columns of a form with so many wishes, and with names only where they are asked for."""
    left_out = {*CHOICES[choices:], *(() if names else (NAME.name,))}
    return tuple(column for column in SURVEY_COLUMNS if column.look.on_form and column.name not in left_out)


def roster_text(name: str, text: str, file: SchoolFile) -> str:
    """A cell as the roster writes it: codes for words, ISO dates, `yes`. Raises for what the roster's checks refuse."""
    canonical = _CANONICAL.get(BY_NAME[name].kind)
    return canonical(text, file) if canonical and text else text


_CANONICAL: Mapping[Kind, Callable[[str, SchoolFile], str]] = {
    Kind.PERIODS: lambda text, file: "+".join(read_periods(text)),
    Kind.WISH: lambda text, file: read_wish(text, file.clubs),
    Kind.DATE: lambda text, file: read_roster_date(text).isoformat(),
    Kind.FLAG: lambda text, file: "yes" if text.lower() in YES else "",
}
