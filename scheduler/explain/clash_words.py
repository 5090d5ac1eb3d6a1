"""Words of clashes in Chinese and English, one table."""

from collections.abc import Iterable, Mapping, Sequence

from scheduler.domain.vocabulary import VOCABULARY, said
from scheduler.explain.barred import Reason
from scheduler.explain.words import listed, reason_text

MOST_NAMED = 8
"""Ids told of a list; the data hold them all."""

TEXTS: Mapping[str, tuple[str, str]] = {
    "clash": ("无法全部满足（第 {clauses} 条）：{wanted}", "cannot all be met (clauses {clauses}): {wanted}"),
    "clash.one": ("无法满足（第 {clauses} 条）：{wanted}", "cannot be met (clause {clauses}): {wanted}"),
    "wanted.adult": ("{part}", "{part}"),
    "wanted.homeroom": ("{part} 个班的场地", "places for {part}"),
    "wanted.group": ("{part} 个组的场地", "places for {part}"),
    "wanted.section": ("{part} 个班的场地", "places for {part}"),
    "wanted.lead": ("{part} 个班的负责人", "leads for {part}"),
    "wanted.seat": ("{part} 名学生的社团名额", "club places for pupils of {part}"),
    "where": ("（{where}）", " ({where})"),
    "against.adult": ("{count} 人{reason}", "{count} {reason}"),
    "against.venue": ("{count} 处{reason}", "{count} {reason}"),
    "against.club": ("{count} 个社团{reason}", "{count} clubs {reason}"),
    "against.rule": ("{reason}", "{reason}"),
    "able.adult": ("可以安排的人选共 {count} 名", "{count} adults may be asked"),
    "able.nobody": ("没有可以安排的人选", "nobody may be asked"),
    "able.venue": ("可以考虑的场地共 {count} 处", "{count} places may be considered"),
    "able.nowhere": ("没有可以考虑的场地", "no place may be considered"),
    "left.adult": ("还剩 {count} 名", "{count} are left"),
    "left.none": ("一个也不剩", "none is left"),
    "left.venue": ("还剩 {count} 处", "{count} are left"),
    "skill.some": ("会“{skill}”的共 {count} 人", "{count} have the skill {skill}"),
    "skill.nobody": ("没有人会“{skill}”", "nobody has the skill {skill}"),
    "skill.barred": (
        "{count} 人会“{skill}”，但不属于这项任务所要的人员类别",
        "{count} have the skill {skill} but are not of the sort the duty asks for",
    ),
    "provider.club": ("{count} 个社团的承办机构不合要求", "{count} clubs are run by a provider that is not admitted"),
    "grade.club": ("{count} 个社团的风险等级不适合该年级", "{count} clubs are too risky for the grade"),
    "rule.6/fill": ("志愿单以外的名额按班级计", "places outside the lists are counted by homeroom"),
    "rule.24/capacity": ("{count} 个社团每班人数以上限为限", "{count} clubs take no more than their size a section"),
    "rule.24/minimum": ("{count} 个社团每班不少于最低人数", "{count} clubs need their least number a section"),
    "rule.25/quota": ("{count} 个社团按班级或年级限额", "{count} clubs have quotas by homeroom or grade"),
    "rule.25/kept": ("{count} 个社团给优先群体保留名额", "{count} clubs keep places for priority groups"),
    "rule.25/apart": ("{count} 个社团要分开不可同组的学生", "pupils are kept apart in {count} clubs"),
    "rule.26/venue": ("{count} 处场地同一时间只能给一个组", "{count} places hold one group at a time"),
    "rule.26/place": ("每个组都要有一处场地", "every group has one place"),
    "rule.26/housing": (
        "{count} 个社团开几个班就要几处场地",
        "{count} clubs need a place for every section that opens",
    ),
    "rule.26/small": ("{count} 处小场地限制每班人数", "{count} small places bound the size of sections"),
    "rule.26/limit": ("{count} 个社团受所用场地大小限制", "{count} clubs are bounded by their places"),
    "rule.27/equipment": ("{count} 种器材只有 {limit} 件", "{count} kinds of equipment have {limit} pieces"),
    "rule.28/leads": ("{count} 人最多带 {limit} 个社团班", "{count} lead at most {limit} club sections"),
    "rule.42/club_leads": ("{count} 人最多带 {limit} 个社团班", "{count} lead at most {limit} club sections"),
    "rule.42/sessions": ("{count} 人每周最多 {limit} 次", "{count} have at most {limit} duties a week"),
    "rule.42/late_days": ("{count} 人每周最多晚归 {limit} 天", "{count} have at most {limit} late days a week"),
    "rule.42/evenings": ("{count} 人每周最多 {limit} 次晚自习", "{count} have at most {limit} evenings a week"),
    "rule.42/evenings_running": ("{count} 人不连续两晚值班", "{count} do not serve two evenings running"),
    "rule.54/lead": ("{count} 个社团开几个班就要几名负责人", "{count} clubs need a lead for every section that opens"),
    "rule.56/interest": ("没有满足的意向如数计入（{count} 个社团）", "unmet interest in {count} clubs is counted"),
    "rule.56/twice": ("学生不重复参加同一社团（{count} 个社团）", "no pupil holds one of {count} clubs twice"),
    "rule.59/share": ("本校教职工承担的比例不得低于规定", "own staff take no less than their share of duties"),
    "rule.61/alone": (
        "{count} 个社团由校外人员负责时，要有本校教职工陪同",
        "own staff stand beside outside leads of {count} clubs",
    ),
    "rule.61/chaperone": ("只有校外人员负责的班才安排陪同", "only sections led from outside have a chaperone"),
    "rule.73/clash": ("{count} 人同一时间只能承担一项任务", "{count} can have one duty at a time"),
    "rule.73/walk": ("{count} 人来不及在两栋楼之间走到", "{count} cannot walk between the buildings in time"),
    "proof.smallest": ("已证最小", "proven smallest"),
    "proof.fewest_rules": (
        "已证缺一不可，涉及的规则也已证最少",
        "proven that nothing can be spared and that no fewer rules clash",
    ),
    "proof.irreducible": ("已证缺一不可", "proven that nothing can be spared"),
    "proof.rules": ("已证这些规则缺一不可", "proven that none of these rules can be spared"),
    "proof.open": ("未证明是否还能再小", "not proven that nothing can be spared"),
    "each": ("这几天每天各自如此", "on each of these days by itself"),
    "besides": ("不计前面已列的需求", "the demands told above left aside"),
    "confirmed": ("另一求解器已确认", "confirmed by a second solver"),
    "unconfirmed": ("另一求解器未能确认", "not confirmed by a second solver"),
    "scope.every": ("任何计划都如此", "in every plan"),
    "scope.plan": ("以这份计划的分组和社团为前提", "with this plan's groups and clubs"),
    "marks": ("（{marks}）", "({marks})"),
    "pins.one": ("这一项做不到：", "This cannot be:"),
    "pins.several": ("这 {count} 项不能同时做到：", "These {count} cannot hold together:"),
    "pins.keep": ("固定：{said}", "keep: {said}"),
    "pins.forbid": ("不许：{said}", "forbid: {said}"),
    "pins.clauses": ("与之冲突的条款：{clauses}", "they clash with clauses {clauses}:"),
    "pins.alone": ("学校这一周没有任何安排能使它成立", "nothing in the school's week could make it so"),
    "found": ("互相冲突的要求 {count} 组", "Clashes: {count}"),
    "met": ("没有冲突：这份计划满足了全部需求", "No clash: this plan meets every demand"),
    "asked.impossible": ("{stage}：有冲突（{scope}）", "{stage}: there are clashes ({scope})"),
    "asked.feasible": (
        "{stage}：需求可以全部满足（{scope}），没有冲突；请用更大的力度再排",
        "{stage}: all demands can be met ({scope}), so nothing clashes; plan again with more effort",
    ),
    "asked.no_answer": (
        "{stage}：在限定的计算量内未能判定是否冲突（{scope}）",
        "{stage}: whether anything clashes was not settled within the limits ({scope})",
    ),
    "stage.groups": ("分班与教室", "groups and rooms"),
    "stage.offer": ("社团开班", "club offer"),
    "stage.seats": ("学生入团", "club seats"),
    "stage.sections": ("社团场地", "club venues"),
    "stage.staff": ("教师排班", "staffing"),
}


