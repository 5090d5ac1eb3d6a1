"""The school file: every section a planner may write, validated field by field."""

from typing import Annotated, Literal

from pydantic import Field

from scheduler.config.schema_people import (
    AdultFile,
    ByWeekday,
    HomeroomFile,
    HomeworkRule,
    ProviderFile,
    ResearchFile,
    RosterFiles,
    SupportGroupFile,
)
from scheduler.config.schema_rules import Rules, StageName
from scheduler.config.schema_types import (
    BySeason,
    Clock,
    Dates,
    Day,
    Grade,
    Grades,
    Id,
    Minutes,
    Natural,
    Positive,
    Sentence,
    Span,
    Strict,
    Weekday,
    Word,
    distinct_keys,
    read_date,
    read_grade,
    said,
)
from scheduler.domain.allocation import Objective

VenueKind = Literal[
    "classroom", "reading", "library", "hall", "computer", "science", "lab", "language", "art", "music",
    "dance", "calligraphy", "maker", "multi_use", "labour", "kitchen", "table_tennis", "gym", "court",
    "playground", "field", "track", "garden", "stage", "pool",
]  # fmt: skip
Domain = Literal["moral", "intellectual", "physical", "aesthetic", "labour"]
ObjectiveName = Annotated[Objective, Field(strict=False)]
Category = Literal["music", "art", "sport", "labour", "games", "outward_bound", "interest_group"]
DayKindName = Literal["both", "homework", "club"]
AfternoonLessons = Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(min_length=5, max_length=5)]


class School(Strict):
    """Who the school is and where it stands."""

    id: Id = said("学校编号", "id of the school")
    title: Sentence = said("学校名称", "title of the school")
    area: Literal["town", "rural"] = said("县城或农村", "town or rural")
    language: Literal["zh", "en"] = said("语言", "language", "zh")
    latitude: Annotated[float, Field(ge=-90, le=90)] = said("纬度（度）", "latitude in degrees")
    longitude: Annotated[float, Field(ge=-180, le=180)] = said("经度（度）", "longitude in degrees")


class CalendarFile(Strict):
    """The term."""

    first: Day = said("学期首日", "first day of the term")
    last: Day = said("学期末日", "last day of the term")
    holidays: Dates = said("放假日", "days without school", factory=list)
    make_up: Annotated[dict[Day, Weekday], distinct_keys(read_date)] = said(
        "调休上课日及所按课表", "make-up days and the weekday they follow", factory=dict
    )


class Morning(Strict):
    """Morning lessons, so that a regular timetable may be written by period number."""

    start: Clock = said("上午第一节", "start of the first lesson")
    lessons: Annotated[int, Field(ge=1, le=6)] = said("上午节数", "lessons in the morning")
    rest: Minutes | None = said("课间，默认同下午", "break between lessons, by default that of the afternoon", None)


class EveningFile(Strict):
    """Evening study of one stage."""

    interval: Span = said("时段", "interval")
    weekdays: list[Weekday] = said("星期", "weekdays")


class BellsFile(Strict):
    """The bells of one stage (作息时间)."""

    lesson: Minutes = said("课时", "length of a lesson")
    rest: Minutes = said("课间", "break between lessons", alias="break")
    gap: Minutes = said("放学至第一时段", "from dismissal to period 1")
    p1: Minutes = said("第一时段", "period 1")
    between: Minutes = said("时段之间", "between the periods")
    p2: Minutes = said("第二时段，0min 为无", "period 2, 0min = none")
    extended: Minutes = said("延时托管，0min 为无", "extended care, 0min = none")
    afternoon_lessons: Annotated[dict[Grade, AfternoonLessons], distinct_keys(read_grade)] = said(
        "各年级周一至周五下午节数", "afternoon lessons by grade, Monday to Friday"
    )
    day_kind: Annotated[dict[Weekday, DayKindName], ByWeekday] = said(
        "当日类型", "both periods, homework or club alone, by weekday", factory=dict
    )
    evening: EveningFile | None = said("晚自习", "evening study", None)
    afternoon_start: BySeason | None = said(
        "下午上课时间，默认按通知", "afternoon start, by default the notice's", None
    )
    early_from: Clock | None = said("低年级早放活动最早开始", "an early activity does not start before", None)
    morning: Morning | None = said("上午", "morning lessons", None)


class BuildingFile(Strict):
    """A building."""

    walk: dict[Id, Minutes] = said("步行时间", "walking minutes to other buildings", factory=dict)


class GateFile(Strict):
    """A gate open for the service."""

    building: Id = said("所在楼", "building")
    pupils_per_minute: Annotated[int, Field(ge=1, le=500)] = said("每分钟放行人数", "pupils released a minute", 40)


class VenueFile(Strict):
    """A place one group can use at a time."""

    kind: VenueKind = said("场地类别", "kind of venue")
    capacity: Positive | None = said("可容纳学生数", "pupils it holds", None)
    area: Annotated[float, Field(gt=0, le=100_000)] | None = said("面积（平方米）", "floor area in square metres", None)
    building: Id | None = said("所在楼，默认第一栋", "building, the first by default", None)
    floor: Annotated[int, Field(ge=-3, le=60)] = said("楼层", "floor", 1)
    outdoor: bool = said("室外", "outdoors", False)
    lit: bool = said("有灯光", "lit after dark", False)
    gate: Minutes = said("到校门步行", "walk to the gate", 2, json_schema_extra={"default": "2min"})
    inspected: Dates = said("安全检查日期", "date or dates of inspection", factory=list)
    closed: Dates = said("关闭日期", "dates on which it is closed", factory=list)
    homeroom: Id | None = said("所属班级", "the homeroom whose classroom this is", None)


