"""Chapters 四(一) and 四(二): leaders and research, variety, surveys, figures, families' choice."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from judging.goods import Good
from judging.spoiling import (
    Wrong,
    adult,
    corrupts,
    mixed,
    policy,
    post,
    pupil,
    room,
    rosters,
    session,
    some,
    spot,
    wrong,
)

from scheduler.calendar.clock import Interval
from scheduler.clauses.judging import PERIOD_OF
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.problem import ResearchBlock

LEADS = ("duty_lead",)


@corrupts(10, 42)
def nobody_leads_the_day(good: Good, rng: Random) -> Iterator[Wrong]:
    """The duty lead's post is vacant, or not there at all."""
    for held in mixed([p for p in good.plan.posts if p.kind == "duty_lead"], rng):
        gone = replace(good.plan, posts=tuple(p for p in good.plan.posts if p is not held))
        plan = rng.choice([gone, post(good.plan, held, adult=None)])
        yield wrong(good, spot("vacant", "", held.date), plan=plan)


@corrupts(10, 42, 73)
def a_teacher_leads_the_day(good: Good, rng: Random) -> Iterator[Wrong]:
    """Somebody who is no leader holds the duty lead's post."""
    others = [a.id for a in good.problem.adults.values() if a.own and not a.duty_only]
    for held in mixed([p for p in good.plan.posts if p.kind == "duty_lead"], rng):
        key = rng.choice(others)
        found = spot("not_leader", held.id, held.date, key)
        yield wrong(good, found, plan=post(good.plan, held, adult=key))


@corrupts(10, 42)
def the_lead_leaves_too_soon(good: Good, rng: Random) -> Iterator[Wrong]:
    """The duty lead comes a minute late or leaves a minute before the last pupil."""
    for held in mixed([p for p in good.plan.posts if p.kind == "duty_lead"], rng):
        start, end = held.interval.start, held.interval.end
        short = rng.choice([Interval(start + 1, end), Interval(start, end - 1)])
        yield wrong(good, spot("gap", "", held.date), plan=post(good.plan, held, interval=short))


@corrupts(15)
def research_in_the_way(good: Good, rng: Random) -> Iterator[Wrong]:
    """A research block shares its last, or its first, minute with a duty of the team."""
    for held in some(good, rng):
        if held.duties:
            key, at = rng.choice(held.duties).adult, held.interval
            slot = rng.choice([Interval(at.start, at.start + 1), Interval(at.end - 1, at.end)])
            block = ResearchBlock("chinese", frozenset({key}), good.problem.day(held.date).weekday, slot)
            found = spot("busy", held.id, held.date, key)
            yield wrong(good, found, problem=replace(good.problem, research=(*good.problem.research, block)))


@corrupts(16, 24)
def clubs_of_one_category(good: Good, rng: Random) -> Iterator[Wrong]:
    """Of a strand's clubs only those of one category are open."""
    kinds = {(s.id.strand, good.problem.clubs[s.id.club].category) for s in good.plan.sections}
    for strand, category in mixed(sorted(kinds), rng):
        kept = tuple(
            s for s in good.plan.sections
            if s.id.strand != strand or good.problem.clubs[s.id.club].category == category
        )  # fmt: skip
        if len(kept) < len(good.plan.sections):
            yield wrong(good, spot("uniform", strand), plan=replace(good.plan, sections=kept))


@corrupts(18)
def families_not_surveyed(good: Good, rng: Random) -> Iterator[Wrong]:
    """A homeroom has fewer survey records than pupils, or none."""
    rooms = good.problem.homerooms.values() if good.problem.roster else ()
    for home in mixed([h for h in rooms for _ in range(3)], rng):
        answered = {**good.problem.survey_answered, home.id: rng.randrange(home.enrolled)}
        yield wrong(good, spot("missing", home.id), problem=replace(good.problem, survey_answered=answered))


