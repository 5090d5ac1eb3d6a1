"""The `rules:` section: the county's numbers, each from the notice or marked as an assumption."""

from typing import Annotated, Literal

from pydantic import Field

from scheduler.config.schema_types import (
    Clock,
    Day,
    GradeBand,
    Id,
    Minutes,
    MonthDay,
    Natural,
    Percent,
    Positive,
    Sentence,
    Strict,
    Word,
    distinct_keys,
    read_grades,
    said,
)
from scheduler.domain.changes import ChangeKind
from scheduler.domain.people import AdultKind, Stage
from scheduler.domain.remedies import RemedyKind

KindOfAdult = Annotated[AdultKind, Field(strict=False)]
StageName = Annotated[Stage, Field(strict=False)]
RemedyName = Annotated[RemedyKind, Field(strict=False)]
ChangeName = Annotated[ChangeKind, Field(strict=False)]
Points = Annotated[int, Field(ge=1, le=10_000)]
Yuan = Annotated[int, Field(ge=0, le=10_000)]
SquareMetres = Annotated[float, Field(gt=0, le=50)]


class SeasonClocks(Strict):
    """A clock time for summer and one for winter (夏季, 冬季)."""

    summer: Clock = said("夏季", "in summer")
    winter: Clock = said("冬季", "in winter")


class AreaClocks(Strict):
    """Clock times of the two areas (县城, 农村)."""

    town: SeasonClocks = said("县城", "in town")
    rural: SeasonClocks = said("农村", "in the country")


class AreaMinutes(Strict):
    """Minutes for each of the two areas."""

    town: Minutes = said("县城", "in town")
    rural: Minutes = said("农村", "in the country")


class StageMinutes(Strict):
    """Minutes for each stage."""

    primary: Minutes = said("小学", "primary")
    junior: Minutes = said("初中", "junior")


class StageAreas(Strict):
    """Square metres a seat takes in a kind of room, by stage."""

    primary: SquareMetres = said("小学每座面积（平方米）", "square metres a seat, primary")
    junior: SquareMetres = said("初中每座面积（平方米）", "square metres a seat, junior")


class Seasons(Strict):
    """First and last day of each season; together they cover the year once."""

    summer: Annotated[list[MonthDay], Field(min_length=2, max_length=2)] = said(
        "夏季起止", "first and last day of summer"
    )
    winter: Annotated[list[MonthDay], Field(min_length=2, max_length=2)] = said(
        "冬季起止", "first and last day of winter"
    )


class RatioRule(Strict):
    """Pupils for one adult."""

    hard: Positive = said("每名成人最多学生数", "most pupils for one adult")
    target: Positive = said("每名成人适宜学生数", "pupils for one adult where staff allow")


class PostRuleFile(Strict):
    """How many adults hold a kind of post, and who may."""

    kind: Word | None = said("岗位种类；不写即条目名", "kind of post; the entry's own name unless given", None)
    per: Literal["day", "gate", "groups"] = said("按天、按门或按班组数", "per day, per gate or per number of groups")
    quantity: Positive = said("人数", "adults", 1)
    span: Literal["service", "care", "whole", "evening"] = said(
        "时段：服务、托管、全程、晚自习", "which part of the day"
    )
    groups: Positive = said("每多少个班组一人", "with per: groups, one for each so many groups begun", 1)
    skill: Word | None = said("所需技能", "skill the post needs", None)
    kinds: Annotated[list[KindOfAdult], Field(min_length=1)] = said(
        "可担任的人员类别", "kinds of adult who may hold it"
    )
    duty_only: bool = said("是否只由带班领导担任", "whether only adults who hold posts alone may hold it", False)


class ExtendedRule(Strict):
    """Extended care (延时托管), 五(二)."""

    minutes: Minutes = said("延时托管时长", "length of extended care")
    group: Positive = said("每组最多学生数", "most pupils in a group")
    adults: Positive = said("每组成人数", "adults with a group")


class EveningRule(Strict):
    """Evening study (晚自习), 五(二)."""

    stages: list[StageName] = said("可开设的学段", "stages that may hold it")
    latest_end: Clock = said("最晚结束", "latest end")
    counts: bool = said("是否计入每天2小时", "whether it counts toward the daily minimum")
    rest_until: Clock = said("次日此时之前不排课", "no lesson before this time on the next morning")


class ContentRule(Strict):
    """What a session may contain (四(三), 五(三))."""

    forbidden: list[Word] = said("禁止的内容", "contents that are forbidden")
    allowed: list[Word] = said("允许的内容", "contents that are allowed")


class ProviderRule(Strict):
    """Third parties (五(三))."""

    forbidden: list[Word] = said("禁止的机构类别", "kinds of provider that are forbidden")
    partners: list[Word] = said("可合作的机构类别", "kinds of provider a school may work with")


class SurveyRule(Strict):
    """What becomes of a family that does not answer the survey (四(二)); neither word enrols the child."""

    no_answer: Literal["not_participating", "left_out"] = said(
        "未答复的学生：记为不参加，或不写入名册", "pupils without an answer: listed as taking no part, or left out"
    )


class CapsRule(Strict):
    """Most duties of an adult in a week unless the adult says otherwise."""

    sessions: Natural = said("每周最多场次", "most duties in a week")
    late_days: Annotated[int, Field(ge=0, le=7)] = said("每周最多晚走天数", "most late days in a week")
    evenings: Annotated[int, Field(ge=0, le=7)] = said("每周最多晚自习次数", "most evenings in a week")


