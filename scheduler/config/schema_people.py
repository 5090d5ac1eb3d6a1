"""Sections about adults, providers, homerooms and the groups pupils are put in."""

from typing import Annotated, Literal

from pydantic import Field

from scheduler.config.schema_rules import KindOfAdult, StageName
from scheduler.config.schema_types import (
    Clock,
    DateRange,
    Dates,
    Day,
    Grade,
    Grades,
    Id,
    Natural,
    Positive,
    Sentence,
    Span,
    Strict,
    Weekday,
    Word,
    distinct_keys,
    read_weekday,
    said,
)
from scheduler.domain.people import AdultKind, Protection

ByWeekday = distinct_keys(read_weekday)
ProtectionName = Annotated[Protection, Field(strict=False)]
Days = Annotated[int, Field(ge=0, le=7)]


class AdultCaps(Strict):
    """Weekly caps of one adult; what is left out comes from `rules.caps`."""

    sessions: Natural | None = said("每周最多场次", "most duties in a week", None)
    late_days: Days | None = said("每周最多晚走天数", "most late days in a week", None)
    evenings: Days | None = said("每周最多晚自习次数", "most evenings in a week", None)


class AdultFile(Strict):
    """One adult by id; names live in a local file that planning never reads."""

    kind: KindOfAdult = said("人员类别", "kind of adult", AdultKind.OWN)
    skills: list[Word] = said("技能与学科", "skills and subjects", factory=list)
    stages: list[StageName] | None = said("可服务的学段，默认全部", "stages served, all by default", None)
    building: Id | None = said("所在楼，默认第一栋", "home building, the first by default", None)
    caps: AdultCaps = said("每周上限", "weekly caps", factory=AdultCaps)
    avoid: list[Weekday] = said("希望避开的日子", "weekdays the adult would rather avoid", factory=list)
    protection: list[ProtectionName] = said("保护期", "protected periods", factory=list)
    duty_only: bool = said("只担任岗位（带班领导）", "holds posts only", False)
    full_time: bool = said("全职", "full time", True)
    sole: bool = said("可单独带班", "may be the sole adult", False)
    provider: Id | None = said("所属机构", "the provider that sends the adult", None)
    clubs: list[Id] = said("只带这些社团", "clubs led; empty = skills decide", factory=list)
    absent: Dates = said("缺勤日期", "dates of absence", factory=list)
    on_leave: bool = said("长期请假", "on leave for the whole term", False)
    available: Annotated[dict[Weekday, list[Span]], ByWeekday] | None = said(
        "在校时段；外聘人员必填", "when at school; must be given for outside adults", None
    )
    leave_by: Annotated[dict[Weekday, Clock], ByWeekday] = said("最晚离校", "must leave by", factory=dict)
    papers: dict[Word, DateRange] = said("材料有效期", "papers with first and last valid day", factory=dict)


class ProviderFile(Strict):
    """A third party (第三方机构)."""

    kind: Word = said("机构类别", "kind of provider")
    licence: Sentence = said("许可证号", "licence")
    whitelisted: bool = said("是否在白名单", "whether on the white list")
    until: Day | None = said("有效期至", "last valid day", None)
    scope: list[Word] = said("服务范围", "categories it may serve", factory=list)


class HomeroomFile(Strict):
    """An administrative class (行政班)."""

    grade: Grade = said("年级", "grade")
    enrolled: Annotated[int, Field(ge=1, le=200)] = said("在籍学生数", "pupils enrolled")
    classroom: Id = said("本班教室", "the class's own classroom")
    teacher: Id | None = said("班主任", "class teacher", None)


class SupportGroupFile(Strict):
    """A small period-1 group."""

    kind: Literal["support", "extension"] = said("帮扶或拓展", "support or extension")
    subject: Word = said("学科", "subject")
    grades: Grades = said("年级", "grades")
    weekdays: list[Weekday] = said("星期", "weekdays")
    expected: Positive = said("预计人数", "pupils expected")


class HomeworkRule(Strict):
    """How homerooms may be joined in class-based periods."""

    merge: list[Annotated[list[Id], Field(min_length=2)]] = said(
        "可合班的班级", "homerooms that may be merged", factory=list
    )
    prefer: Literal["keep", "merge"] = said("优先保留或合并", "keep homerooms or merge them", "keep")


class ResearchFile(Strict):
    """A block kept free for a subject team's research (教研)."""

    adults: list[Id] = said("成员", "members")
    weekday: Weekday = said("星期", "weekday")
    interval: Span = said("时段", "interval")


class RosterFiles(Strict):
    """CSV files beside school.yaml."""

    pupils: Sentence | None = said("学生名册（仅编号）", "pupils by id", None)
    lessons: Sentence | None = said("常规课表", "regular timetable", None)
    expected: Sentence | None = said("预计人数", "expected head-counts", None)
    interest: Sentence | None = said("社团意向人数", "expected interest in clubs", None)
    luck: Sentence | None = said("以往落选次数", "first wishes lost before", None)
