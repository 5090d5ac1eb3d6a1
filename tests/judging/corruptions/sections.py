"""Chapter 四(三): sections of clubs, equipment, quotas and company."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

from judging.goods import Good
from judging.spoiling import Wrong, club, corrupts, mixed, session, some, spot, wrong

from scheduler.domain.groups import Kind
from scheduler.domain.offer import SectionId
from scheduler.domain.plan import Session


def members(good: Good) -> Mapping[SectionId, Mapping[str, int]]:
    """Pupils (1 each) or homerooms (pupils) of every open section."""
    found: dict[SectionId, dict[str, int]] = {opened.id: {} for opened in good.plan.sections}
    for seat in good.plan.seats:
        found[seat.section][seat.pupil] = 1
    for allotment in good.plan.allotments:
        rooms = found[allotment.section]
        rooms[allotment.homeroom] = rooms.get(allotment.homeroom, 0) + allotment.pupils
    return found


def sizes(good: Good, key: str) -> dict[SectionId, int]:
    """Pupils of each open section of a club."""
    return {section: sum(found.values()) for section, found in members(good).items() if section.club == key}


@corrupts(24)
def a_club_of_fewer_places(good: Good, rng: Random) -> Iterator[Wrong]:
    """A club holds one pupil fewer than its fullest section has."""
    for key in mixed({s.id.club for s in good.plan.sections}, rng):
        held = sizes(good, key)
        capacity = max(held.values()) - 1
        spots = [spot("over", str(section)) for section, size in held.items() if size > capacity]
        yield wrong(good, *spots, problem=club(good.problem, key, capacity=capacity, min_enrolment=0))


@corrupts(24)
def a_club_that_needs_more(good: Good, rng: Random) -> Iterator[Wrong]:
    """A club opens from one pupil more than its smallest section has."""
    for key in mixed({s.id.club for s in good.plan.sections}, rng):
        held = sizes(good, key)
        least = min(held.values()) + 1
        spots = [spot("under", str(section)) for section, size in held.items() if size < least]
        yield wrong(good, *spots, problem=club(good.problem, key, min_enrolment=least))


@corrupts(24, 54)
def a_club_meeting_without_a_club(good: Good, rng: Random) -> Iterator[Wrong]:
    """A club session names no section; or another session names one."""
    opened = good.plan.sections[0].id
    for held in some(good, rng):
        section = None if held.kind is Kind.CLUB else opened
        found = spot("section", held.id, held.date)
        yield wrong(good, found, plan=session(good.plan, held, section=section))


@corrupts(24)
def a_section_not_open(good: Good, rng: Random) -> Iterator[Wrong]:
    """A section is not in the list of open ones, yet meets."""
    for gone in mixed(good.plan.sections, rng):
        meetings = [s for s in good.plan.sessions if s.section == gone.id]
        kept = tuple(s for s in good.plan.sections if s is not gone)
        spots = [spot("section", s.id, s.date) for s in meetings]
        yield wrong(good, *spots, plan=replace(good.plan, sections=kept))


@corrupts(24, 3, 6, 19, 21, 26, 38, 42, 73, 77)
def a_meeting_on_another_day(good: Good, rng: Random) -> Iterator[Wrong]:
    """A club meets on a day that is not its strand's."""
    for held in some(good, rng, Kind.CLUB):
        strand = good.problem.strands[held.section.strand] if held.section else None
        days = [d.date for d in good.problem.days if strand and d.weekday not in strand.weekdays]
        if days:
            when = rng.choice(days)
            yield wrong(good, spot("day", held.id, when), plan=session(good.plan, held, date=when))


