"""Words of remedies and ways out in Chinese and English, one table."""

from collections.abc import Iterable, Mapping

from scheduler.calendar.term import weekday_en, weekday_zh
from scheduler.domain.vocabulary import skill_text as skill_text
from scheduler.explain.words import listed

TEXTS: Mapping[str, tuple[str, str]] = {
    "more_duties": (
        "{id} 本周多值 {units} 次（上限 {now} → {then}）",
        "{units} more duties a week for {id} (cap {now} -> {then})",
    ),
    "late_day": (
        "{id} 多晚走 {units} 天（上限 {now} → {then}）",
        "{units} more late day(s) a week for {id} (cap {now} -> {then})",
    ),
    "evening": (
        "{id} 多值 {units} 晚（上限 {now} → {then}）",
        "{units} more evening(s) a week for {id} (cap {now} -> {then})",
    ),
    "duties_for_all": (
        "每人每周最多值班次数由 {now} 增至 {then}（本人另有上限的除外）",
        "up to {then} duties a week for everybody instead of {now}, but for caps of their own",
    ),
    "late_for_all": (
        "每人每周最多晚走天数由 {now} 增至 {then}（本人另有上限的除外）",
        "up to {then} late days a week for everybody instead of {now}, but for caps of their own",
    ),
    "third_club": (
        "每人可带的社团班由 {now} 个增至 {then} 个",
        "adults may lead {then} club sections each instead of {now}",
    ),
    "stay": ("{id} {day} {interval} 在校", "{day} {interval} at school for {id}"),
    "research": ("{id} 不参加 {team} 教研（{when}）", "research block of {team} ({when}) let off for {id}"),
    "papers": ("补齐 {id} 的材料：{papers}", "bring the papers of {id} up to date: {papers}"),
    "qualify": ("{id} 取得技能：{skill}", "the skill {skill} gained by {id}"),
    "volunteer": ("再请一名志愿者 {id}：{when}{skills}", "one more volunteer, {id}: {when}{skills}"),
    "retired": (
        "再请一名离退休教师 {id}：{when}{skills}",
        "one more retired teacher, {id}: {when}{skills}",
    ),
    "colleague": ("再有一名本校教职工 {id}：{when}{skills}", "one more own teacher, {id}: {when}{skills}"),
    "guard": ("再有一名门卫 {id}：{when}", "one more guard, {id}: {when}"),
    "volunteer.many": (
        "再请 {count} 名志愿者（{id}）：{when}{skills}",
        "{count} more volunteers ({id}): {when}{skills}",
    ),
    "retired.many": (
        "再请 {count} 名离退休教师（{id}）：{when}{skills}",
        "{count} more retired teachers ({id}): {when}{skills}",
    ),
    "colleague.many": (
        "再有 {count} 名本校教职工（{id}）：{when}{skills}",
        "{count} more own teachers ({id}): {when}{skills}",
    ),
    "guard.many": ("再有 {count} 名门卫（{id}）：{when}", "{count} more guards ({id}): {when}"),
    "with": ("（会{skills}）", " with {skills}"),
    "venue": ("{id}（{kind}，{capacity} 人）", "{id} ({kind}, holds {capacity})"),
    "open_venue": ("{day} 开放 {venues}", "open {venues} on {day}"),
    "inspect": ("在 {day} 前检查 {venues}", "inspect {venues} by {day}"),
    "light": ("给 {venues} 装灯", "put up lights over {venues}"),
    "merge": ("作业辅导等时段 {rooms} 合班", "join {rooms} for homework and other class-based periods"),
    "capacity": ("“{title}”每班由 {now} 人增至 {then} 人", "raise {title} from {now} to {then} places a section"),
    "section": (
        "“{title}”每个时段组最多由 {now} 个班增至 {then} 个班",
        "up to {then} sections of {title} in a strand instead of {now}",
    ),
    "strand": ("“{title}”也在时段组 {strand}（{days}）开设", "offer {title} in strand {strand} ({days}) as well"),
    "equipment": ("{thing} 由 {now} 件增至 {then} 件", "{then} pieces of {thing} instead of {now}"),
    "and": ("；", "; "),
    "way": ("{price} 分：{what}。{came}{best}", "{price} points: {what}. {came}{best}"),
    "enough": ("已试排：不再缺。", "Planned with it: nothing is short."),
    "partly": (
        "已试排：缺口由 {before} 减到 {after}。",
        "Planned with it: the shortage falls from {before} to {after}.",
    ),
    "cheapest": (
        "已证：分组和社团不变时，所考虑的办法中没有更便宜的。",
        " Proven: with groups and clubs as they are, nothing considered is cheaper.",
    ),
    "ways.found": (
        "解决办法（{count} 种，按代价排列；每种都已试排并审核）",
        "Ways out: {count}, cheapest first, each planned with and judged",
    ),
    "ways.partly": (
        "没有找到能完全解决的办法；以下 {count} 种可以减少缺口（现为 {short}）",
        "No way out was found that is enough; these {count} make the shortage of {short} smaller",
    ),
    "ways.none": (
        "政策包 remedies 中的办法都不能减少缺口",
        "No remedy of the policy's table (rules.remedies) makes the shortage smaller",
    ),
    "ways.time": ("限定时间内没有找到解决办法", "No way out was found in the time given"),
    "ways.whole": ("试排的一周什么也不缺，无需解决办法", "A week with nothing short exists; no way out is needed"),
    "ways.unplanned": (
        "试排没有得到结果，无法寻找解决办法",
        "The sketch of a week came to nothing, so no way out can be sought",
    ),
}


def text(key: str, language: str, **facts: object) -> str:
    """The text of a key in `zh` or `en`, filled with facts; raises KeyError for an unknown key."""
    return TEXTS[key][0 if language == "zh" else 1].format(**facts)


def skills_text(skills: Iterable[str], language: str) -> str:
    """Skills in brackets or after "with"; nothing when there are none."""
    words = [skill_text(skill, language) for skill in sorted(skills)]
    return text("with", language, skills=listed(words, language)) if words else ""


def weekdays_text(weekdays: Iterable[int], language: str) -> str:
    """Weekdays in order."""
    name = weekday_zh if language == "zh" else weekday_en
    return listed((name(weekday) for weekday in sorted(weekdays)), language)
