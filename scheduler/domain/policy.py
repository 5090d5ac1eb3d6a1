"""The county's rules as numbers, already resolved for one school and one season."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduler.domain.changes import ChangeKind
from scheduler.domain.people import AdultKind, Stage
from scheduler.domain.remedies import RemedyKind


@dataclass(frozen=True, slots=True)
class Ratio:
    """Pupils for one counted adult: never more than `hard`, `target` where staff allow."""

    hard: int
    target: int


@dataclass(frozen=True, slots=True)
class PostRule:
    """How many adults hold a kind of post. `per` is `day`, `gate` or `groups`; with `groups`, one for each
    `groups` begun.

    `span` is `service` (first period to the end of period 2), `care` (end of period 2 to the last sign-out),
    `whole` (first period to the last sign-out) or `evening`.
    """

    kind: str
    per: str
    quantity: int
    span: str
    groups: int = 1
    skill: str | None = None
    kinds: frozenset[AdultKind] = frozenset({AdultKind.OWN})
    duty_only: bool = False
    """Whether the post belongs to adults who hold posts only (leaders)."""


@dataclass(frozen=True, slots=True)
class Flexible:
    """Flexible hours (弹性上下班): credit earned per late minute is 1:1; `early_leaves` and `late_starts` bound
    a week."""

    early_leaves: int
    late_starts: int
    longest: int
    normal_start: int
    normal_end: int


@dataclass(frozen=True, slots=True)
class Allowances:
    """Yuan for one delivered session, by kind of adult; `own_late` for extended care and evening study by own staff."""

    by_kind: Mapping[AdultKind, int]
    own_late: int


@dataclass(frozen=True, slots=True)
class Policy:
    """All numbers the clauses need. Clock values are minutes after midnight, durations minutes, money yuan.

    `assumptions` lists the fields whose values are not in the notice.
    """

    id: str
    document: str
    season: str
    area: str
    afternoon_start: int
    required_afternoon_start: int
    off_work: int
    end_tolerance: int
    min_daily_minutes: Mapping[Stage, int]
    inner_breaks_count: bool
    extended_minutes: int
    evening_stages: frozenset[Stage]
    evening_latest_end: int
    evening_counts: bool
    evening_rest_until: int
    study_minutes: Mapping[Stage, int]
    ratios: Mapping[tuple[int, int], Ratio]
    """(risk, grade) to ratio; `(risk, grade)` absent means the activity is not allowed at that grade."""
    support_size: int
    extension_size: int
    inspection_days: int
    required_credentials: Mapping[AdultKind, frozenset[str]]
    own_share_percent: int
    posts: tuple[PostRule, ...]
    extended_group: int
    extended_adults: int
    min_adults_on_site: int
    longest_transition: int
    max_club_leads: int
    soft_sessions: int
    even_within: int
    """Largest minus smallest late minutes of the week that still count as even."""
    protected_p2: bool
    forbidden_contents: frozenset[str]
    allowed_contents: frozenset[str]
    forbidden_providers: frozenset[str]
    partner_kinds: frozenset[str]
    tutoring_words: tuple[str, ...]
    rank_costs: tuple[int, ...]
    unranked_cost: int
    flexible: Flexible
    allowances: Allowances
    assumptions: frozenset[str]
    remedies: Mapping[RemedyKind, int] = field(default_factory=dict)
    """Points each kind of remedy is worth; a kind that is not here is never offered."""
    changes: Mapping[ChangeKind, int] = field(default_factory=dict)
    """Points each kind of change to an announced week costs people; a kind that is not here costs none."""

    def rank_cost(self, rank: int) -> int:
        """Cost of giving the wish at position `rank` (0 = first); past the table it grows as in its last step."""
        table = self.rank_costs
        if rank < len(table):
            return table[rank]
        return min(self.unranked_cost, table[-1] + (rank - len(table) + 1) * (table[-1] - table[-2]))
