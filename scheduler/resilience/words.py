"""Words of resilience and of plans made ready, in Chinese and English, one table."""

from collections.abc import Mapping, Sequence
from datetime import date

from scheduler.calendar.term import weekday_en, weekday_zh

TEXTS: Mapping[str, tuple[str, str]] = {
    "absence.adult": ("{who} {days}缺席", "{who} absent {days}"),
    "absence.dust": ("{days}沙尘，室外不能用（{who}）", "dust {days}, nothing outdoors ({who})"),
    "absence.gym": ("{days}体育馆不能用（{who}）", "the gym closed {days} ({who})"),
    "absence.venue": ("{who} {days}关闭", "{who} closed {days}"),
    "head": (
        "逐一试过 {count} 种单独的缺席或关闭：{legal} 种改动后仍合规，{broken} 种补不上",
        "{count} single absences tried: {legal} have a legal repair, {broken} have none",
    ),
    "unknown": (
        "其中 {count} 种没有在时限内答出，或计算出错",
        "{count} of them were not answered in the time, or failed",
    ),
    "dear": (
        "补得上时平均 {changes:.1f} 处改动，代价 {cost:.1f} 分；其中 {proven} 种已证明代价最小",
        "a repair takes {changes:.1f} changes on average, {cost:.1f} points; {proven} are proven cheapest",
    ),
    "days": ("各天（缺一名成人时）：", "By day, when one adult is missing:"),
    "day": (
        "  {day}：{broken}/{count} 种补不上，补得上的平均 {cost:.1f} 分",
        "  {day}: {broken} of {count} have no repair; the others cost {cost:.1f} points on average",
    ),
    "irreplaceable": ("补不上的 {count} 人或处：", "Irreplaceable: {count}"),
    "irreplaceable.one": ("  {who}：{days}；缺 {why}", "  {who}: {days}; short of {why}"),
    "dearest": ("代价最高的（仍补得上）：", "Dearest that still have a repair:"),
    "dearest.one": (
        "  {absence}：{changes} 处改动，{cost} 分{off}",
        "  {absence}: {changes} changes, {cost} points{off}",
    ),
    "off": ("，停开 {count} 次社团", ", {count} club meetings called off"),
    "cures": ("便宜的补救（各自试过）：", "Cheap cures, each tried:"),
    "cure": (
        "  {remedy}（{price} 分）：{of} 种补不上的，{mends} 种变得补得上",
        "  {remedy} ({price} points): mends {mends} of {of} that have no repair",
    ),
    "leader": ("{days}再有一名带班领导 {id}", "one more leader for the duty lead, {id}: {days}"),
    "cure.none": ("没有找到能补上其中任何一种的办法", "no cure was found that mends any of them"),
    "firm": ("任何一种单独的缺席都补得上", "Every single absence has a legal repair"),
    "what.adult": ("人员", "an adult"),
    "what.venue": ("场地", "a venue"),
    "what.chaperone": ("陪同", "a chaperone"),
    "what.seat": ("名额", "club places"),
    "planb.head": ("备用方案 {count} 份，对应计划 {digest}：", "{count} plans B, for the plan {digest}:"),
    "planb.one": (
        "{folder}：{absence}。{changes} 处改动，{cost} 分{proven}；通知 {told} 人次{verdict}",
        "{folder}: {absence}. {changes} changes, {cost} points{proven}; {told} notices{verdict}",
    ),
    "planb.proven": ("（已证最小）", " (proven least)"),
    "planb.open": ("（下限 {bound}）", " (bound {bound})"),
    "planb.legal": ("；审核通过", "; judged legal"),
    "planb.short": ("；仍缺 {unmet} 项", "; {unmet} demands stay unmet"),
    "planb.none": ("{folder}：{absence}。没有得到改法", "{folder}: {absence}. No repair was found"),
}


def text(key: str, language: str, **facts: object) -> str:
    """The text of a key in `zh` or `en`, filled with facts; raises KeyError for an unknown key."""
    return TEXTS[key][0 if language == "zh" else 1].format(**facts)


def days_said(dates: Sequence[date], language: str) -> str:
    """周二 or Tue; a whole week of several days from first to last."""
    names = [
        weekday_zh(day.isoweekday()) if language == "zh" else weekday_en(day.isoweekday()).capitalize() for day in dates
    ]
    if len(names) <= 2:
        return ("、" if language == "zh" else ", ").join(names)
    return f"{names[0]}{'至' if language == 'zh' else '-'}{names[-1]}"