@corrupts(19)
def heads_that_do_not_tie(good: Good, rng: Random) -> Iterator[Wrong]:
    """A session states a pupil fewer than it lists; or lists a pupil fewer than it states."""
    for held, key, home in rosters(good, rng, some(good, rng)):
        fewer = tuple((h, n - (h == home)) for h, n in held.heads)
        changes = [{"heads": fewer}, {"roster": tuple(p for p in held.roster if p != key)}]
        found = spot("heads", held.id, held.date)
        yield wrong(good, found, plan=session(good.plan, held, **changes[0]))


@corrupts(19, 30, 73)
def a_pupil_listed_twice(good: Good, rng: Random) -> Iterator[Wrong]:
    """A roster names a pupil twice and so has one more than its heads."""
    for held, key, _ in rosters(good, rng, some(good, rng)):
        at = rng.randrange(len(held.roster) + 1)
        roster = (*held.roster[:at], key, *held.roster[at:])
        spots = spot("twice", held.id, held.date, key), spot("heads", held.id, held.date)
        yield wrong(good, *spots, plan=session(good.plan, held, roster=roster))


@corrupts(19, 26, 54)
def more_than_the_homeroom_has(good: Good, rng: Random) -> Iterator[Wrong]:
    """Before enrolment: one more pupil of a homeroom in the sessions of one time than it has."""
    for held in some(good, rng) if not good.problem.roster else ():
        home, _ = rng.choice(held.heads)
        at = [s for s in good.plan.sessions if (s.date, s.interval) == (held.date, held.interval)]
        more = good.problem.homerooms[home].enrolled + 1 - sum(dict(s.heads).get(home, 0) for s in at)
        heads = tuple((h, n + more if h == home else n) for h, n in held.heads)
        yield wrong(good, spot("crowd", home, held.date), plan=session(good.plan, held, heads=heads))


@corrupts(19)
def more_listed_than_enrolled(good: Good, rng: Random) -> Iterator[Wrong]:
    """A homeroom's roster, or its expected numbers, are larger than the homeroom."""
    problem = good.problem
    for home in mixed(problem.homerooms.values(), rng):
        if problem.roster:
            like, pupils = problem.pupils_by_homeroom[home.id][0], dict(problem.pupils)
            for number in range(home.enrolled + 1 - len(problem.pupils_by_homeroom[home.id])):
                pupils[f"{home.id}-{number}"] = replace(like, id=f"{home.id}-{number}", days={})
            changed = replace(problem, pupils=pupils)
        else:
            heads = {**problem.counts.heads, (home.id, 6, Period.P1): home.enrolled + 1}
            changed = replace(problem, counts=replace(problem.counts, heads=heads))
        yield wrong(good, spot("enrolment", home.id), problem=changed)


@corrupts(20)
def no_content(good: Good, rng: Random) -> Iterator[Wrong]:
    """A session does not say what it holds."""
    for held in some(good, rng):
        found = spot("content", held.id, held.date)
        yield wrong(good, found, plan=session(good.plan, held, content=rng.choice(["", " ", "\t", "\u3000"])))


@corrupts(20, 26)
def no_place_to_tell(good: Good, rng: Random) -> Iterator[Wrong]:
    """A session does not say where it is."""
    for held in some(good, rng):
        yield wrong(good, spot("place", held.id, held.date), plan=session(good.plan, held, venue=None))


@corrupts(20)
def rates_without_a_document(good: Good, rng: Random) -> Iterator[Wrong]:
    """The policy names no document."""
    for text in mixed(["", " ", "\n"], rng):
        yield wrong(good, spot("document"), problem=policy(good.problem, document=text))


