"""Words of repairs in Chinese and English, one table."""

from collections.abc import Mapping
from datetime import date

from scheduler.calendar.term import weekday_en, weekday_zh
from scheduler.domain.changes import ChangeKind

TEXTS: Mapping[str, tuple[str, str]] = {
    "when": ("{weekday} {clock}", "{weekday} {clock}"),
    "adult.takes": ("{who}：{when} 到 {place} 负责{what}{instead}", "{who}: {when} takes {what} in {place}{instead}"),
    "adult.helps": (
        "{who}：{when} 到 {place} 协助{what}{instead}",
        "{who}: {when} helps with {what} in {place}{instead}",
    ),
    "adult.holds": ("{who}：{when} 值{what}（{place}）{instead}", "{who}: {when} holds {what} ({place}){instead}"),
    "adult.off": ("{who}：{when} 不再承担{what}{now}", "{who}: {when} no longer has {what}{now}"),
    "adult.place": (
        "{who}：{when} {what} 改在 {place}（原在 {old}）",
        "{who}: {when} {what} meets in {place} instead of {old}",
    ),
    "adult.activity": (
        "{who}：{when} {what} 当天不开展社团活动，学生在 {place} 参加班级活动，由您负责",
        "{who}: {when} {what} is no club that day; its pupils have class activity in {place}, in your charge",
    ),
    "adult.relief_off": ("{who}：{when} 的调休取消", "{who}: time off {when} is dropped"),
    "adult.relief": ("{who}：{when} 调休", "{who}: time off {when}"),
    "homeroom.adult": (
        "{who} 班：{when} {what} 由 {now} 负责{instead}",
        "{who}: {when} {what} is in charge of {now}{instead}",
    ),
    "homeroom.place": (
        "{who} 班：{when} {what} 改在 {place}（原在 {old}）",
        "{who}: {when} {what} meets in {place} instead of {old}",
    ),
    "homeroom.activity": (
        "{who} 班：{when} {what} 不开展，{pupils} 名学生在 {place} 参加班级活动（{now} 负责）",
        "{who}: {when} {what} does not meet; {pupils} pupils have class activity in {place} with {now}",
    ),
    "homeroom.pupil": ("{who} 班：学生 {what} 的社团改为 {now}{instead}", "{who}: pupil {what} now has {now}{instead}"),
    "venue.in": ("{who}：{when} {what} 在此（{pupils} 人）", "{who}: {when} {what} meets here ({pupils} pupils)"),
    "venue.out": ("{who}：{when} {what} 不在此", "{who}: {when} {what} is not here"),
    "gap": ("{when} {what}（{id}），可以顶上的人：", "{when} {what} ({id}), who could take it:"),
    "gap.could": ("{who}：{points} 分，本周已有 {duties} 次任务", "{who}: {points} points, {duties} duties this week"),
    "gap.stopped": ("{who} 不行：{reasons}", "{who} cannot: {reasons}"),
    "gap.nobody": (
        "  没有人可以直接顶上（不改动其他人的任务时）",
        "  nobody, with everybody else's duties as they are",
    ),
    "instead": ("，代替 {old}", " instead of {old}"),
    "taken": ("，由 {other} 接替", "; {other} takes it"),
    "not_held": ("（取消）", "; it is not held"),
    "nobody": ("（暂无人）", "; nobody has it yet"),
    "place.none": ("（尚无场地）", "(no place yet)"),
    "adult.none": ("（尚无人）", "(nobody yet)"),
    "changes.called_in": ("当天被叫来", "called in"),
    "changes.duty": ("多一次任务", "a duty more"),
    "changes.moved": ("同一时间换任务", "another duty at the same hours"),
    "changes.relieved": ("免去一次任务", "a duty less"),
    "changes.told_late": ("当天才通知", "told on the very day"),
    "changes.room": ("换场地", "another place"),
    "changes.young_room": ("低年级换场地", "another place for grades 1 or 2"),
    "changes.club_off": ("社团当天不开展", "a club does not meet"),
    "changes.place_lost": ("学生换社团", "a pupil in another club"),
}


def text(key: str, language: str, **facts: object) -> str:
    """The text of a key in `zh` or `en`, filled with facts; raises KeyError for an unknown key."""
    return TEXTS[key][0 if language == "zh" else 1].format(**facts)


def change_text(kind: ChangeKind, language: str) -> str:
    """A kind of change in words."""
    return text(f"changes.{kind}", language)


def day_text(when: date, language: str) -> str:
    """周二 09-08 or Tue 09-08."""
    weekday = when.isoweekday()
    return f"{weekday_zh(weekday) if language == 'zh' else weekday_en(weekday).capitalize()} {when:%m-%d}"