class FlexibleRule(Strict):
    """Flexible hours (弹性上下班), 五(二)."""

    early_leaves: Natural = said("每周最多早走次数", "most early leaves in a week")
    late_starts: Natural = said("每周最多晚到次数", "most late starts in a week")
    longest: Minutes = said("每次最长", "longest relief at one time")
    normal_start: Clock = said("正常上班", "normal start of work")
    normal_end: Clock = said("正常下班", "normal end of work")


class AllowanceRule(Strict):
    """Yuan for one delivered session."""

    by_kind: dict[KindOfAdult, Yuan] = said("各类人员每场次补助（元）", "yuan a session by kind of adult")
    own_late: Yuan = said(
        "本校人员托管及晚自习每场次补助（元）", "yuan for own staff in extended care and evening study"
    )


class Rules(Strict):
    """Every number of the county's policy. A school may override single values under its own `rules:`."""

    id: Id = said("政策编号", "id of the policy")
    document: Sentence = said("文件名称", "the document printed on every output")
    valid_from: Day = said("生效日期", "first day the policy holds")
    assumed: list[Word] = said(
        "非通知原文、属于假定的字段", "dotted fields whose values the notice does not give", factory=list
    )
    days_per_week: Literal[5] = said("每周天数，通知固定为5", "days a week, fixed by the notice")
    periods: Literal[2] = said("时段数，通知固定为2", "periods a day, fixed by the notice")
    survey_percent: Literal[100] = said("摸底覆盖率，通知固定为100", "survey coverage, fixed by the notice")
    survey: SurveyRule = said("摸底调查", "the survey of families")
    seasons: Seasons = said("季节", "seasons")
    afternoon_start: AreaClocks = said("下午上课时间", "start of the first afternoon lesson")
    off_work: AreaClocks = said("当地正常下班时间", "normal end of the working day")
    end_tolerance: AreaMinutes = said("早于下班时间的允许值", "how much before it the service may end")
    min_daily: StageMinutes = said("每天至少服务时长", "least service a day")
    inner_breaks_count: bool = said("时段之间的休息是否计入", "whether the break between periods counts")
    study: StageMinutes = said("每名学生每天学习类时长上限", "most study-type minutes of a pupil in a day")
    longest_transition: Minutes = said("两段之间交接最长", "longest gap between two sessions of a pupil")
    extended: ExtendedRule = said("延时托管", "extended care")
    evening: EveningRule = said("晚自习", "evening study")
    ratios: Annotated[
        dict[
            Literal["0", "1", "2", "3", "4"],
            Annotated[dict[GradeBand, RatioRule], distinct_keys(read_grades)],
        ],
        Field(min_length=1),
    ] = said("按风险等级和年级的师生比", "adults for pupils, by risk and grades")
    support_size: Positive = said("帮扶小组人数上限", "most pupils in a support group")
    extension_size: Positive = said("拓展小组人数上限", "most pupils in an extension group")
    inspection_days: Positive = said("场地检查有效天数", "days an inspection of a venue holds")
    area_per_seat: dict[Word, StageAreas] = said("每座面积", "floor area of a seat by kind of room")
    credentials: dict[KindOfAdult, list[Word]] = said("各类人员须有的材料", "papers each kind of adult must have")
    own_share_percent: Percent = said("本校教职工场次占比下限", "least share of sessions held by own staff")
    posts: dict[Id, PostRuleFile] = said("安全岗位", "posts")
    min_adults_on_site: Positive = said("在校成人下限", "least adults on site until the last sign-out")
    caps: CapsRule = said("每周上限", "weekly caps")
    max_club_leads: Positive = said("每人最多带社团数", "most clubs one adult leads")
    soft_sessions: Natural = said("每周适宜场次", "duties a week that are still comfortable")
    even_within: Minutes = said(
        "晚间分钟最多与最少之差，不超过此值视为均衡", "late minutes, largest - smallest, that still count as even"
    )
    protected_p2: bool = said("孕期哺乳期等人员是否免第二时段", "whether protected adults are free of period 2")
    contents: ContentRule = said("服务内容", "contents")
    providers: ProviderRule = said("第三方机构", "third parties")
    tutoring_words: list[Word] = said("疑似学科培训的用词", "words that give subject tutoring away")
    rank_costs: Annotated[list[Natural], Field(min_length=2)] = said(
        "各志愿的代价", "cost of giving the first, second... wish"
    )
    unranked_cost: Natural = said("未填志愿而安排的代价", "cost of a place the pupil did not ask for")
    flexible: FlexibleRule = said("弹性上下班", "flexible hours")
    allowances: AllowanceRule = said("补助", "allowances")
    remedies: dict[RemedyName, Points] = said(
        "解决办法的代价（分）；未列出的办法不提出",
        "price of each kind of remedy in points; one left out is never offered",
        factory=dict,
    )
    changes: dict[ChangeName, Annotated[int, Field(ge=0, le=10_000)]] = said(
        "改动已公布的安排对人的代价（分）；未列出的不计",
        "what each kind of change to an announced week costs people, in points; one left out costs nothing",
        factory=dict,
    )
