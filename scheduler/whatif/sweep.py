"""The staffing frontier: a week planned for every value of one quantity or two, and where more of it stops paying."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from scheduler.config.finding import InputRefused
from scheduler.config.load import Loaded, with_layer
from scheduler.domain.plan import TierName
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import LANGUAGES, listed, said
from scheduler.planning.outcome import Effort
from scheduler.statements.statement import Condition
from scheduler.whatif.compare import Side, TierOf, Week, side_of
from scheduler.whatif.errand import Errand
from scheduler.whatif.executor import Executor, Fault, News, Told
from scheduler.whatif.quantities import MOST_POINTS, Change, Range, VaryRefused
from scheduler.whatif.run import Named, plan_beside, week_of
from scheduler.whatif.store import Store, digest_of
from scheduler.whatif.words import text

BASE = "base"


@dataclass(frozen=True)
class Settings:
    """How every week is planned: effort, seconds at most, the versions and hashes of all it is made from, the pins."""

    effort: Effort
    seconds: float
    provenance: Mapping[str, str]
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Point:
    """A value of each quantity, and the week planned for it; `side` None: not planned for being stopped."""

    name: str
    values: tuple[int, ...]
    side: Side | None

    def tier(self, name: TierName) -> TierOf | None:
        """A tier's value and bound; None without a plan."""
        return None if self.side is None else next((tier for tier in self.side.tiers if tier.name is name), None)


@dataclass(frozen=True)
class Axis:
    """One quantity: as written, in words, its values, that of the school as it is, and whether more of it eases."""

    name: str
    title: tuple[str, str]
    values: tuple[int, ...]
    now: int
    eases: bool
    percent: bool

    def written(self, value: int) -> str:
        """A value with its unit."""
        return f"{value}%" if self.percent else str(value)


@dataclass(frozen=True)
class Paying:
    """Where a tier stops getting better along an axis that eases: `found_from` is the smallest value after which
    nothing better was found, `proven_until` the largest one that a larger one is proven to better (None: no value is).
    From the value after `proven_until` on, all are equal within their bands. `flat`: all values found are equal."""

    tier: TierName
    found_from: int
    proven_until: int | None
    flat: bool = False