@corrupts(24)
def pupils_of_another_grade(good: Good, rng: Random) -> Iterator[Wrong]:
    """A club is for one grade fewer than its sections hold."""
    for key in mixed({s.id.club for s in good.plan.sections}, rng):
        grades = good.problem.clubs[key].grades
        homes = {
            p: good.problem.pupils[p].homeroom if p in good.problem.pupils else p
            for m in members(good).values()
            for p in m
        }
        gone = rng.choice(
            sorted({good.problem.grade(homes[p]) for s, m in members(good).items() if s.club == key for p in m})
        )
        spots = []
        for section, found in members(good).items():
            who = sorted(p for p in found if good.problem.grade(homes[p]) == gone)
            if section.club == key and who:
                spots.append(spot("grade", str(section), None, *who))
        yield wrong(good, *spots, problem=club(good.problem, key, grades=grades - {gone}))


@corrupts(24, 19, 21, 22, 69, 73)
def a_guest_in_a_club(good: Good, rng: Random) -> Iterator[Wrong]:
    """A pupil sits in a section's meeting without a place in it."""
    for held in some(good, rng, Kind.CLUB):
        here = members(good)[held.section] if held.section else {}
        others = [p for p in good.problem.pupils if p not in here and p not in held.roster]
        if good.problem.roster and others:
            key = rng.choice(others)
            plan = session(good.plan, held, roster=(*held.roster, key))
            yield wrong(good, spot("not_seated", held.id, held.date, key), plan=plan)


def _rooms(good: Good) -> dict[tuple[str, str], list[str]]:
    """Homerooms of the seated pupils, by club and strand."""
    found: dict[tuple[str, str], list[str]] = {}
    for seat in good.plan.seats:
        found.setdefault((seat.section.club, seat.section.strand), []).append(good.problem.pupils[seat.pupil].homeroom)
    return found


def _open(good: Good) -> Counter[tuple[str, str]]:
    return Counter((s.id.club, s.id.strand) for s in good.plan.sections)


@corrupts(25)
def a_quota_of_homerooms(good: Good, rng: Random) -> Iterator[Wrong]:
    """A club takes fewer of one homeroom than it has."""
    seated = _rooms(good)
    for pair in mixed(seated, rng):
        most = (max(Counter(seated[pair]).values()) - 1) // _open(good)[pair]
        spots = [
            spot("homeroom", ".".join(other))
            for other, rooms in seated.items()
            for count in Counter(rooms).values()
            if other[0] == pair[0] and count > most * _open(good)[other]
        ]
        yield wrong(good, *spots, problem=club(good.problem, pair[0], most_a_homeroom=most))


@corrupts(25)
def a_quota_of_grades(good: Good, rng: Random) -> Iterator[Wrong]:
    """A club takes fewer of one grade than it has."""
    seated = {pair: [good.problem.grade(home) for home in rooms] for pair, rooms in _rooms(good).items()}
    for pair in mixed(seated, rng):
        most = (max(Counter(seated[pair]).values()) - 1) // _open(good)[pair]
        spots = [
            spot("grade", ".".join(other))
            for other, grades in seated.items()
            for count in Counter(grades).values()
            if other[0] == pair[0] and count > most * _open(good)[other]
        ]
        yield wrong(good, *spots, problem=club(good.problem, pair[0], most_a_grade=most))


@corrupts(25)
def a_kept_place_given_away(good: Good, rng: Random) -> Iterator[Wrong]:
    """A club is full of others although a pupil it keeps a place for asked for it."""
    problem = good.problem
    for (key, strand), rooms in mixed(_rooms(good).items(), rng):
        if sum(pair[0] == key for pair in _rooms(good)) == 1 == _open(good)[key, strand]:
            seated = {s.pupil for s in good.plan.seats if (s.section.club, s.section.strand) == (key, strand)}
            asking = [
                p for p in problem.strand_pupils(problem.strands[strand])
                if key in p.wishes(strand) and p.id not in seated
                and problem.grade(p.homeroom) in problem.clubs[key].grades
            ]  # fmt: skip
            if asking:
                lucky = rng.choice(asking)
                kept = replace(problem, pupils={**problem.pupils, lucky.id: replace(lucky, priority=frozenset({"G"}))})
                changed = club(kept, key, capacity=len(rooms), reserved={"G": rng.choice([1, 2])})
                yield wrong(good, spot("reserved", f"{key}.{strand}"), problem=changed)


