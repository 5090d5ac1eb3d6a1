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
    "head": ("与“{base}”相比：", "Against “{base}”:"),
}


def text(key: str, language: str, **facts: object) -> str:
    """The text of a key in `zh` or `en`, filled with facts; raises KeyError for an unknown key."""
    return TEXTS[key][0 if language == "zh" else 1].format(**facts)
