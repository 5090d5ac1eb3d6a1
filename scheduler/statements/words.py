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
    "club.lead": ("{adult} {when}带{club}", "{adult} leads {club}{when}"),
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


def weekday_text(weekday: int, language: str) -> str:
    """周二 or Tue."""
    return weekday_zh(weekday) if language == "zh" else weekday_en(weekday).capitalize()
