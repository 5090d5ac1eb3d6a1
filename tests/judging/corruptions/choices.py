"""Chapter 五(三)甲: categories and wishes, third parties; 六(三): agreements."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from judging.goods import Good
from judging.spoiling import Wrong, adult, club, corrupts, mixed, pupil, rosters, some, spot, wrong

from scheduler.domain.groups import Kind
from scheduler.domain.people import Provider
from scheduler.domain.plan import Session
from scheduler.domain.problem import Problem

ALL = frozenset({"music", "art", "sport", "labour", "games", "outward_bound", "interest_group"})


@corrupts(55, 24)
def a_category_not_held(good: Good, rng: Random) -> Iterator[Wrong]:
    """All clubs of one category are closed, or counted as another."""
    clubs = good.problem.clubs
    contents = {s.content for s in good.plan.of_kind(Kind.CLASS_ACTIVITY, Kind.EARLY_ACTIVITY)}
    for category in mixed(sorted({clubs[s.id.club].category for s in good.plan.sections} & ALL - contents), rng):
        kept = tuple(s for s in good.plan.sections if clubs[s.id.club].category != category)
        yield wrong(good, spot("missing"), plan=replace(good.plan, sections=kept))
        renamed = {k: replace(c, category="other") if c.category == category else c for k, c in clubs.items()}
        yield wrong(good, spot("missing"), problem=replace(good.problem, clubs=renamed))


@corrupts(56, 24)
def a_club_in_two_strands(good: Good, rng: Random) -> Iterator[Wrong]:
    """A pupil's place in one strand is of the club held in another."""
    mine = {}
    for seat in good.plan.seats:
        mine.setdefault(seat.pupil, []).append(seat)
    for key, seats in mixed(mine.items(), rng):
        if len(seats) == 2 and not good.problem.same_club_twice:
            kept, moved = mixed(seats, rng)
            strand = moved.section.strand
            section = moved.section._replace(club=kept.section.club)
            rank = good.problem.pupils[key].rank(strand, kept.section.club)
            changed = tuple(replace(s, section=section, rank=rank) if s is moved else s for s in good.plan.seats)
            yield wrong(good, spot("twice", kept.section.club, None, key), plan=replace(good.plan, seats=changed))


@corrupts(56)
def a_wish_told_wrongly(good: Good, rng: Random) -> Iterator[Wrong]:
    """A place is entered as another wish than it is."""
    for held in mixed(good.plan.seats, rng):
        rank = rng.choice([r for r in range(5) if r != held.rank])
        changed = tuple(replace(s, rank=rank) if s is held else s for s in good.plan.seats)
        found = spot("rank", str(held.section), None, held.pupil)
        yield wrong(good, found, plan=replace(good.plan, seats=changed))


@corrupts(56)
def a_wish_not_counted(good: Good, rng: Random) -> Iterator[Wrong]:
    """A place that was wished for is entered as outside the list."""
    for held in mixed([s for s in good.plan.seats if s.rank is not None], rng):
        changed = tuple(replace(s, rank=None) if s is held else s for s in good.plan.seats)
        found = spot("unclaimed", str(held.section), None, held.pupil)
        yield wrong(good, found, plan=replace(good.plan, seats=changed))


def provided(good: Good, **changes: object) -> Problem:
    """The school with a provider `NEW`, papers in order but for the changes."""
    categories = frozenset(c.category for c in good.problem.clubs.values())
    until = max(day.date for day in good.problem.days)
    body = Provider("NEW", "youth_centre", "L-1", True, until, categories)
    return replace(good.problem, providers={**good.problem.providers, "NEW": replace(body, **changes)})


def meetings(good: Good, key: str) -> list[Session]:
    """Sessions of a club."""
    return [s for s in good.plan.of_kind(Kind.CLUB) if s.section is not None and s.section.club == key]


@corrupts(57)
def a_club_run_without_papers(good: Good, rng: Random) -> Iterator[Wrong]:
    """A club's provider has no licence, is not white-listed, or its papers end before the week does."""
    last = max(day.date for day in good.problem.days)
    faults = {
        "licence": {"licence": " "},
        "whitelist": {"whitelisted": False},
        "expired": {"valid_until": last - timedelta(days=1)},
    }
    for key in mixed({s.id.club for s in good.plan.sections}, rng):
        rule = rng.choice(sorted(faults))
        problem = club(provided(good, **faults[rule]), key, provider="NEW")
        late = [s for s in meetings(good, key) if rule != "expired" or s.date == last]
        yield wrong(good, spot(rule, "NEW"), *(spot("runs", s.id, s.date) for s in late), problem=problem)


