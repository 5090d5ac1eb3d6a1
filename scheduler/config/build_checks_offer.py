"""What the sections say about each other: clubs, strands, groups, contents and the policy's numbers."""

from collections.abc import Collection, Mapping
from typing import get_args

from scheduler.calendar.term import weekday_en, weekday_zh
from scheduler.config.build_calendar import stage_of
from scheduler.config.build_findings import EQUIPMENT, PROVIDER, STRAND, Complaints, Rule
from scheduler.config.build_offer import DEFAULT_CONTENT
from scheduler.config.build_places import venue_capacity
from scheduler.config.meant import meant_weekday
from scheduler.config.nearest import nearest
from scheduler.config.policy_pack import names_rule, ratio_table
from scheduler.config.schema import Category, ClubFile, SchoolFile
from scheduler.config.schema_types import WEEKDAY_WORDS
from scheduler.config.source import FieldPath, walk
from scheduler.domain.people import AdultKind

_NO_STRANDS = (
    "clubs meet in strands; write some, like strands: {A: {grades: 1-6, weekdays: [mon, wed]}}",
    "社团须有时段组，请写 strands，例如 strands: {A: {grades: 1-6, weekdays: [mon, wed]}}",
)
_NEVER_MEETS = (
    "no strand this club may use is for its grades, so it never meets",
    "可用的时段组都不含该社团的年级，因此不会开班",
)
SEATED = 0
"""Risk of class-based groups, which every grade of the school needs a ratio for."""


def check_clubs(file: SchoolFile, complaints: Complaints) -> None:
    """Clubs: known ids, sizes in order, a venue that holds a section, a ratio for every grade."""
    largest: dict[str, int] = {}
    for key, venue in file.venues.items():
        largest[venue.kind] = max(largest.get(venue.kind, 0), venue_capacity(file, key) or 0)
    unmeasured = {venue.kind for key, venue in file.venues.items() if venue_capacity(file, key) is None}
    if file.clubs and not file.strands:
        complaints.at(("clubs",), _NO_STRANDS, key=True)
    for key, club in file.clubs.items():
        at = ("clubs", key)
        complaints.known((*at, "provider"), club.provider, file.providers, PROVIDER)
        for index, strand in enumerate(club.strands):
            complaints.known((*at, "strands", index), strand, file.strands, STRAND)
        for kind in club.equipment:
            complaints.known((*at, "equipment", kind), kind, file.equipment, EQUIPMENT, key=True)
        _check_sizes(at, club, complaints)
        if unmeasured.isdisjoint(club.venues):
            _check_room(key, club, largest, complaints)
        _check_risk(file, at, club, complaints)


def check_strands(file: SchoolFile, complaints: Complaints) -> None:
    """Strands: no grade twice on a weekday, one clock time for period 2."""
    taken: dict[tuple[int, int], str] = {}
    for key, strand in file.strands.items():
        for weekday in strand.weekdays:
            for grade in strand.grades:
                owner = taken.setdefault((grade, weekday), key)
                if owner != key:
                    rule = (
                        f"grade {grade} already has strand {owner} on {weekday_en(weekday)}",
                        f"{grade} 年级{weekday_zh(weekday)}已有时段组 {owner}",
                    )
                    complaints.at(("strands", key, "weekdays"), rule)
                    break
        _check_days_with_clubs(file, key, complaints)