@dataclass(frozen=True)
class Frontier:
    """All points, in the order of their values; `paying` by tier, where one quantity that eases is varied."""

    school: str
    week: str
    axes: tuple[Axis, ...]
    base: Side
    points: tuple[Point, ...]
    paying: tuple[Paying, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every point was planned, with or without a week coming of it."""
        return all(point.side is not None for point in self.points)

    def say(self, language: str) -> str:
        """Where more stops paying; for a quantity that asks for more, up to where nothing is short."""
        if len(self.axes) > 1:
            return text("frontier.two", language)
        axis = self.axes[0]
        if axis.eases:
            return "\n".join(self._paying(axis, paying, language) for paying in self.paying)
        tiers = [(point.values[0], point.tier(TierName.SHORTAGE)) for point in self.points]
        shorts = [(value, tier) for value, tier in tiers if tier is not None]
        whole = max((value for value, tier in shorts if not tier.value), default=None)
        short = min((value for value, tier in shorts if tier.bound), default=None)
        parts = [text("whole.none", language) if whole is None else text("whole", language, to=axis.written(whole))]
        if short is not None:
            parts.append(text("whole.short", language, at=axis.written(short)))
        return axis.title[LANGUAGES.index(language)] + text("colon", language) + listed(parts, language)

    def _paying(self, axis: Axis, paying: Paying, language: str) -> str:
        tier = said(paying.tier, "tier", language)
        last = axis.values[-1]
        key = "paying.whole" if paying.found_from == last and len(axis.values) > 1 else "paying"
        if paying.flat:
            key = "flat" if paying.tier is TierName.SHORTAGE else "flat.least"
            return text(f"paying.{key}", language, tier=tier)
        parts = [text(key, language, tier=tier, value=axis.written(paying.found_from))]
        if paying.proven_until is None:
            parts.append(text("paying.unproven", language))
        else:
            parts.append(text("paying.proven", language, value=axis.written(paying.proven_until)))
        return listed(parts, language)


@dataclass(frozen=True)
class Job:
    """A week of a sweep before it is planned: its changes, the digest of all it is made from, and the school."""

    name: str
    values: tuple[int, ...]
    changes: tuple[Change, ...]
    key: str
    problem: Problem


def jobs(loaded: Loaded, ranges: Sequence[Range], settings: Settings) -> tuple[Job, ...]:
    """The base, then every point, the last quantity changing first. Raises VaryRefused for too many points, a
    quantity varied twice, or a value the school refuses."""
    names = [one.asked.name for one in ranges]
    for twice in {name for name in names if names.count(name) > 1}:
        raise VaryRefused(f"{twice} 写了两次", f"{twice} is varied twice")
    grid = list(product(*(one.values for one in ranges)))
    if len(grid) > MOST_POINTS:
        zh, en = f"共 {len(grid)} 个点，最多 {MOST_POINTS} 个", f"{len(grid)} points, at most {MOST_POINTS} are swept"
        raise VaryRefused(f"{zh}；请加大步长", f"{en}; take a larger step")
    return (job(loaded, BASE, (), (), settings), *(_point(loaded, ranges, values, settings) for values in grid))


def _point(loaded: Loaded, ranges: Sequence[Range], values: tuple[int, ...], settings: Settings) -> Job:
    pairs = list(zip(ranges, values, strict=True))
    name = ",".join(f"{one.asked.name}={one.asked.written(value)}" for one, value in pairs)
    changes = [c for r, v in pairs for c in r.asked.quantity.change(loaded.problem, r.asked, v)]
    return job(loaded, name, values, changes, settings)


def job(loaded: Loaded, name: str, values: tuple[int, ...], changes: Sequence[Change], settings: Settings) -> Job:
    """A week with some changes; raises VaryRefused, with the first reason, where the school refuses them."""
    try:
        problem = with_layer(loaded, {"changes": [dict(c) for c in changes]}).problem if changes else loaded.problem
    except InputRefused as refused:
        first = refused.findings[0]
        raise VaryRefused(f"{name}：{first.say('zh')}", f"{name}: {first.say('en')}") from refused
    scenarios = [str(path) for path in loaded.request.scenarios]
    asked = [loaded.problem.school, f"{loaded.problem.days[0].date}", loaded.problem.mode.value, scenarios]
    key = digest_of(asked, list(changes), settings.effort.value, settings.seconds, dict(settings.provenance))
    return Job(name, values, tuple(changes), key, problem)


def sweep(
    loaded: Loaded,
    ranges: Sequence[Range],
    settings: Settings,
    executor: Executor,
    store: Store,
    told: Told = lambda news: None,
) -> Frontier | None:
    """Plan every point that is not in the store yet, each from the answers of the school as it is; None when that one
    has no week, or was stopped. Points are stored as they are done, so that a sweep can be ended at any time."""
    asked = jobs(loaded, ranges, settings)
    known = plan_jobs(asked, settings, executor, store, told)
    base = known.get(BASE)
    if base is None or base.figures is None:
        return None
    points = tuple(Point(j.name, j.values, base if not j.changes else known.get(j.name)) for j in asked[1:])
    axes = tuple(_axis(loaded.problem, one) for one in ranges)
    found = Frontier(loaded.problem.school, f"{loaded.problem.days[0].date}", axes, base, points)
    return replace(found, paying=tuple(_paying(found)))


def plan_jobs(
    asked: Sequence[Job], settings: Settings, executor: Executor, store: Store, told: Told
) -> dict[str, Side]:
    """The weeks of all jobs with changes, and of the first, the base: from the store, else planned. What was stopped is
    missing."""
    known = {one.name: side for one in asked if (side := store.load(one.name, one.key)) is not None}
    first, wanted = asked[0], [one for one in asked[1:] if one.changes and one.name not in known]
    if not wanted and first.name in known:
        return known
    by_name = {one.name: one for one in (first, *wanted)}
    weeks = {n: Named(n, errand(j, settings)) for n, j in by_name.items()}

    plan_beside(list(weeks.values()), executor, keeping(by_name, settings, known, store, told))
    return known


def keeping(asked: Mapping[str, Job], settings: Settings, known: dict[str, Side], store: Store, told: Told) -> Told:
    """Who is told the news of an executor when the weeks of jobs are to be kept as they are done, in `known` and on
    disk."""

    def keep(news: News) -> None:
        if news.ended is not None and news.ended.fault is not Fault.INTERRUPTED:
            one = asked[news.task]
            known[news.task] = kept(one, week_of(Named(one.name, errand(one, settings)), news.ended), store)
        told(news)

    return keep


def errand(asked: Job, settings: Settings) -> Errand:
    """The planning of a job."""
    how = settings.provenance, settings.effort, settings.seconds
    return Errand(asked.problem, *how, conditions=settings.conditions)


def kept(job: Job, week: Week | Side, store: Store) -> Side:
    """A planned week in figures, kept; a week without a plan is not kept: more time may tell."""
    if isinstance(week, Side):
        return week
    side = side_of(week)
    store.save(job.name, job.key, side)
    return side


def _axis(problem: Problem, one: Range) -> Axis:
    quantity = one.asked.quantity
    title = one.asked.title("zh"), one.asked.title("en")
    return Axis(one.asked.name, title, one.values, quantity.now(problem), quantity.eases, quantity.percent)


def _paying(found: Frontier) -> list[Paying]:
    if len(found.axes) != 1 or not found.axes[0].eases:
        return []
    return [paying for tier in TierName if (paying := paying_of(found.points, tier)) is not None]


def paying_of(points: Sequence[Point], tier: TierName) -> Paying | None:
    """Where a tier stops paying, from points in the order of their values; None without any plan.

    Of the tiers after shortage only points with the least shortage are looked at: a week that leaves groups without an
    adult is cheaper, and no better for it.
    """
    shorts = [short.value for point in points if (short := point.tier(TierName.SHORTAGE)) is not None]
    whole = [p for p in points if (short := p.tier(TierName.SHORTAGE)) is not None and short.value == min(shorts)]
    looked = points if tier is TierName.SHORTAGE else whole
    known = [(point.values[0], at) for point in looked if (at := point.tier(tier)) is not None]
    if not known:
        return None
    least = [min(later.value for _, later in known[index:]) for index in range(len(known))]
    found_from = next(value for (value, at), low in zip(known, least, strict=True) if at.value <= low)
    bettered = [value for (value, at), low in zip(known, least, strict=True) if low < at.bound]
    return Paying(tier, found_from, max(bettered, default=None), len({at.value for _, at in known}) == 1)