class ClubFile(Strict):
    """A club (社团)."""

    title: Sentence = said("名称", "title")
    domain: Domain = said("五育", "one of the five domains")
    category: Category = said("活动类别", "one of the seven categories")
    risk: Annotated[int, Field(ge=0, le=4)] = said("风险等级", "risk level")
    grades: Grades = said("年级", "grades")
    venues: Annotated[list[VenueKind], Field(min_length=1)] = said(
        "适用场地，优先在前", "kinds of venue that suit, best first"
    )
    skill: Word = said("所需技能", "skill the lead needs")
    capacity: Positive = said("每班上限", "most pupils in a section")
    min: Positive = said("成班人数", "least pupils in a section")
    sections: Annotated[int, Field(ge=1, le=60)] = said("最多开班数", "most sections in a strand", 1)
    provider: Id | None = said("合作机构", "provider", None)
    equipment: dict[Id, Natural] = said("每班器材", "equipment one section needs", factory=dict)
    strands: list[Id] = said("可用时段组，空为全部", "strands it may use, empty = all", factory=list)
    most_a_homeroom: Positive | None = said("每班中同一班级最多人数", "most pupils of one homeroom in a section", None)
    most_a_grade: Positive | None = said("每班中同一年级最多人数", "most pupils of one grade in a section", None)
    reserved: dict[Word, Positive] = said(
        "每班为优先群体保留的名额", "places of a section kept for a priority group", factory=dict
    )


class StrandFile(Strict):
    """Weekdays on which the same pupils hold one club place."""

    grades: Grades = said("年级", "grades")
    weekdays: Annotated[list[Weekday], Field(min_length=1)] = said("星期", "weekdays")


class ClubsRule(Strict):
    """Rules over all clubs."""

    same_club_twice: bool = said(
        "同一学生可否两次参加同一社团", "whether a pupil may hold one club in two strands", False
    )
    objective: ObjectiveName = said(
        "名额分配目标：costs 政策代价之和最小，total 名次之和最小，first 第一志愿最多，fair 先照顾最靠后的学生",
        "what places aim at: costs (policy), total (least sum of ranks), first (rank-maximal), fair (worst-off first)",
        Objective.COSTS,
    )
    lottery: Sentence | None = said(
        "公开抽签所得文字，决定抽签号；默认为学校编号",
        "text drawn in public that gives every pupil a lottery number; by default the school's id",
        None,
    )


class ScenarioNote(Strict):
    """What a scenario is for."""

    title: Sentence = said("名称", "title")
    reason: Sentence | None = said("原因", "reason", None)


class SchoolFile(Strict):
    """A whole school after its layers are merged: policy pack, school.yaml, term file, scenarios."""

    school: School = said("学校", "the school")
    policy: Sentence = said("政策包名称或路径", "name or path of the policy pack")
    term: Sentence | None = said("学期文件", "term file beside school.yaml", None)
    pins: Sentence | None = said("固定与意愿文件", "file of pins beside school.yaml", None)
    scenario: ScenarioNote | None = said("情景说明", "what a scenario is for", None)
    rules: Rules = said("政策数值", "numbers of the policy")
    calendar: CalendarFile = said("校历", "calendar of the term")
    bells: Annotated[dict[StageName, BellsFile], Field(min_length=1)] = said("作息", "bells by stage")
    buildings: Annotated[dict[Id, BuildingFile], Field(min_length=1)] = said("楼", "buildings")
    gates: Annotated[dict[Id, GateFile], Field(min_length=1)] = said("校门", "gates")
    venues: Annotated[dict[Id, VenueFile], Field(min_length=1)] = said("场地", "venues")
    equipment: dict[Id, Natural] = said("器材数量", "pieces of equipment", factory=dict)
    homerooms: Annotated[dict[Id, HomeroomFile], Field(min_length=1)] = said("班级", "homerooms")
    adults: Annotated[dict[Id, AdultFile], Field(min_length=1)] = said("人员", "adults")
    providers: dict[Id, ProviderFile] = said("机构", "providers", factory=dict)
    clubs: dict[Id, ClubFile] = said("社团", "clubs", factory=dict)
    strands: dict[Id, StrandFile] = said("社团时段组", "strands", factory=dict)
    support_groups: dict[Id, SupportGroupFile] = said("帮扶与拓展", "support and extension groups", factory=dict)
    class_activities: dict[Word, Word] = said(
        "按班活动内容（按星期或 default）",
        "contents of class-based period 2, by weekday or default",
        factory=dict,
    )
    homework: HomeworkRule = said("作业辅导", "homework", factory=HomeworkRule)
    clubs_rule: ClubsRule = said("社团规则", "rules over clubs", factory=ClubsRule)
    research: dict[Id, ResearchFile] = said("教研", "teaching research", factory=dict)
    extra_needs: dict[Id, Natural] = said("需专人陪护学生数", "pupils who need an adult of their own", factory=dict)
    survey: dict[Id, Natural] = said("摸底已覆盖人数", "pupils with a survey record", factory=dict)
    rosters: RosterFiles = said("名册与课表文件", "CSV files", factory=RosterFiles)