def check_groups(file: SchoolFile, complaints: Complaints) -> None:
    """Contents of class-based days are allowed ones; support groups are for grades of the school."""
    allowed = file.rules.contents.allowed
    for key, content in file.class_activities.items():
        path = ("class_activities", key)
        if key not in (*WEEKDAY_WORDS, DEFAULT_CONTENT):
            rule = ("must be a weekday or `default`", "应为星期或 default")
            complaints.at(path, rule, nearest(key, (DEFAULT_CONTENT,)) or meant_weekday(key), key=True)
        if content not in allowed:
            rule = (f"must be one of {', '.join(allowed)}", f"应为 {'、'.join(allowed)} 之一")
            complaints.at(path, rule, nearest(content, allowed))
    grades = {homeroom.grade for homeroom in file.homerooms.values()}
    for key, group in file.support_groups.items():
        if not grades & set(group.grades):
            complaints.at(("support_groups", key, "grades"), _no_grade(grades))
    categories = get_args(Category)
    for key, provider in file.providers.items():
        for index, word in enumerate(provider.scope):
            if word not in categories:
                rule = (f"must be one of {', '.join(categories)}", f"应为 {'、'.join(categories)} 之一")
                complaints.at(("providers", key, "scope", index), rule, nearest(word, categories))


def check_rules(file: SchoolFile, complaints: Complaints) -> None:
    """The policy's numbers: complete for every kind of adult and grade, in order, assumptions that exist."""
    rules = file.rules
    _check_kinds(("rules", "credentials"), rules.credentials, complaints)
    _check_kinds(("rules", "allowances", "by_kind"), rules.allowances.by_kind, complaints)
    _check_ratios(file, complaints)
    for index in range(1, len(rules.rank_costs)):
        if rules.rank_costs[index] < rules.rank_costs[index - 1]:
            least = rules.rank_costs[index - 1]
            rule = (
                f"must be >= {least}: a later wish must not cost less",
                f"不应小于 {least}：靠后的志愿代价不应更小",
            )
            complaints.at(("rules", "rank_costs", index), rule)
    written = complaints.document.data.get("rules", {})
    for index, entry in enumerate(rules.assumed):
        if not names_rule(written, entry):
            fields = [".".join(map(str, path)) for path in walk(written) if path]
            rule = ("names no field of the rules", "rules 中没有这个字段")
            complaints.at(("rules", "assumed", index), rule, nearest(entry, fields))


def note_idle_clubs(file: SchoolFile, complaints: Complaints) -> None:
    """Note every club that no strand can hold."""
    for key, club in file.clubs.items():
        usable = [strand for name, strand in file.strands.items() if name in club.strands or not club.strands]
        if usable and all(set(strand.grades).isdisjoint(club.grades) for strand in usable):
            complaints.note(("clubs", key, "grades"), _NEVER_MEETS)


def note_missing_skills(file: SchoolFile, complaints: Complaints) -> None:
    """Note every skill or subject that is asked for and that nobody has."""
    held = {skill for adult in file.adults.values() if not adult.on_leave for skill in adult.skills}
    named = {club for adult in file.adults.values() if not adult.on_leave for club in adult.clubs}
    rule = ("nobody at the school has this skill", "学校没有人具备这项技能")
    for key, club in file.clubs.items():
        if club.skill not in held and key not in named:
            complaints.note(("clubs", key, "skill"), rule)
    for key, group in file.support_groups.items():
        if group.subject not in held:
            complaints.note(("support_groups", key, "subject"), rule)
    for key, post in file.rules.posts.items():
        if post.skill is not None and post.skill not in held:
            complaints.note(("rules", "posts", key, "skill"), rule)


def _check_kinds(path: FieldPath, table: Mapping[AdultKind, object], complaints: Complaints) -> None:
    absent = ", ".join(kind.value for kind in AdultKind if kind not in table)
    if absent:
        complaints.at(path, (f"must also name {absent}", f"还应写明 {absent}"), key=True)


def _check_ratios(file: SchoolFile, complaints: Complaints) -> None:
    table = ratio_table(file.rules)
    at = ("rules", "ratios")
    for grade in sorted({homeroom.grade for homeroom in file.homerooms.values()}):
        if (SEATED, grade) not in table:
            rule = (f"has no risk {SEATED} for grade {grade}", f"风险等级 {SEATED} 缺少 {grade} 年级")
            complaints.at(at, rule, key=True)
    for risk, bands in file.rules.ratios.items():
        for band, ratio in bands.items():
            if ratio.target > ratio.hard:
                rule = (f"must be <= hard {ratio.hard}", f"不应大于 hard {ratio.hard}")
                complaints.at((*at, risk, band, "target"), rule)


