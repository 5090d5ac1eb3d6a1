"""Words of the answers to why and why not, in Chinese and English, one table."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "why": ("为什么是这样：{words}？", "Why is it that {words}?"),
    "why_not": ("为什么不是这样：{words}？", "Why is it not that {words}?"),
    "turned.why": (
        "这一周本来就不是这样；下面回答为什么不是。",
        "It is not so in the week as planned; answered instead: why not.",
    ),
    "turned.why_not": (
        "这一周本来就是这样；下面回答为什么是。",
        "It is so in the week as planned; answered instead: why.",
    ),
    "made": ("定成这样，重新排一周：", "Made so and planned again: "),
    "ruled_out": ("不许这样，重新排一周：", "Ruled out and planned again: "),
    "worse": ("更差，{tier}多 {by}（已证明更差）", "worse by {by} in {tier} (proven to be worse)"),
    "short": (
        "未满足的需求更多，缺口多 {by}（已证明更多）",
        "more demands stay unmet, shortage by {by} more (proven to be more)",
    ),
    "unproven": (
        "没有证明更差：找到的这一周{tier}多 {by}，但下限说不定还能降回来，这可能只是搜索所致",
        "not proven to be worse: the week found has {by} more in {tier}, but no bound says it must; it may be search",
    ),
    "equal": ("一样好，各项目标都不变", "a week as good in every tier was found"),
    "no_worse": (
        "并不更差：找到的这一周{tier}反而少 {by}，原来的计划没有搜索到",
        "no worse: the week found even has {by} less in {tier}, which the search had missed",
    ),
    "binding": (
        "与它不能同时成立的规定（另一求解器已确认）：",
        "What cannot hold together with it (confirmed by a second solver):",
    ),
    "breaches": ("审核的违规数变化 {broken:+d}", "the judge's breaches change by {broken:+d}"),
    "impossible": (
        "做不到，已证明（阶段：{stage}；以前面各阶段已定的为前提）",
        "cannot be: proven in stage {stage}, beside what the stages before it settled",
    ),
    "no_time": (
        "时限内没有排出，不能下结论（阶段：{stage}）",
        "no week found in the time, so nothing can be said (stage {stage})",
    ),
    "tier": ("{tier}：{b} [{bb}] → {a} [{ab}]，{by}，{how}", "{tier}: {b} [{bb}] → {a} [{ab}], {by}, {how}"),
    "tier.same": ("{tier}：{b} [{bb}] → {a} [{ab}]，相同", "{tier}: {b} [{bb}] → {a} [{ab}], the same"),
    "proven": ("已证明", "proven"),
    "open": ("未证明", "not proven"),
    "bounds": (
        "方括号内是下限，以该周自己的分组为前提；晚间不均、补助、意愿的下限还以它的社团班和名额为前提",
        "in brackets bounds, beside each week's own groups; of load, money and wishes beside its clubs and places too",
    ),
    "changes": (
        "不同之处（同样好的周不止一个，未必是改动最少的）：{parts}",
        "What changes (there may be a week as good that changes less): {parts}",
    ),
    "changes.none": ("人员、名额和开班都没有变化", "Nobody's duties, places or sections change"),
    "changes.opened": ("多开 {count} 个班（{ids}）", "{count} sections more ({ids})"),
    "changes.closed": ("少开 {count} 个班（{ids}）", "{count} sections fewer ({ids})"),
    "changes.pupils": ("{count} 名学生换社团（{ids}）", "{count} pupils in another club ({ids})"),
    "changes.staffed": ("{count} 场活动或岗位换人（{ids}）", "{count} sessions or posts with other adults ({ids})"),
    "changes.moved": ("{count} 场活动换地方（{ids}）", "{count} sessions in another venue ({ids})"),
    "changes.added": ("多 {count} 场社团以外的活动或岗位（{ids}）", "{count} other sessions or posts more ({ids})"),
    "changes.dropped": ("少 {count} 场社团以外的活动或岗位（{ids}）", "{count} other sessions or posts fewer ({ids})"),
    "changes.adults": ("{count} 人的任务有变（{ids}）", "{count} adults with other duties ({ids})"),
    "obstacle": (
        "最容易再接下的一项 {duty}，审核的说法：{candidate}",
        "Easiest to take over is {duty}; the judge on it: {candidate}",
    ),
}


def text(key: str, language: str, **facts: object) -> str:
    """The text of a key in `zh` or `en`, filled with facts; raises KeyError for an unknown key."""
    return TEXTS[key][0 if language == "zh" else 1].format(**facts)
