"""Words of explanations in Chinese and English, one table."""

from collections.abc import Iterable, Mapping
from datetime import date

from scheduler.calendar.term import weekday_en, weekday_zh
from scheduler.domain.vocabulary import duty_text as duty_text
from scheduler.domain.vocabulary import listed as listed

TEXTS: Mapping[str, tuple[str, str]] = {
    "certain": ("肯定不够", "certain"),
    "tight": ("没有余量", "tight"),
    "adult.certain": (
        "需要 {wanted} 人（{what}），只有 {supply} 人可以承担，无论怎样排都缺 {short} 人",
        "{wanted} adults are needed ({what}), {supply} can serve: {short} short however it is planned",
    ),
    "adult.tight": (
        "需要 {wanted} 人（{what}），可以承担的恰好 {supply} 人，没有余量",
        "{wanted} adults are needed ({what}), just {supply} can serve: nobody to spare",
    ),
    "venue.certain": (
        "有 {wanted} 个组需要场地（{what}），可用的只有 {supply} 处，无论怎样排都缺 {short} 处",
        "{wanted} groups need a place ({what}), {supply} places can be used: {short} short however it is planned",
    ),
    "venue.tight": (
        "有 {wanted} 个组需要场地（{what}），可用的恰好 {supply} 处，没有余量",
        "{wanted} groups need a place ({what}), just {supply} can be used: none to spare",
    ),
    "seat.certain": (
        "{what}有 {wanted} 名学生要参加社团，这些年级能报的社团按人数上限、班数和器材最多收 {supply} 人，"
        "{short} 人没有名额",
        "{wanted} pupils of {what} want a club; by size, sections and equipment the clubs open to them take {supply}:"
        " {short} pupils have no place",
    ),
    "led.certain": (
        "{what}有 {wanted} 名学生要参加社团，有资格且有空的人最多能带 {supply} 人的社团班，至少缺 {short} 名负责人",
        "{wanted} pupils want a club in {what}; the qualified adults who are free can lead sections for {supply}:"
        " at least {short} leads short",
    ),
    "housed.certain": (
        "{what}有 {wanted} 名学生要参加社团，合适的场地最多容纳 {supply} 人，至少缺 {short} 处场地",
        "{wanted} pupils want a club in {what}; the places that suit hold {supply}: at least {short} places short",
    ),
    "equipment.certain": (
        "要让{what} 的学生都有社团名额，至少同时要用 {thing} {wanted} 件，只有 {supply} 件：至少 {short} 人没有名额",
        "for all pupils of {what} to have a club at least {wanted} pieces of {thing} are needed at one time, there are"
        " {supply}: at least {short} pupils have no place",
    ),
    "duties.certain": (
        "本周至少有 {wanted} 人次（{what}），按每人每周次数上限最多承担 {supply} 人次，缺 {short} 人次",
        "at least {wanted} duties this week ({what}); within everybody's weekly cap {supply} can be served:"
        " {short} short",
    ),
    "duties.tight": (
        "本周至少有 {wanted} 人次（{what}），按每人每周次数上限恰好承担 {supply} 人次，没有余量",
        "at least {wanted} duties this week ({what}); within everybody's weekly cap just {supply} can be served",
    ),
    "late.certain": (
        "本周至少需要 {wanted} 人次晚归（{what}），按每人晚归天数上限最多 {supply} 人次，缺 {short} 人次",
        "at least {wanted} late days of adults this week ({what}); within everybody's cap there are {supply}:"
        " {short} short",
    ),
    "late.tight": (
        "本周至少需要 {wanted} 人次晚归（{what}），按每人晚归天数上限恰好 {supply} 人次，没有余量",
        "at least {wanted} late days of adults this week ({what}); within everybody's cap there are just {supply}",
    ),
    "unserved": (
        "第 {clause} 条{when} 缺{what} × {amount}：{where}",
        "clause {clause}{when}: short of {what} x {amount}: {where}",
    ),
    "unmet.adult": ("人员", "adults"),
    "unmet.venue": ("场地", "places"),
    "unmet.chaperone": ("陪同的本校教师", "own staff beside an outside lead"),
    "unmet.seat": ("社团名额", "club places"),
    "candidate.free": ("{id}：没有妨碍，可以直接承担", "{id}: nothing in the way, could serve at once"),
    "candidate.stopped": ("{id}：{why}", "{id}: {why}"),
    "club.closed": ("{id}：没有开班", "{id}: no section opens"),
    "club.full": ("{id}：{places} 个名额已满", "{id}: all {places} places taken"),
    "club.room": ("{id}：还有 {places} 个名额", "{id}: {places} places left"),
    "lacking": ("；比可开的班数少：{parts}", "; fewer than sections that could open: {parts}"),
    "lacking.led": ("能带 {skill} 的 {count} 人", "by {count} those to lead {skill}"),
    "lacking.housed": ("{rooms} {count} 处", "by {count} places of kind {rooms}"),
    "or": ("或", " or "),
    "clause": ("第 {number} 条", "clause {number}"),
    "week": ("本周", "the week"),
    "stopped": ("；另有：{parts}", "; besides: {parts}"),
    "stopped.adult": ("{count} 人{reason}", "{count} {reason}"),
    "stopped.venue": ("{count} 处{reason}", "{count} {reason}"),
    "grades": ("{grades} 年级", "grades {grades}"),
    "strand": ("时段组 {strand}", "strand {strand}"),
    "lead": ("负责", "lead"),
    "assistant": ("协助", "assist"),
    "reason.42/away": ("不在校", "not at school then"),
    "reason.42/lesson": ("有正课", "have a regular lesson"),
    "reason.42/protected": ("在保护期", "in a protected period"),
    "reason.42/no_rest": ("次日早上有课", "have a lesson early next day"),
    "part.certain": ("肯定不够的（任何计划都避免不了）{count} 项", "Certainly short, in every plan: {count}"),
    "part.unserved": (
        "计划没有满足的需求 {count} 类，以及最接近的人选或场地",
        "Unmet in the plan, with who or what came closest: {count} kinds",
    ),
    "part.tight": ("刚好够、没有余量的 {count} 项", "Met with nothing to spare: {count}"),
    "part.nothing": (
        "没有缺口：人手、技能、场地和名额都有余量",
        "Nothing is short: adults, skills, places and club seats all have room to spare",
    ),
    "tally": ("共考虑 {count} 个，主要原因：{parts}", "of {count} considered, held off mostly by: {parts}"),
    "tally.part": ("{count} 个{reason}", "{count} {reason}"),
    "reason.42/sessions": ("本周次数已满", "at the weekly cap of duties"),
    "reason.42/late_days": ("晚归天数已满", "at the cap of late days"),
    "reason.42/evenings": ("晚自习次数已满", "at the cap of evenings"),
    "reason.42/evenings_running": ("前后一晚已值班", "on duty the evening before or after"),
    "reason.42/club_leads": ("带班数已满", "lead as many sections as they may"),
    "reason.73/adult_twice": ("同时另有任务", "have another duty then"),
    "reason.73/adult_far": ("从别处走不过来", "too far away just before or after"),
    "reason.73": ("同时另有任务", "have another duty then"),
    "reason.28/too_many": ("带班数已满", "lead as many sections as they may"),
    "reason.28": ("没有带这个社团的资格", "not qualified for the club"),
    "reason.52": ("不具备这门学科的能力", "not competent in the subject"),
    "reason.53": ("不具备这门学科的能力", "not competent in the subject"),
    "reason.61/alone": ("是校外人员，不能单独在场", "from outside, may not be alone"),
    "reason.60": ("只承担岗位值守", "hold posts only"),
    "reason.10": ("不是带班领导", "not one of the duty leads"),
    "reason.75": ("不符合岗位要求", "may not hold the post"),
    "reason.77": ("不符合岗位要求", "may not hold the post"),
    "reason.78": ("不具备岗位的技能或资格", "without the skill or standing for the post"),
    "reason.26/shared": ("同时被占用", "taken then"),
    "reason.26/full": ("太小", "too small"),
    "reason.26/unsuited": ("类别不合适", "of an unsuited kind"),
    "reason.26/closed": ("当天关闭", "closed that day"),
    "reason.42": ("受每周上限所限", "at a weekly cap"),
    "reason.61/papers": ("证明不齐或过期", "without valid papers"),
    "reason.61/class_lead": ("是校外人员，不能单独负责班级", "from outside, may not lead a class group"),
    "reason.62": ("由不得引入的机构派出", "sent by a body that may not come in"),
    "reason.58": ("派出机构资质不符", "sent by a provider whose papers do not admit it"),
    "reason.57": ("派出机构资质不符", "sent by a provider whose papers do not admit it"),
    "reason.15": ("在参加教研", "in a teaching-research block"),
    "reason.41": ("不是本校教职工", "not own staff"),
    "reason.26": ("不合适、太小或当天关闭", "do not suit, are too small or closed"),
    "reason.76": ("没有在期限内做安全检查", "not inspected in time"),
    "reason.79": ("在室外、天黑又没有灯", "outdoors and dark by then"),
    "reason": ("受第 {clause} 条限制", "barred by clause {clause}"),
}


def text(key: str, language: str, **facts: object) -> str:
    """The text of a key in `zh` or `en`, filled with facts; raises KeyError for an unknown key."""
    return TEXTS[key][0 if language == "zh" else 1].format(**facts)


def reason_text(clause: int, rule: str, language: str) -> str:
    """How a reason to bar somebody or some place is said."""
    key = next((k for k in (f"reason.{clause}/{rule}", f"reason.{clause}") if k in TEXTS), "reason")
    return text(key, language, clause=clause)


def days_text(dates: Iterable[date], language: str) -> str:
    """Weekdays with their dates, such as `Wed 12-09`."""
    name = weekday_zh if language == "zh" else weekday_en
    return listed([f"{name(d.isoweekday()).capitalize()} {d:%m-%d}" for d in dates], language)