def _check_sizes(at: FieldPath, club: ClubFile, complaints: Complaints) -> None:
    if club.min > club.capacity:
        complaints.at((*at, "min"), (f"must be <= capacity {club.capacity}", f"不应大于上限 {club.capacity}"))
    kept = sum(club.reserved.values())
    if kept > club.capacity:
        rule = (
            f"places kept must add up to <= capacity {club.capacity}, not {kept}",
            f"保留的名额合计不应大于上限 {club.capacity}，现为 {kept}",
        )
        complaints.at((*at, "reserved"), rule)


def _check_risk(file: SchoolFile, at: FieldPath, club: ClubFile, complaints: Complaints) -> None:
    """A ratio for every grade of the club; of seated ones `_check_ratios` speaks for the school's own grades."""
    ratios = ratio_table(file.rules)
    seated = {homeroom.grade for homeroom in file.homerooms.values()} if club.risk == SEATED else set()
    closed = [grade for grade in club.grades if (club.risk, grade) not in ratios and grade not in seated]
    if closed:
        risks = sorted({risk for risk, grade in ratios if all((risk, other) in ratios for other in club.grades)})
        grades, allowed = ", ".join(map(str, closed)), ", ".join(map(str, risks))
        rule = (
            f"rules.ratios allows no activity of risk {club.risk} for grades {grades}; it allows {allowed or 'none'}",
            f"rules.ratios 不允许 {grades} 年级开展风险等级 {club.risk} 的活动；允许 {allowed or '无'}",
        )
        complaints.at((*at, "risk"), rule)


def _check_room(key: str, club: ClubFile, largest: dict[str, int], complaints: Complaints) -> None:
    rooms = [largest[kind] for kind in club.venues if kind in largest]
    kinds = ", ".join(club.venues)
    if not rooms:
        there = sorted(largest)
        rule = (
            f"the school has no venue of kind {kinds}; it has {', '.join(there)}",
            f"学校没有 {kinds} 类场地；现有 {'、'.join(there)}",
        )
        complaints.at(("clubs", key, "venues"), rule)
    elif club.capacity > max(rooms):
        rule = (
            f"must be <= {max(rooms)}: the largest venue of kind {kinds} holds {max(rooms)}",
            f"不应大于 {max(rooms)}：{kinds} 类最大场地只容 {max(rooms)} 人",
        )
        complaints.at(("clubs", key, "capacity"), rule)


def _no_grade(present: Collection[int]) -> Rule:
    grades = [f"{grade}" for grade in sorted(present)]
    return (
        f"the school has no such grade; it has {', '.join(grades)}",
        f"学校没有这些年级；现有 {'、'.join(grades)}",
    )


def _check_days_with_clubs(file: SchoolFile, key: str, complaints: Complaints) -> None:
    """Every weekday of a strand has a period 2, at one clock time for all its grades."""
    strand = file.strands[key]
    present = {homeroom.grade for homeroom in file.homerooms.values()}
    stages = sorted({stage_of(grade) for grade in strand.grades if grade in present})
    if not stages:
        complaints.at(("strands", key, "grades"), _no_grade(present))
    if len(stages) > 1:
        rule = ("a strand must stay within one stage, whose bells it follows", "一个时段组只能属于一个学段")
        complaints.at(("strands", key, "grades"), rule)
    for stage in stages:
        bells = file.bells.get(stage)
        for index, weekday in enumerate(strand.weekdays):
            if bells and (not bells.p2 or bells.day_kind.get(weekday) == "homework"):
                rule = (f"the bells of {stage} have no period 2 that day", f"{stage} 作息当天没有第二时段")
                complaints.at(("strands", key, "weekdays", index), rule)
