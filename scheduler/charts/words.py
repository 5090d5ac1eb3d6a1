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
    "first_choices": ("第一志愿人数（每个时段组计一次）", "pupils who want it first (once a strand)"),
    "interest": ("预计意向人数", "pupils expected to want it"),
    "beyond": ("超出图幅", "beyond the axis"),
    "below": ("人数不足、超员或缺负责人、场地", "too few, too many, or no lead or venue"),
    "pupils": ("人数（人）", "pupils"),
    "closed": ("未开班", "not open"),
    "clubs.note": (
        "每格一个班，标注“时段组.班号 人数/上限”",
        "one box a section, marked strand.number enrolled/capacity",
    ),
    "strand": ("{id}：{days}，{grades}年级", "{id}: {days}, grades {grades}"),
    "adults": ("成人（人）", "adults"),
    "needed": ("需要（各组加岗位）", "needed (groups and posts)"),
    "in_groups": ("到位：各组", "there: in groups"),
    "at_posts": ("到位：岗位", "there: at posts"),
    "on_duty": ("在岗合计（含陪同）", "all on duty (with chaperones)"),
    "peak": ("最多需 {need} 人，缺 {short}", "peak need {need}, short {short}"),
    "no_names": (
        "按预计人数排班，未到人，没有志愿可绘",
        "Planned from counts: no pupil is placed by name, nothing to draw",
    ),
    "no_strand": ("本周没有时段组活动", "No strand meets this week"),
    "school": ("全校", "school"),
    "grade": ("{grade}年级", "grade {grade}"),
    "all_grades": ("各年级合计", "all grades"),
    "rank.later": ("第 5 志愿及以后", "wish 5 and later"),
    "no_place": ("暂无名额", "no place"),
    "ranks.size": ("{size} · {share:.0f}%", "{size} · {share:.0f} %"),
    "ranks.note": (
        "每名学生在每个时段组计一次；条内为名额数，右侧为合计与第一志愿所占比例",
        "one count for each pupil and strand; in the bars places, at the right all of them and the share of wish 1",
    ),
    "first_choice.note": (
        "首选：该时段组可以满足的最高志愿；在别的时段组得到同一社团也算得到",
        "first choice: the highest wish a strand could grant; that club held in another strand counts as granted",
    ),
    "first_choice.group": (
        "有首选的时段组数：{strands}；学生 {size} 人",
        "strands with a first choice: {strands}; pupils: {size}",
    ),
    "first_choice.row": ("{size} 人，全部落空 {none}（{share:.0f}%）", "{size}, none granted {none} ({share:.0f} %)"),
    "granted.none": ("全部落空", "none granted"),
    "granted.but": ("落空 {missed} 个", "all but {missed} granted"),
    "granted.all": ("全部得到", "all granted"),
    "demand.places": ("名额", "places"),
    "demand.seated": ("在册", "seated"),
    "demand.first": ("首选", "first"),
    "demand.asked": ("申请", "asked"),
    "demand.waiting": ("候补", "waiting"),
    "demand.more": ("多一个名额", "one more place"),
    "demand.gain": ("{part} {gain}", "{part} {gain}"),
    "demand.section": ("可增开一班", "+1 section"),
    "demand.places.long": ("名额", "places"),
    "demand.seated.long": ("在册学生", "pupils seated"),
    "demand.waiting.long": ("候补学生（更想来而未得）", "pupils waiting (would rather be here)"),
    "demand.firsts": ("首选人数", "pupils whose first choice it is"),
    "demand.note": (
        "每行一个社团在一个时段组，候补多者在前；申请：列入志愿、可以满足的学生；首选：其中可以满足的最高志愿",
        "each club and strand, most waiting first; asked: listed and could be granted; first: the highest such wish",
    ),
    "flow.first": ("首选", "first choice"),
    "flow.given": ("得到", "given"),
    "flow.others": ("其余 {count} 个社团", "{count} other clubs"),
    "flow.unlisted": ("志愿外", "outside the list"),
    "flow.no_wish": ("无可满足的志愿", "no wish open"),
    "flow.kept": ("得到首选", "first choice granted"),
    "flow.elsewhere": ("首选在别的时段组得到", "first choice held in another strand"),
    "flow.moved": ("得到后面的志愿", "a later wish granted"),
    "flow.small": ("其余去向与来源合并（±人数）", "smaller moves, merged (± pupils)"),
    "flow.strand": (
        "时段组 {strand}：{pupils} 人，得到首选 {kept}，在别的时段组得到 {elsewhere}，落空 {lost}",
        "strand {strand}: {pupils} pupils, first choice given {kept}, in another strand {elsewhere}, not {lost}",
    ),
    "flow.note": (
        "左：首选（该时段组可以满足的最高志愿）是它的人数；右：从志愿中得到它的人数，志愿外另列",
        "left: whose first choice it is (the highest wish the strand could grant); right: given it from the list",
    ),
}


def word(key: str, language: str, **values: object) -> str:
    """The text of a key in `zh` or `en`, filled with the values; a key not in the table is its own text.

    School files may bring venues, subjects and posts of their own: `subject.drama` is then shown as drama.
    """
    if key not in WORDS:
        return key.partition(".")[2] or key
    text = WORDS[key][LANGUAGES.index(language)]
    return text.format(**values) if values else text