@corrupts(57)
def a_club_run_by_a_stranger(good: Good, rng: Random) -> Iterator[Wrong]:
    """A club's provider is not registered, or does not do that category."""
    for key in mixed({s.id.club for s in good.plan.sections}, rng):
        rule, name = rng.choice([("unknown", "NOBODY"), ("scope", "NEW")])
        problem = club(provided(good, scope=frozenset({"chess"})), key, provider=name)
        spots = [spot(rule, key), *(spot("runs", s.id, s.date) for s in meetings(good, key))]
        yield wrong(good, *spots, problem=problem)


@corrupts(57)
def an_adult_sent_without_papers(good: Good, rng: Random) -> Iterator[Wrong]:
    """The body that sends an adult has no licence, is on no white list, or has no validity at all."""
    faults = {"licence": {"licence": ""}, "whitelist": {"whitelisted": False}, "expired": {"valid_until": None}}
    for key in mixed({d.adult for s in good.plan.sessions for d in s.duties}, rng):
        rule = rng.choice(sorted(faults))
        problem = adult(provided(good, **faults[rule]), key, provider="NEW")
        spots = [spot("sends", d.id, d.date, key) for d in good.plan.duties_of(key)]
        yield wrong(good, spot(rule, "NEW"), *spots, problem=problem)


@corrupts(58)
def a_partner_of_another_kind(good: Good, rng: Random) -> Iterator[Wrong]:
    """A provider is of no kind the notice or the policy names."""
    for kind in mixed(["bookshop", "gym", "training", "Youth_Centre", "bank", "museum"], rng):
        yield wrong(good, spot("kind", "NEW"), problem=provided(good, kind=kind))


@corrupts(62)
def a_tutoring_company_comes_in(good: Good, rng: Random) -> Iterator[Wrong]:
    """An adult of the plan is sent by a body that tutors school subjects."""
    kind = sorted(good.problem.policy.forbidden_providers)[0]
    for key in mixed({d.adult for s in good.plan.sessions for d in s.duties}, rng):
        problem = adult(provided(good, kind=kind), key, provider="NEW")
        spots = [spot("duty", d.id, d.date, key) for d in good.plan.duties_of(key)]
        yield wrong(good, spot("provider", "NEW"), *spots, problem=problem)


@corrupts(69)
def an_agreement_that_lapsed(good: Good, rng: Random) -> Iterator[Wrong]:
    """A pupil's agreement ends the day before a session, or begins the day after it."""
    for held, key, _ in rosters(good, rng, some(good, rng)):
        day = timedelta(days=1)
        first, last = good.problem.pupils[key].consent or (held.date, held.date)
        consent = rng.choice([(first, held.date - day), (held.date + day, last)])
        mine = [s for s in good.plan.sessions if key in s.roster and not consent[0] <= s.date <= consent[1]]
        spots = [spot("lapsed", s.id, s.date, key) for s in mine]
        end = max(d.date for d in good.problem.days)
        if not end <= consent[1] < end + timedelta(days=14):
            yield wrong(good, *spots, problem=pupil(good.problem, key, consent=consent))


@corrupts(69)
def an_agreement_about_to_end(good: Good, rng: Random) -> Iterator[Wrong]:
    """A pupil's agreement ends on the last day of the week, or within the next 13."""
    last = max(day.date for day in good.problem.days)
    ending = {p.id for p in good.problem.pupils.values() if p.consent and last <= p.consent[1] < last + timedelta(14)}
    for key in mixed(sorted(set(good.problem.pupils) - ending), rng):
        first, _ = good.problem.pupils[key].consent or (last, last)
        problem = pupil(good.problem, key, consent=(first, last + timedelta(days=rng.choice([0, 13]))))
        yield wrong(good, spot("expiring", "", last + timedelta(14), *sorted({*ending, key})), problem=problem)
