"""What changes do, in sentences of both languages: one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.calendar.term import weekday_en, weekday_zh
from scheduler.domain.vocabulary import listed, said, said_plain


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence in both languages."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """The sentence in `zh`, or in English for any other language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Days:
    """Dates as they are said; `whole` where they are every school day of the week."""

    dates: tuple[date, ...]
    whole: bool = False

    def say(self, language: str) -> str:
        """Such as 周二 09-08、周三 09-09, or "Tue 09-08, Wed 09-09"; 全周 or "the whole week"."""
        if self.whole:
            return "全周" if language == "zh" else "the whole week"
        return listed((f"{Weekday(day.isoweekday()).say(language)} {day:%m-%d}" for day in self.dates), language)


@dataclass(frozen=True, slots=True)
class Weekday:
    """An ISO weekday."""

    number: int

    def say(self, language: str) -> str:
        """周二 or Tue."""
        return weekday_zh(self.number) if language == "zh" else weekday_en(self.number).capitalize()


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the vocabulary with its family, if it has one."""

    code: str
    family: str = ""

    def say(self, language: str) -> str:
        """The word for it."""
        return said(self.code, self.family, language) if self.family else said_plain(self.code, language)


TEXTS: Mapping[str, tuple[str, str]] = {
    "absent": ("{who} 请假：{days}", "{who}: away, {days}"),
    "present": ("{who} 到岗：{days}", "{who}: present, {days}"),
    "add.adult": ("增加{kind} {who}，材料齐全", "one more {kind}: {who}, papers in order"),
    "add.venue": ("增加{kind} {who}", "one more {kind}: {who}"),
    "add.club": ("增加社团 {who}", "one more club: {who}"),
    "remove.adults": ("人员 {id} 离开", "adult {id} is gone"),
    "remove.clubs": ("社团 {id} 停办", "club {id} is given up"),
    "remove.venues": ("场地 {id} 不再使用", "venue {id} is given up"),
    "remove.gates": ("校门 {id} 不再开放", "gate {id} stays shut"),
    "remove.support_groups": ("小组 {id} 取消", "group {id} is given up"),
    "train": ("{who} 取得技能：{skill}", "{who} gains the skill {skill}"),
    "lapse": ("{who} 的{papers}自 {since} 起失效", "{who}: {papers} no longer valid from {since}"),
    "leave_by": ("{who} 最晚 {at} 离校：{days}", "{who}: must leave by {at}, {days}"),
    "leave_by.free": ("{who} 不再须提前离校：{days}", "{who}: need not leave early, {days}"),
    "swap": ("{one} 与 {other} 互换 {lessons} 节课：{days}", "{one} and {other} swap {lessons} lessons, {days}"),
    "close": ("场地 {places} 关闭：{days}", "closed: {places}, {days}"),
    "open": ("场地 {places} 开放：{days}", "open: {places}, {days}"),
    "overdue": ("场地 {places} 安全检查逾期", "inspection overdue: {places}"),
    "inspect": ("场地 {places} 于 {when} 完成安全检查", "inspected on {when}: {places}"),
    "move.clubs": ("社团 {id} 由时段组 {old} 改到 {new}", "club {id} moves from strand {old} to {new}"),
    "move.strands": ("时段组 {id} 由{old}改到{new}", "strand {id} moves from {old} to {new}"),
    "move.support_groups": ("小组 {id} 由{old}改到{new}", "group {id} moves from {old} to {new}"),
    "move.adults": ("{id} 由{old}改为{new}到校", "{id} comes on {new} instead of {old}"),
    "set": ("{path}：{old} → {new}", "{path}: {old} → {new}"),
    "set.default": ("{path} 恢复默认值", "{path}: back to its default"),
    "scale.participation": (
        "参加人数调整为 {share}%{of}：{old} → {new} 人",
        "participation at {share} %{of}: {old} → {new} pupils",
    ),
    "scale.expected": (
        "预计人数调整为 {share}%{of}：第一时段 {old} → {new} 人次",
        "expected head-counts at {share} %{of}: {old} → {new} pupil-days of period 1",
    ),
    "scale.extended_care": (
        "延时托管人次调整为 {share}%：{old} → {new}",
        "extended care at {share} %: {old} → {new} pupil-days",
    ),
    "scale.evening_study": (
        "晚自习人次调整为 {share}%：{old} → {new}",
        "evening study at {share} %: {old} → {new} pupil-days",
    ),
    "scale.club_seats": (
        "社团每班名额调整为 {share}%{of}：{old} → {new}",
        "places of a club section at {share} %{of}: {old} → {new}",
    ),
    "scale.interest": (
        "想参加社团的人数调整为 {share}%{of}：{old} → {new} 人",
        "interest in clubs at {share} %{of}: {old} → {new} pupils",
    ),
    "of": ("（{ids}）", " ({ids})"),
    "quarantine": (
        "班级 {rooms} 隔离：{days}，共 {pupils} 名学生不在校，教室关闭",
        "in quarantine: {rooms}, {days}; {pupils} pupils stay away, classrooms closed",
    ),
    "leave": ("学生 {who} 自 {since} 起退出", "pupils {who} leave from {since}"),
    "join": ("学生 {who}（{room}）自 {since} 起参加", "pupil {who} ({room}) joins from {since}"),
    "season": ("本周改用{season}作息", "the week runs on {season} bells"),
    "end_early": ("{days}：只保留{period}", "{days}: only {period} is held"),
    "make_up": ("{day} 调休上课，按{weekday}课表", "{day} is a school day on the timetable of {weekday}"),
    "holiday": ("{days}：放假", "{days}: no school"),
}


def told(key: str, **facts: object) -> Told:
    """The sentence of a key, filled with facts: text, numbers, lists of text, Days, Codes, or sentences.

    Raises KeyError for an unknown key.
    """
    zh, en = TEXTS[key]
    return Told(_filled(zh, facts, "zh"), _filled(en, facts, "en"))


def _filled(text: str, facts: Mapping[str, object], language: str) -> str:
    return text.format(**{name: _in(fact, language) for name, fact in facts.items()})


def _in(fact: object, language: str) -> object:
    if isinstance(fact, Told | Days | Weekday | Code):
        return fact.say(language)
    return listed((f"{_in(part, language)}" for part in fact), language) if isinstance(fact, list | tuple) else fact