@corrupts(25)
def two_to_be_kept_apart(good: Good, rng: Random) -> Iterator[Wrong]:
    """Two pupils who are not to share a club share one."""
    held = mixed([found for found in members(good).values() if good.problem.roster and len(found) > 1], rng)
    for found in held:
        one, other = sorted(rng.sample(sorted(found), 2))
        pupils = {**good.problem.pupils, one: replace(good.problem.pupils[one], apart=frozenset({other}))}
        clubs: dict[str, set[str]] = {}
        for seat in good.plan.seats:
            clubs.setdefault(f"{seat.section.club}.{seat.section.strand}", set()).add(seat.pupil)
        spots = [spot("apart", where, None, one, other) for where, who in clubs.items() if {one, other} <= who]
        yield wrong(good, *spots, problem=replace(good.problem, pupils=pupils))


def _uses(good: Good) -> Iterator[tuple[str, list[Session]]]:
    """Kinds of pieces no two sessions of a day use, with the sessions that use them."""
    things = {thing for c in good.problem.clubs.values() for thing in c.equipment}
    for thing in sorted(things):
        using = [
            s for s in good.plan.of_kind(Kind.CLUB)
            if s.section and good.problem.clubs[s.section.club].equipment.get(thing)
        ]  # fmt: skip
        if using and len({s.date for s in using}) == len(using):
            yield thing, using


@corrupts(27)
def a_piece_missing(good: Good, rng: Random) -> Iterator[Wrong]:
    """The site has one piece fewer than the only club of the day that uses it, or none."""
    clubs = good.problem.clubs
    for thing, using in mixed(_uses(good), rng):
        needs = {s: clubs[s.section.club].equipment[thing] for s in using if s.section}
        for stock in (max(needs.values()) - 1, 0):
            spots = [spot("short", s.id, s.date) for s, needed in needs.items() if needed > stock]
            spots += [spot("stock", c.id) for c in clubs.values() if c.equipment.get(thing, 0) > stock]
            site = replace(good.problem.site, equipment={**good.problem.site.equipment, thing: stock})
            yield wrong(good, *spots, problem=replace(good.problem, site=site))


@corrupts(27)
def a_club_that_needs_a_new_piece(good: Good, rng: Random) -> Iterator[Wrong]:
    """A club needs pieces the site has never had, in each of its meetings."""
    for key in mixed(good.problem.clubs, rng):
        meetings = [s for s in good.plan.of_kind(Kind.CLUB) if s.section and s.section.club == key]
        if len({s.date for s in meetings}) == len(meetings):
            pieces = {**good.problem.clubs[key].equipment, "kayak": rng.randrange(1, 5)}
            spots = [spot("stock", key), *(spot("short", s.id, s.date) for s in meetings)]
            yield wrong(good, *spots, problem=club(good.problem, key, equipment=pieces))


@corrupts(27)
def two_clubs_share_too_little(good: Good, rng: Random) -> Iterator[Wrong]:
    """Two clubs that meet at one time need a piece each, and there is one."""
    for first, second in mixed(zip(good.plan.sections, good.plan.sections[1:], strict=False), rng):
        one, two = first.id, second.id
        if one.club != two.club and one.strand == two.strand:
            problem = club(good.problem, one.club, equipment={"kayak": 1})
            problem = club(problem, two.club, equipment={"kayak": 1})
            problem = replace(problem, site=replace(problem.site, equipment={**problem.site.equipment, "kayak": 1}))
            meetings = [s for s in good.plan.of_kind(Kind.CLUB) if s.section and s.section.club in (one.club, two.club)]
            spots = []
            for when in {s.date for s in meetings}:
                here = [s for s in meetings if s.date == when]
                if len(here) > 1 and len({s.interval for s in here}) == 1:
                    spots.append(spot("short", here[0].id, when))
            if spots:
                yield wrong(good, *spots, problem=problem)
