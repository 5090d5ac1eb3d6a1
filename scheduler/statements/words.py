"""Words of statements in Chinese and English, one table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduler.calendar.term import weekday_en, weekday_zh
from scheduler.statements.statement import Count

TEXTS: Mapping[str, tuple[str, str]] = {
    "on": ("{weekday}", " on {weekday}"),
    "in_strand": ("时段组 {strand} ", " in strand {strand}"),
    "club.sections": ("{club}{when}{n}", "{club} {n}{when}"),
    "sections.open": ("开班", "is open"),
    "sections.shut": ("不开班", "is shut"),
    "sections.count": ("开{count}个班", "has {count} sections"),
    "club.venue": ("{club}{when}{how}在 {venue}", "{club} {how}in {venue}{when}"),
    "group.venue": ("{of} {day}{what}{how}在 {venue}", "{what} of {of} {how}in {venue}{day}"),
    "group.together": ("{rooms} {day}{how}{what}", "{rooms} {what} {how}{day}"),
    "together": ("合班", "together"),
    "apart": ("不合班", "not together"),
    "and": ("、", " and "),
    "inside.yes": ("", ""),
    "inside.not": ("不", "not "),
    "inside.only": ("只", "only "),
    "inside.elsewhere": ("不只", "not only "),
    "pupil.club": ("{pupil} {when}{how}在{club}", "{pupil} {how}in {club}{when}"),
    "does": ("{adult} {day}{how}带{at}{what}", "{adult} {how} {what}{at}{day}"),
    "does.yes": ("", "does"),
    "does.not": ("不", "does not do"),
    "does.of": (" {at} ", " of {at}"),
    "post": ("{adult} {day}{how}在{at}{what}", "{adult} {how}at {what}{at}{day}"),
    "post.yes": ("", ""),
    "post.not": ("不", "not "),
    "post.at": (" {at} ", " {at}"),
    "club.assists": ("{adult} {when}{how}{club}", "{adult} {how} {club}{when}"),
    "assists.yes": ("协助", "assists"),
    "assists.not": ("不协助", "does not assist"),
    "club.lead": ("{adult} {when}{how}{club}", "{adult} {how} {club}{when}"),
    "lead.yes": ("带", "leads"),
    "lead.not": ("不带", "does not lead"),
    "duties": ("{adult} {when}{n}", "{adult} {n}{when}"),
    "duties.open": ("值班", "serves"),
    "duties.shut": ("不值班", "does not serve"),
    "duties.count": ("有{count}次任务", "has {count} duties"),
    "late_days": ("{adult} {n}", "{adult} {n}"),
    "late_days.open": ("有晚归", "has a late day"),
    "late_days.shut": ("没有晚归", "has no late day"),
    "late_days.count": ("晚归{count}天", "has {count} late days"),
    "exactly": (" {n} ", "{n}"),
    "at_least": ("至少 {n} ", "at least {n}"),
    "at_most": ("至多 {n} ", "at most {n}"),
    "refused.form": (
        "“{words}”不是可以问的话；可以这样问：{forms}",
        "{words!r} is not something that can be asked; ask in one of these forms:{forms}",
    ),
    "refused.adult": ("没有编号为 {word} 的成人{hint}", "there is no adult {word}{hint}"),
    "refused.club": ("没有叫“{word}”的社团{hint}", "there is no club {word}{hint}"),
    "refused.title": (
        "叫“{word}”的社团不止一个，请写编号：{clubs}",
        "several clubs are titled {word}; write the id: {clubs}",
    ),
    "refused.strand": ("没有时段组 {word}{hint}", "there is no strand {word}{hint}"),
    "refused.day": ("“{word}”不是星期几{hint}", "{word} is not a day of the week{hint}"),
    "refused.free": ("这一周的 {word} 不上课", "{word} is not a school day of this week"),
    "refused.never": (
        "社团 {club} 那时不可能开班；本周它可以用的时段组：{strands}",
        "club {club} can never meet then; its strands this week: {strands}",
    ),
    "refused.idle": ("社团 {club} 本周那时不活动", "club {club} does not meet then this week"),
    "refused.venue": ("没有编号为 {word} 的场地{hint}", "there is no venue {word}{hint}"),
    "refused.homeroom": ("没有编号为 {word} 的班级{hint}", "there is no homeroom {word}{hint}"),
    "refused.place": ("没有叫 {word} 的校门或楼{hint}", "there is no gate or building {word}{hint}"),
    "refused.pupil": (
        "学生只能写编号，而且要有学生名册：没有编号为 {word} 的学生{hint}",
        "a pupil is spoken of by the id in the roster: there is no pupil {word}{hint}",
    ),
    "refused.grade": (
        "社团 {club} 不收 {pupil} 所在的年级",
        "club {club} does not take the grade of {pupil}",
    ),
    "refused.merge": (
        "学校文件的 homework.merge 不许这样合班；可以合班的有：{merges}",
        "homework.merge of the school file does not let these be joined; it lets: {merges}",
    ),
    "refused.hard": ("只有“最好”的才有轻重，请去掉（{word}）", "only a preference has a weight; delete ({word})"),
    "refused.weight": (
        "轻重应为 weak 弱、normal 中、strong 强，或 1 至 {most} 分（您写的是 {word}）",
        "a weight is weak, normal, strong, or 1 to {most} points, not {word}",
    ),
    "pins": ("固定与意愿 {count} 项，做到 {kept} 项", "Pins and preferences: {kept} of {count} kept"),
    "pin": ("{how}：{said}（{word}）", "{how}: {said} ({word})"),
    "how.keep": ("固定", "keep"),
    "how.forbid": ("不许", "forbid"),
    "how.prefer": ("最好", "prefer"),
    "how.avoid": ("最好不", "avoid"),
    "pin.kept": ("已做到", "kept"),
    "pin.missed": ("没有做到，计 {weight} 分", "not met, at {weight} points"),
    "pin.broken": ("没有做到，应当做到", "NOT KEPT, as it must be"),
    "pin.misstated": ("计划所写与实际不符", "not as the plan states it"),
    "pin.unread": ("现在的学校文件里读不出：{reason}", "no longer about this school: {reason}"),
    "refused.near": ("；是不是 {near}？", "; did you mean {near}?"),
    "between": (" {least} 至 {n} ", "{least} to {n}"),
}


def text(key: str, language: str, **facts: object) -> str:
    """The text of a key in `zh` or `en`, filled with facts; raises KeyError for an unknown key."""
    return TEXTS[key][0 if language == "zh" else 1].format(**facts)


@dataclass(frozen=True)
class Named:
    """A thing of the school file with a title of its own: in Chinese the title is said, in English the id too."""

    id: str
    title: str = field(default="", compare=False)

    def say(self, language: str) -> str:
        """“舞蹈” or dance (舞蹈)."""
        if language == "zh":
            return f"“{self.title or self.id}”"
        return f"{self.id} ({self.title})" if self.title else self.id


def count_text(count: Count, language: str, what: str) -> str:
    """A count of things, such as "has at most 3 duties"; at least one and none have words of their own."""
    if (count.least, count.most) in ((1, None), (0, 0)):
        return text(f"{what}.{'shut' if count.most == 0 else 'open'}", language)
    if count.most is None:
        number = text("at_least", language, n=count.least)
    elif count.least == 0:
        number = text("at_most", language, n=count.most)
    elif count.least == count.most:
        number = text("exactly", language, n=count.least)
    else:
        number = text("between", language, least=count.least, n=count.most)
    return text(f"{what}.count", language, count=number)


def inside(count: Count, only: bool) -> str:
    """The key of how something is in a place: there, not there, or, for what is counted elsewhere, only there."""
    return f"inside.{('only' if only else 'not') if count.most == 0 else ('elsewhere' if only else 'yes')}"


def on(weekday: int | None, language: str) -> str:
    """周二 or " on Tue"; empty for the whole week."""
    return "" if weekday is None else text("on", language, weekday=weekday_text(weekday, language))


def weekday_text(weekday: int, language: str) -> str:
    """周二 or Tue."""
    return weekday_zh(weekday) if language == "zh" else weekday_en(weekday).capitalize()