@corrupts(21)
def a_period_not_applied_for(good: Good, rng: Random) -> Iterator[Wrong]:
    """The family withdraws one period of one day; the plan does not know."""
    problem = good.problem
    late = [s for s in good.plan.sessions if s.kind is not Kind.EARLY_ACTIVITY]
    for held, key, home in rosters(good, rng, mixed(late, rng)):
        day, period = problem.day(held.date), PERIOD_OF[held.kind]
        days = {**problem.pupils[key].days, day.weekday: problem.pupils[key].days[day.weekday] - {period}}
        spots = [spot("not_applied", held.id, held.date, key)]
        if problem.first_period(home, day) is period:
            early = [s for s in good.plan.of_kind(Kind.EARLY_ACTIVITY) if s.date == held.date and key in s.roster]
            spots += [spot("not_applied", s.id, s.date, key) for s in early]
        yield wrong(good, *spots, problem=pupil(problem, key, days=days))


@corrupts(21)
def a_pupil_kept_in_care(good: Good, rng: Random) -> Iterator[Wrong]:
    """A pupil who did not ask for extended care is put into it."""
    for held in some(good, rng, Kind.EXTENDED_CARE):
        weekday = good.problem.day(held.date).weekday
        heads = dict(held.heads)
        others = [
            p for home in heads for p in good.problem.pupils_by_homeroom[home]
            if not p.attends(weekday, Period.EXTENDED) and p.days.get(weekday)
        ]  # fmt: skip
        if good.problem.roster and others:
            extra = rng.choice(others)
            heads[extra.homeroom] += 1
            plan = session(good.plan, held, heads=tuple(heads.items()), roster=(*held.roster, extra.id))
            yield wrong(good, spot("not_applied", held.id, held.date, extra.id), plan=plan)


@corrupts(22, 69)
def no_agreement_at_all(good: Good, rng: Random) -> Iterator[Wrong]:
    """A family has signed nothing."""
    for key in mixed(good.problem.pupils, rng):
        mine = [s for s in good.plan.sessions if key in s.roster]
        spots = [spot("no_consent", s.id, s.date, key) for s in mine]
        if mine:
            yield wrong(good, *spots, problem=pupil(good.problem, key, consent=None))


@corrupts(22, 6, 19, 21, 56)
def a_homeroom_entered_as_one(good: Good, rng: Random) -> Iterator[Wrong]:
    """All pupils of a homeroom have one family's entries, and nobody else is enrolled."""
    for home in mixed(good.problem.homerooms, rng):
        pupils = good.problem.pupils_by_homeroom[home] if good.problem.roster else ()
        active = [p for p in pupils if any(p.days.values())]
        if active:
            like = rng.choice(active)
            same = {p.id: replace(p, days=like.days, choices=like.choices) for p in active}
            problem = replace(good.problem, pupils={**good.problem.pupils, **same})
            yield wrong(good, spot("bulk", home), problem=room(problem, home, enrolled=len(active)))


@corrupts(15)
def a_research_team_that_grew(good: Good, rng: Random) -> Iterator[Wrong]:
    """A block covers a whole post or session of an adult who has just joined the team."""
    for held in mixed([p for p in good.plan.posts if p.adult is not None], rng):
        at, weekday = held.interval, good.problem.day(held.date).weekday
        block = ResearchBlock("maths", frozenset({held.adult or ""}), weekday, Interval(at.start, at.end))
        mine = [d for d in good.plan.duties_of(held.adult or "") if d.date == held.date and d.interval.overlaps(at)]
        spots = [spot("busy", d.id, d.date, held.adult or "") for d in mine]
        yield wrong(good, *spots, problem=replace(good.problem, research=(*good.problem.research, block)))


@corrupts(10)
def the_leader_is_a_leader_no_more(good: Good, rng: Random) -> Iterator[Wrong]:
    """Whoever holds the duty lead's post has gone back to teaching."""
    for key in mixed({p.adult for p in good.plan.posts if p.kind == "duty_lead" and p.adult}, rng):
        mine = [p for p in good.plan.posts if p.kind == "duty_lead" and p.adult == key]
        spots = [spot("not_leader", p.id, p.date, key) for p in mine]
        yield wrong(good, *spots, problem=adult(good.problem, key, duty_only=False))
