"""Words of the charts in Chinese and English, one table."""

from collections.abc import Mapping

from scheduler.domain.vocabulary import LANGUAGES, VOCABULARY

WORDS: Mapping[str, tuple[str, str]] = {
    **VOCABULARY,
    "post": ("岗位", "post"),
    "lesson": ("课", "lesson"),
    "sign.early_activity": ("早", "EA"),
    "sign.homework": ("作", "HW"),
    "sign.support": ("帮", "SU"),
    "sign.extension": ("拓", "EX"),
    "sign.club": ("社", "CL"),
    "sign.class_activity": ("班", "CA"),
    "sign.extended_care": ("延", "XC"),
    "sign.evening_study": ("晚", "EV"),
    "sign.post": ("岗", "PO"),
    "lead": ("负责", "lead"),
    "assistant": ("协助", "assistant"),
    "week": ("{first} 至 {last}", "{first} to {last}"),
    "page": ("第 {page}/{pages} 页", "page {page}/{pages}"),
    "roster": ("依据学生名册", "from the roster"),
    "counts": ("依据预计人数", "from expected counts"),
    "policy": ("依据：{document}", "Policy: {document}"),
    "season": ("{season}作息", "{season} bells"),
    "undrawn": (
        "计划中 {count} 处与学校数据不符，未绘出",
        "{count} items of the plan do not fit the school and are not drawn",
    ),
    "nothing": ("本周没有排任何活动", "Nothing is planned this week"),
    "no_clubs": ("本周没有社团开班", "No club section opens this week"),
    "no_duties": ("本周没有任何人有职责", "Nobody has a duty this week"),
    "no_pupils": ("本周没有学生参加", "No pupil attends this week"),
    "short": ("缺人或缺场地", "short of an adult or a venue"),
    "short.adults": ("缺 {count} 人", "short {count}"),
    "short.people": ("缺人", "shortage"),
    "no_venue": ("无场地", "no venue"),
    "nobody": ("无人", "nobody"),
    "unused": ("本周空闲场地：{venues}", "Venues not used this week: {venues}"),
    "seats": ("{capacity} 座", "{capacity} seats"),
    "rooms": ("{count}班", "{count} cl"),
    "size": ("{count}人", "{count}p"),
    "block": (
        "每格：标志 班级或社团（“10班”＝10个班合并）；人数 负责人（“+1”＝另有 1 人）",
        "each block: sign, homeroom or club (10 cl = 10 classes); pupils (p), lead (+1 = one more adult)",
    ),
    "relief": ("弹性上下班（晚到/早走）", "flexible hours (late start / early leave)"),
    "free": ("在校无安排", "at school, free"),
    "away": ("不在校", "not at school"),
    "research": ("教研", "research"),
    "adult.sums": (
        "职责 {duties} 项，其中晚间 {late} 分钟；弹性时间：应得 {earned}，已排 {granted}，结转 {carried} 分钟",
        "duties: {duties}, late minutes: {late}; flexible time earned {earned}, granted {granted}, carried {carried}",
    ),
    "late": ("晚间分钟", "late minutes"),
    "duties": ("职责项数", "duties"),
    "mean": ("均衡组平均 {mean:.0f} 分钟", "mean of the fairness group {mean:.0f} min"),
    "spread": ("最多 {most} − 最少 {least} = {spread} 分钟", "largest {most} - smallest {least} = {spread} min"),
    "mean.line": ("均衡组（专任教职工）平均", "mean of the fairness group (own full-time staff)"),
    "others": ("其他人员", "others"),
    "soft": ("每周职责提示线 {count}", "weekly duties soft cap {count}"),
    "load.note": (
        "晚间分钟＝第一时段结束后的在岗分钟；职责包括岗位",
        "late minutes: on duty after period 1; duties include posts",
    ),
    "capacity": ("每班上限", "capacity of a section"),
    "minimum": ("成班人数", "minimum enrolment"),
    "first_choices": ("第一志愿人数", "pupils who want it first"),
    "interest": ("预计意向人数", "pupils expected to want it"),
    "beyond": ("超出图幅", "beyond the axis"),
    "below": ("人数不足、超员或缺负责人、场地", "too few, too many, or no lead or venue"),
    "pupils": ("人数（人）", "pupils"),
    "closed": ("未开班", "not open"),
    "clubs.note": (
        "每格一个班，标注“走班组.班号 人数/上限”",
        "one box a section, marked strand.number enrolled/capacity",
    ),
    "strand": ("{id}：{days}，{grades}年级", "{id}: {days}, grades {grades}"),
    "adults": ("成人（人）", "adults"),
    "needed": ("需要（各组加岗位）", "needed (groups and posts)"),
    "in_groups": ("到位：各组", "there: in groups"),
    "at_posts": ("到位：岗位", "there: at posts"),
    "on_duty": ("在岗合计（含陪同）", "all on duty (with chaperones)"),
    "peak": ("最多需 {need} 人，缺 {short}", "peak need {need}, short {short}"),
}


def word(key: str, language: str, **values: object) -> str:
    """The text of a key in `zh` or `en`, filled with the values; a key not in the table is its own text.

    School files may bring venues, subjects and posts of their own: `subject.drama` is then shown as drama.
    """
    if key not in WORDS:
        return key.partition(".")[2] or key
    text = WORDS[key][LANGUAGES.index(language)]
    return text.format(**values) if values else text
