"""Words of comparisons and sweeps in Chinese and English, one table."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "same": ("相同", "the same"),
    "better": ("更好", "better"),
    "worse": ("更差", "worse"),
    "open": ("未证明", "not proven"),
    "better.tier": ("更好：{tier}少 {by}，已证明", "better: {by} less in {tier}, proven"),
    "worse.tier": ("更差：{tier}多 {by}，已证明", "worse: {by} more in {tier}, proven"),
    "open.tier": (
        "未证明：{tier} {rise}，两个区间 [下限, 数值] 有重叠，加大力度才能分清",
        "not proven: {tier} {rise}, but the intervals [bound, value] overlap; more effort may tell",
    ),
    "same.all": ("各项目标的数值都相同", "the same value in every tier"),
    "breaches.more": ("审核发现的违规多 {count} 处（条款 {clauses}）", "{count} more breaches (clauses {clauses})"),
    "breaches.fewer": ("审核发现的违规少 {count} 处", "{count} breaches fewer"),
    "unequal": (
        "需求不同，数值不能直接相比：{parts}",
        "Unequal demand, so the values are not of the same thing: {parts}",
    ),
    "unequal.pupils": ("参加的学生 {before} → {after}", "pupils who take part {before} → {after}"),
    "unequal.attendances": (
        "人次 {before} → {after}（每百人次补助 {each} → {now} 元）",
        "attendances {before} → {after} (yuan for a hundred {each} → {now})",
    ),
    "unequal.places": (
        "申请社团名额 {before} → {after}（每百个名额的志愿代价 {each} → {now}）",
        "club places sought {before} → {after} (rank cost of a hundred {each} → {now})",
    ),
    "figures": (
        "补助 {yuan} 元（{more:+d}）；任务 {duties} 人次（{served:+d}）；"
        "第一志愿 {first}/{places}（{firsts:+d}）；社团 {sections} 个班（{opened:+d}）",
        "{yuan} yuan ({more:+d}); {duties} duties ({served:+d}); "
        "first wishes {first} of {places} ({firsts:+d}); "
        "{sections} club sections ({opened:+d})",
    ),
    "figures.counts": (
        "补助 {yuan} 元（{more:+d}）；任务 {duties} 人次（{served:+d}）；社团 {sections} 个班（{opened:+d}）",
        "{yuan} yuan ({more:+d}); {duties} duties ({served:+d}); {sections} club sections ({opened:+d})",
    ),
    "late": (
        "专任教职工一周晚间分钟：最多 {most}，最少 {least}，相差 {spread}，合计 {total}"
        "（原来 {was_most}、{was_least}、{was_spread}、{was_total}）",
        "late minutes of own full-time staff: most {most}, least {least}, spread {spread}, together {total} "
        "(was {was_most}, {was_least}, {was_spread}, {was_total})",
    ),
    "late.adults": (
        "参加均衡比较的专任教职工 {was} → {now} 人。比的是最多与最少之差：多一个人就多一个要拉平的人，"
        "所以人手更多时“晚间不均”也可能更差，人手更少时也可能更好",
        "own full-time staff whose evenings are compared: {was} -> {now}. Compared are the most and the least, so one "
        "more adult is one more to be levelled: with more staff the load may be less even, with fewer more even",
    ),
    "unmet": ("未满足：{parts}", "Unmet: {parts}"),
    "unmet.none": ("需求全部满足", "Nothing is unmet"),
    "unmet.part": ("缺{what} {count}（{more:+d}）", "short of {what} x {count} ({more:+d})"),
    "no_plan": ("没有排出计划：{why}", "No plan: {why}"),
    "fault.crashed": ("计算进程两次中断（{note}）", "its process died twice ({note})"),
    "fault.hung": ("计算进程两次超时（{note}）", "its process overstayed twice ({note})"),
    "fault.raised": ("程序出错（{note}）", "it failed ({note})"),
    "fault.interrupted": ("按要求停下", "stopped as asked"),
    "verdict.impossible": ("已证明无解，卡在：{stage}", "proven impossible, stuck at: {stage}"),
    "verdict.no_time": ("时限内没有得到", "none in the time"),
    "bounds": (
        "方括号内是下限，以该周自己的分组为前提；晚间不均、补助、意愿的下限还以它的社团班和名额为前提",
        "In brackets bounds, beside each week's own groups; of load, money and wishes beside its clubs and places too",
    ),
    "more.head": (
        "多一样的价值，每一样都重新排过，最好的在前：",
        "What one more is worth, each planned with, best first:",
    ),
    "more.base": ("现状", "as it is"),
    "more.adult": ("多一名{kind}{skill}{days}", "one more {kind}{skill}{days}"),
    "more.skill": ("（会{skill}）", " for {skill}"),
    "more.days": ("（{days}）", " on {days}"),
    "more.room": ("多一处{kind}", "one more {kind}"),
    "more.section": ("{club} 可开 {count} 个班", "{id}: {count} sections allowed"),
    "more.all": (
        "{club}（{strand}）多一个班，连同负责人、场地和器材",
        "one more section of {id} in {strand}, with lead, room and equipment",
    ),
    "more.first": ("第一志愿 {by:+d}", "first wishes {by:+d}"),
    "more.tier": ("{tier} {by:+d}（{how}）", "{tier} {by:+d} ({how})"),
    "more.line": ("  {title}：{parts}", "  {title}: {parts}"),
    "more.nothing": ("意愿与走动以上的各项目标都不变", "nothing changes in any tier above wishes"),
    "more.none": ("  {title}：没有排出计划（{why}）", "  {title}: no plan ({why})"),
    "kind.own": ("教师", "teacher"),
    "kind.volunteer": ("志愿者", "volunteer"),
    "proven": ("已证明", "proven"),
    "colon": ("：", ": "),
    "frontier.two": (
        "两个数量一起变化：见表和热力图",
        "Two quantities at once: see the table and the heat maps",
    ),
    "paying": ("{tier}：从 {value} 起没有找到更好的", "{tier}: nothing better was found from {value} on"),
    "paying.flat": ("{tier}：各点找到的数值都相同", "{tier}: the same value was found at every point"),
    "paying.flat.least": (
        "{tier}：缺口最少的各点，找到的数值都相同",
        "{tier}: the same value was found wherever the shortage is least",
    ),
    "paying.whole": ("{tier}：一直到最后的 {value} 还在变好", "{tier}: still better at the last, {value}"),
    "paying.proven": (
        "已证明比 {value} 更多时更好",
        "more than {value} is proven to be better",
    ),
    "paying.unproven": (
        "各点的区间 [下限, 数值] 都相交，没有一处已证明有好处",
        "all points are equal within [bound, value]: none is proven to help",
    ),
    "whole": ("到 {to} 为止都排得齐", "nothing is short up to {to}"),
    "whole.none": ("没有一处排得齐", "something is short everywhere"),
    "whole.short": ("已证明从 {at} 起必有缺口", "proven short from {at} on"),
    "head": ("与“{base}”相比：", "Against “{base}”:"),
}


def text(key: str, language: str, **facts: object) -> str:
    """The text of a key in `zh` or `en`, filled with facts; raises KeyError for an unknown key."""
    return TEXTS[key][0 if language == "zh" else 1].format(**facts)
