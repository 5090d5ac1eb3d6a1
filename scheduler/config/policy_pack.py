"""Policy packs: where they are kept, and the county's numbers resolved for one school and one season."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scheduler.calendar.term import Season
from scheduler.config.beside import ABSENT, SCHOOL_FILE, Refused, beside
from scheduler.config.nearest import nearest
from scheduler.config.schema_rules import Rules, Seasons
from scheduler.config.schema_types import read_grades
from scheduler.domain.people import Stage
from scheduler.domain.policy import Allowances, Flexible, Policy, PostRule, Ratio

_FOLDERS = (Path(__file__).parent / "policies", Path(__file__).parents[2] / "configs" / "policies")


def pack_names() -> tuple[str, ...]:
    """Names of the packs that come with the product, in order."""
    return tuple(sorted({path.stem for folder in _FOLDERS for path in folder.glob("*.yaml")}))


def find_pack(name: str, folder: Path) -> Path | Refused:
    """The file of a policy pack: a shipped name, or that of a YAML file in the `folder` of the school.

    Where there is no such pack, why.
    """
    hint = nearest_pack(name)
    if name.endswith((".yaml", ".yml")):
        own = beside(folder, name)
        if isinstance(own, Path) or own.rule is not ABSENT:
            return own
        hint = own.hint or hint
    elif name in pack_names():
        return next(path for path in (packs / f"{name}.yaml" for packs in _FOLDERS) if path.is_file())
    packs = ", ".join(pack_names())
    rule = (
        f"there is no such policy pack; write one of {packs}, or the name of a .yaml file beside {SCHOOL_FILE}",
        f"没有这个政策包，请写 {packs}，或 {SCHOOL_FILE} 旁的 .yaml 文件名",
    )
    return Refused(rule, hint)


def nearest_pack(name: str) -> str | None:
    """The shipped name closest to a misspelt one."""
    return nearest(name, pack_names())


def names_rule(rules: Mapping[str, Any], dotted: str) -> bool:
    """Whether a dotted entry of `assumed` names a field written in the rules."""
    value: Any = rules
    for step in dotted.split("."):
        if not isinstance(value, Mapping) or step not in value:
            return False
        value = value[step]
    return True


def seasons_of(rules: Rules) -> tuple[Season, ...]:
    """The seasons of the year, summer first. Raises ValueError for a day that does not exist."""
    return seasons_from(rules.seasons)


def seasons_from(written: Seasons) -> tuple[Season, ...]:
    """The seasons of the section `rules.seasons`; as `seasons_of`."""
    pairs = (("summer", written.summer), ("winter", written.winter))
    return tuple(Season(name, first, last) for name, (first, last) in pairs)


def ratio_table(rules: Rules) -> dict[tuple[int, int], Ratio]:
    """(risk, grade) to ratio. Source: `rules.ratios`, an assumption of the pack."""
    return {
        (int(risk), grade): Ratio(rule.hard, rule.target)
        for risk, bands in rules.ratios.items()
        for band, rule in bands.items()
        for grade in read_grades(band)
    }


def resolve_policy(rules: Rules, area: str, season: str, afternoon_start: int | None) -> Policy:
    """The rules of one area and season as the clauses read them.

    Args:
        afternoon_start: the school's own, in minutes after midnight; None = the notice's.
    """
    required = _pick(rules.afternoon_start, area, season)
    return Policy(
        id=rules.id,
        document=rules.document,
        season=season,
        area=area,
        afternoon_start=required if afternoon_start is None else afternoon_start,
        required_afternoon_start=required,
        off_work=_pick(rules.off_work, area, season),
        end_tolerance=getattr(rules.end_tolerance, area),
        min_daily_minutes={stage: getattr(rules.min_daily, stage) for stage in Stage},
        study_minutes={stage: getattr(rules.study, stage) for stage in Stage},
        ratios=ratio_table(rules),
        posts=_posts(rules),
        flexible=_flexible(rules),
        allowances=Allowances(dict(rules.allowances.by_kind), rules.allowances.own_late),
        remedies=dict(rules.remedies),
        changes=dict(rules.changes),
        assumptions=frozenset(rules.assumed),
        **_plain(rules),
        **_lists(rules),
    )


def _plain(rules: Rules) -> dict[str, Any]:
    return {
        "inner_breaks_count": rules.inner_breaks_count,
        "extended_minutes": rules.extended.minutes,
        "extended_group": rules.extended.group,
        "extended_adults": rules.extended.adults,
        "evening_latest_end": rules.evening.latest_end,
        "evening_counts": rules.evening.counts,
        "evening_rest_until": rules.evening.rest_until,
        "support_size": rules.support_size,
        "extension_size": rules.extension_size,
        "inspection_days": rules.inspection_days,
        "own_share_percent": rules.own_share_percent,
        "min_adults_on_site": rules.min_adults_on_site,
        "longest_transition": rules.longest_transition,
        "max_club_leads": rules.max_club_leads,
        "soft_sessions": rules.soft_sessions,
        "even_within": rules.even_within,
        "protected_p2": rules.protected_p2,
        "unranked_cost": rules.unranked_cost,
    }


def _lists(rules: Rules) -> dict[str, Any]:
    return {
        "evening_stages": frozenset(rules.evening.stages),
        "required_credentials": {kind: frozenset(papers) for kind, papers in rules.credentials.items()},
        "forbidden_contents": frozenset(rules.contents.forbidden),
        "allowed_contents": frozenset(rules.contents.allowed),
        "forbidden_providers": frozenset(rules.providers.forbidden),
        "partner_kinds": frozenset(rules.providers.partners),
        "tutoring_words": tuple(rules.tutoring_words),
        "rank_costs": tuple(rules.rank_costs),
    }


def _pick(table: Any, area: str, season: str) -> int:
    chosen: int = getattr(getattr(table, area), season)
    return chosen


def _posts(rules: Rules) -> tuple[PostRule, ...]:
    return tuple(
        PostRule(
            rule.kind or name,
            rule.per,
            rule.quantity,
            rule.span,
            rule.groups,
            rule.skill,
            frozenset(rule.kinds),
            rule.duty_only,
        )
        for name, rule in rules.posts.items()
    )


def _flexible(rules: Rules) -> Flexible:
    rule = rules.flexible
    return Flexible(rule.early_leaves, rule.late_starts, rule.longest, rule.normal_start, rule.normal_end)