def clash_text(key: str, language: str, **facts: object) -> str:
    """The text of a key in `zh` or `en`, filled with facts; raises KeyError for an unknown key."""
    return TEXTS[key][0 if language == "zh" else 1].format(**facts)


def against_text(reason: Reason, kind: str, language: str, *, who: Sequence[str], limit: int | None, skill: str) -> str:
    """What stands against a demand, then whom, where or what it is about."""
    facts = {"count": len(who), "limit": limit, "skill": skill_text(skill, language)}
    if f"{reason.rule}.{kind}" in TEXTS:
        said_so = clash_text(f"{reason.rule}.{kind}", language, **facts)
    elif f"rule.{reason.clause}/{reason.rule}" in TEXTS:
        said_so = clash_text(f"rule.{reason.clause}/{reason.rule}", language, **facts)
    else:
        facts["reason"] = reason_text(reason.clause, reason.rule, language)
        said_so = clash_text(f"against.{kind}", language, **facts)
    colon = "：" if language == "zh" else ": "
    return said_so + (colon + named(who, language) if who else "")


def named(ids: Sequence[str], language: str) -> str:
    """The first of some ids; dots when that is not all."""
    more = "" if len(ids) <= MOST_NAMED else "……" if language == "zh" else ", ..."
    return listed(ids[:MOST_NAMED], language) + more


def apart(sentences: Iterable[str], language: str) -> str:
    """Longer parts in a row."""
    return ("；" if language == "zh" else "; ").join(sentences)


def skill_text(skill: str, language: str) -> str:
    """What a skill is called: first aid is a post as well, the others are subjects or the school's own words."""
    return said(skill, "post" if f"post.{skill}" in VOCABULARY else "subject", language)
