"""What one more is worth: a teacher, a volunteer, a skill, a room, a section, each found by planning with it.

Who or what to try follows from what is tight (explain/count) and from the clubs pupils wait for in the week as it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.allocation.figures import figures
from scheduler.calendar.term import WEEKDAYS, weekday_en, weekday_zh
from scheduler.config.load import Loaded
from scheduler.domain.offer import Club, Strand
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import LANGUAGES, listed, said
from scheduler.explain.count import count_first
from scheduler.whatif.compare import Comparison, Side, Week, against
from scheduler.whatif.errand import plan_errand
from scheduler.whatif.executor import Executor, Task, Told
from scheduler.whatif.quantities import Change, service_hours, skill_text
from scheduler.whatif.run import Named, week_of
from scheduler.whatif.store import Store
from scheduler.whatif.sweep import BASE, Job, Settings, errand, job, keeping, kept
from scheduler.whatif.words import text

CLUBS = 3
"""Clubs with the most pupils waiting for which leads, rooms and sections are tried."""


@dataclass(frozen=True)
class Candidate:
    """One thing more: how it is said in Chinese and English, and the changes that bring it."""

    title: tuple[str, str]
    changes: tuple[Change, ...]


def candidates(problem: Problem, plan: Plan) -> tuple[Candidate, ...]:
    """What to try, each once: an own teacher, a volunteer; for what is tight and for the clubs most waited for leads
    and rooms; for those clubs sections."""
    found = [_adult(problem, "own", "", ()), _adult(problem, "volunteer", "", ())]
    found += [*_for_clubs(problem, plan), *_for_tight(problem)]
    return tuple({str(one.changes): one for one in reversed(found)}.values())[::-1]


def _for_clubs(problem: Problem, plan: Plan) -> Iterator[Candidate]:
    wanted = sorted(figures(problem, plan).demand, key=lambda d: (-len(d.waiting), d.club, d.strand))[:CLUBS]
    for one in wanted:
        if one.waiting:
            club, strand = problem.clubs[one.club], problem.strands[one.strand]
            yield _adult(problem, "own", club.skill, tuple(sorted(strand.weekdays)))
            yield from _room(problem, club.venue_kinds[:1])
            yield from _section(club, one.sections)
            yield _with_all(problem, club, strand, one.sections)


def _for_tight(problem: Problem) -> Iterator[Candidate]:
    for shortage in count_first(problem).shortages:
        days = tuple(sorted({problem.day(when).weekday for when in shortage.dates}))
        for part in (*shortage.parts, *shortage.lacking):
            if part.skill:
                yield _adult(problem, "own", part.skill, days if shortage.interval else ())
            yield from _room(problem, part.rooms[:1])


def _adult(problem: Problem, kind: str, skill: str, days: tuple[int, ...]) -> Candidate:
    """Somebody more, at school in the service hours of these weekdays (none: of all)."""
    names = [WEEKDAYS[day - 1] for day in days or sorted({day.weekday for day in problem.days})]
    change: Change = {"add": kind, "available": {name: [service_hours(problem)] for name in names}, "full_time": False}
    if skill:
        change["skills"] = [skill]
    named = next((club.title for club in problem.clubs.values() if club.skill == skill), skill)
    return Candidate(_title("adult", kind=kind, skill=skill, named=named, days=days), (change,))


def _room(problem: Problem, kinds: Sequence[str]) -> Iterator[Candidate]:
    for kind in kinds:
        alike = [venue for venue in problem.site.venues.values() if venue.kind == kind]
        if alike:
            model = max(alike, key=lambda venue: venue.capacity).id
            yield Candidate(_title("room", kind=kind), ({"add": kind, "like": model},))


def _section(club: Club, open_now: int) -> Iterator[Candidate]:
    if open_now >= club.max_sections:
        to = club.max_sections + 1
        change = {"set": f"clubs.{club.id}.sections", "to": to}
        yield Candidate(_title("section", club=club.title, id=club.id, count=to), (change,))


def _with_all(problem: Problem, club: Club, strand: Strand, open_now: int) -> Candidate:
    """A section more with all it takes: lead, room, pieces, and leave to open: for where no one thing is enough."""
    lead = _adult(problem, "own", club.skill, tuple(sorted(strand.weekdays)))
    parts = [lead, *_room(problem, club.venue_kinds[:1]), *_section(club, open_now)]
    changes = [change for part in parts for change in part.changes]
    for thing, count in sorted(club.equipment.items()):
        changes.append({"set": f"equipment.{thing}", "to": problem.site.equipment.get(thing, 0) + count})
    return Candidate(_title("all", club=club.title, id=club.id, strand=strand.id), tuple(changes))


def _title(key: str, **facts: object) -> tuple[str, str]:
    zh, en = (text(f"more.{key}", language, **_said(facts, language)) for language in LANGUAGES)
    return zh, en


def _said(facts: dict[str, object], language: str) -> dict[str, object]:
    told = dict(facts)
    if "skill" in facts:
        skill, days, kind = facts["skill"], facts["days"], facts["kind"]
        assert isinstance(days, tuple)
        names = [weekday_zh(day) if language == "zh" else weekday_en(day).capitalize() for day in days]
        told["kind"] = text(f"kind.{kind}", language)
        told["skill"] = text("more.skill", language, skill=_skill(facts, language)) if skill else ""
        told["days"] = text("more.days", language, days=listed(names, language)) if days else ""
    elif "kind" in facts:
        told["kind"] = said(str(facts["kind"]), "venue", language)
    return told


def _skill(facts: dict[str, object], language: str) -> str:
    """A skill by its own name; in Chinese, where it has none, by that of a club it leads."""
    own = skill_text(str(facts["skill"]), language)
    return str(facts["named"]) if language == "zh" and own == facts["skill"] else own


@dataclass(frozen=True)
class OneMore:
    """The week as it is, and with each candidate, best first; `titles` in Chinese and English, in the same order."""

    comparison: Comparison
    titles: tuple[tuple[str, str], ...]
    whole: bool = True

    def say(self, language: str) -> str:
        """One line a candidate."""
        word = LANGUAGES.index(language)
        lines = [_worth(self.comparison.base, side, title[word], language) for side, title in self._pairs]
        return "\n".join([text("more.head", language), *lines])

    def named(self, language: str) -> Comparison:
        """The comparison with its weeks named in a language."""
        word = LANGUAGES.index(language)
        others = tuple(replace(side, name=title[word]) for side, title in self._pairs)
        base = replace(self.comparison.base, name=text("more.base", language))
        return replace(self.comparison, base=base, others=others)

    @property
    def _pairs(self) -> list[tuple[Side, tuple[str, str]]]:
        return list(zip(self.comparison.others, self.titles, strict=True))


def one_more(
    loaded: Loaded, settings: Settings, executor: Executor, store: Store, told: Told = lambda news: None
) -> OneMore | None:
    """Plan the week as it is, then with each candidate from its answers; None when the first has no week or was
    stopped. Weeks the store has are not planned again."""
    base = job(loaded, BASE, (), (), settings)
    (first,) = executor.run(plan_errand, [Task(BASE, errand(base, settings))], told)
    week = week_of(Named(BASE, errand(base, settings)), first)
    if first.result is None or not isinstance(week, Week):
        return None
    known = {BASE: kept(base, week, store)}
    asked = [(one, _job(loaded, one, settings)) for one in candidates(loaded.problem, week.plan)]
    known |= {j.name: side for _, j in asked if (side := store.load(j.name, j.key)) is not None}
    jobs = {j.name: j for _, j in asked if j.name not in known}
    tasks = [Task(n, replace(errand(j, settings), like=first.result.answers)) for n, j in jobs.items()]
    executor.run(plan_errand, tasks, keeping(jobs, settings, known, store, told))
    return _ordered(loaded.problem, known, [(one.title, j.name) for one, j in asked])


def _job(loaded: Loaded, one: Candidate, settings: Settings) -> Job:
    return job(loaded, one.title[1], (), one.changes, settings)


def _ordered(problem: Problem, known: dict[str, Side], asked: Sequence[tuple[tuple[str, str], str]]) -> OneMore:
    """Best first: by the values of the tiers; those without a week last."""
    base = known[BASE]
    done = [(title, against(base, known[name])) for title, name in asked if name in known]
    done.sort(key=lambda pair: (not pair[1].tiers, [tier.value for tier in pair[1].tiers]))
    week = f"{problem.days[0].date}"
    found = Comparison(problem.school, week, base, tuple(side for _, side in done))
    return OneMore(found, tuple(title for title, _ in done), len(done) == len(asked))


def _worth(base: Side, side: Side, title: str, language: str) -> str:
    """What a candidate brings: first wishes, and every tier that differs, proven or not."""
    if side.figures is None or base.figures is None:
        return text("more.none", language, title=title, why=side.none(language))
    parts = []
    rise = (side.figures.first or 0) - (base.figures.first or 0)
    if rise:
        parts.append(text("more.first", language, by=rise))
    for tier in side.tiers:
        if tier.difference and tier.name is not TierName.WISHES:
            how = text("open" if tier.meaning == "open" else "proven", language)
            name = said(tier.name, "tier", language)
            parts.append(text("more.tier", language, tier=name, by=tier.difference, how=how))
    return text("more.line", language, title=title, parts=listed(parts, language) or text("more.nothing", language))
