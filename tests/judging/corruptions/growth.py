"""Chapter 四(三): domains, leads, contents, study minutes."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from random import Random

from judging.goods import Good
from judging.spoiling import (
    Wrong,
    adult,
    bells,
    club,
    corrupts,
    grade_days,
    lead_changed,
    mixed,
    policy,
    room,
    session,
    some,
    spot,
    wrong,
)

from scheduler.calendar.clock import Interval
from scheduler.domain.groups import Kind
from scheduler.domain.people import Lesson

NEW_LESSONS = (
    "new_teaching",
    "New-Teaching",
    "new lesson",
    "讲新课",
    "语文新授",
    "新 课",
    "ＮＥＷ　ｌｅｓｓｏｎ",
    "数学讲课",
)
TUTORING = {"id": ("奥数", "olympiad_maths"), "title": ("周末培优", "奥 数", "补习小组", "Olympiad-Maths")}


@corrupts(23, 24)
def a_domain_without_a_club(good: Good, rng: Random) -> Iterator[Wrong]:
    """All clubs of one domain are closed: every grade they were for misses it."""
    clubs, strands, sections = good.problem.clubs, good.problem.strands, good.plan.sections
    serving = {s: clubs[s.id.club].grades & strands[s.id.strand].grades for s in sections}
    for domain in mixed(sorted({clubs[s.id.club].domain for s in sections}), rng):
        kept = tuple(s for s in sections if clubs[s.id.club].domain != domain)
        here = {h.grade for h in good.problem.homerooms.values()}
        left = set().union(*(serving[s] for s in kept)) & here
        lost = set().union(*(serving[s] for s in sections if s not in kept)) & left
        spots = [spot("missing", str(grade)) for grade in lost]
        if spots:
            yield wrong(good, *spots, plan=replace(good.plan, sections=kept))


@corrupts(23)
def a_club_of_another_domain(good: Good, rng: Random) -> Iterator[Wrong]:
    """The only open club of its domain counts as another domain's."""
    clubs, strands, sections = good.problem.clubs, good.problem.strands, good.plan.sections
    for key in mixed(sorted({s.id.club for s in sections}), rng):
        domain, mine = clubs[key].domain, [s for s in sections if s.id.club == key]
        grades = set().union(*(clubs[key].grades & strands[s.id.strand].grades for s in mine))
        for other in sections:
            if other.id.club != key and clubs[other.id.club].domain == domain:
                grades -= clubs[other.id.club].grades & strands[other.id.strand].grades
        grades &= {h.grade for h in good.problem.homerooms.values()}
        spots = [spot("missing", str(grade)) for grade in grades]
        if spots:
            yield wrong(good, *spots, problem=club(good.problem, key, domain="none"))


@corrupts(28)
def a_lead_without_the_skill(good: Good, rng: Random) -> Iterator[Wrong]:
    """The lead of a club turns out not to have its skill."""
    for key in mixed({s.lead for s in good.plan.of_kind(Kind.CLUB) if s.lead}, rng):
        led = [s for s in good.plan.of_kind(Kind.CLUB) if s.lead == key and s.section]
        held = rng.choice(led)
        skill = good.problem.clubs[held.section.club].skill if held.section else ""
        left = good.problem.adults[key].skills - {skill}
        mine = [s for s in led if s.section and good.problem.clubs[s.section.club].skill == skill]
        spots = [spot("unqualified", s.id, s.date, key) for s in mine]
        yield wrong(good, *spots, problem=adult(good.problem, key, skills=left, clubs=frozenset()))


@corrupts(28, 42, 60, 73)
def a_lead_from_another_club(good: Good, rng: Random) -> Iterator[Wrong]:
    """One meeting is led by somebody without the skill."""
    for held in some(good, rng, Kind.CLUB):
        wanted = good.problem.clubs[held.section.club] if held.section else None
        others = [
            a.id for a in good.problem.adults.values()
            if a.own and wanted and wanted.skill not in a.skills and not a.clubs and a.id not in held.adults
        ]  # fmt: skip
        key = rng.choice(sorted(others))
        yield wrong(good, spot("unqualified", held.id, held.date, key), plan=lead_changed(good.plan, held, key))


@corrupts(28)
def too_many_clubs_for_one(good: Good, rng: Random) -> Iterator[Wrong]:
    """One adult is down as the lead of one section more than the policy allows."""
    for key in mixed({s.lead for s in good.plan.sections if s.lead}, rng):
        limit = good.problem.policy.max_club_leads
        mine = [s for s in good.plan.sections if s.lead == key]
        others = [s for s in good.plan.sections if s.lead != key]
        if limit - len(mine) < len(others):
            more = rng.sample(others, limit + 1 - len(mine))
            given = tuple(replace(s, lead=key) if s in more else s for s in good.plan.sections)
            yield wrong(good, spot("too_many", "", None, key), plan=replace(good.plan, sections=given))


@corrupts(29)
def new_lessons_by_any_name(good: Good, rng: Random) -> Iterator[Wrong]:
    """A session's content is a new lesson, in one spelling or another."""
    for held in some(good, rng):
        found = spot("forbidden", held.id, held.date)
        yield wrong(good, found, plan=session(good.plan, held, content=rng.choice(NEW_LESSONS)))


@corrupts(29)
def contents_nobody_allowed(good: Good, rng: Random) -> Iterator[Wrong]:
    """A session's content is not on the closed list."""
    for held in some(good, rng):
        found = spot("unknown", held.id, held.date)
        plan = session(good.plan, held, content=rng.choice(["lecture", "exam", "homeworks", "测验"]))
        yield wrong(good, found, plan=plan)


@corrupts(29)
def a_club_that_tutors(good: Good, rng: Random) -> Iterator[Wrong]:
    """A club's title, or its id, reads like a subject lesson."""
    for key in mixed(good.problem.clubs, rng):
        field = rng.choice(["id", "title"])
        word = rng.choice([w for w in TUTORING[field] if any(_reads(t, w) for t in good.problem.policy.tutoring_words)])
        changed = club(good.problem, key, **{field: word})
        yield wrong(good, spot("tutoring", changed.clubs[key].id), problem=changed)


def _reads(word: str, title: str) -> bool:
    return "".join(filter(str.isalnum, word)).casefold() in "".join(filter(str.isalnum, title)).casefold()


@corrupts(29)
def a_lesson_planned_for_the_class(good: Good, rng: Random) -> Iterator[Wrong]:
    """The school's own contents of class activity hold a new lesson."""
    for weekday in mixed(range(1, 6), rng):
        contents = {**good.problem.class_contents, weekday: rng.choice(NEW_LESSONS)}
        yield wrong(good, spot("planned"), problem=replace(good.problem, class_contents=contents))


@corrupts(29, 19)
def a_whole_class_with_its_teacher(good: Good, rng: Random) -> Iterator[Wrong]:
    """A whole homeroom has period 1 in the subject its lead teaches it."""
    for held in some(good, rng, Kind.HOMEWORK):
        if held.lead is not None and len(held.heads) == 1:
            home, lead = held.heads[0][0], good.problem.adults[held.lead]
            lesson = Lesson(1, Interval(480, 520), home, "physics")
            problem = adult(good.problem, lead.id, lessons=(*lead.lessons, lesson))
            problem = room(problem, home, enrolled=held.size)
            found = spot("whole_class", held.id, held.date, lead.id)
            yield wrong(good, found, problem=problem, plan=session(good.plan, held, subject="physics"))


@corrupts(30, 19, 48, 73)
def homework_twice(good: Good, rng: Random) -> Iterator[Wrong]:
    """A pupil is in two homework groups of one day."""
    for first, second in mixed(product(good.plan.of_kind(Kind.HOMEWORK), repeat=2), rng):
        if first.date == second.date and first is not second and first.roster:
            key = rng.choice(first.roster)
            home, heads = good.problem.pupils[key].homeroom, dict(second.heads)
            heads[home] = heads.get(home, 0) + 1
            plan = session(good.plan, second, roster=(*second.roster, key), heads=tuple(heads.items()))
            times = good.problem.times[good.problem.grade(home), first.date]
            bells_hold = sum(part.minutes for part in (times.p1, times.evening) if part is not None)
            cap = good.problem.policy.study_minutes[good.problem.homerooms[home].stage]
            late = [s for s in good.plan.of_kind(Kind.EVENING_STUDY) if s.date == first.date and key in s.roster]
            if sum(s.interval.minutes for s in (first, second, *late)) > max(cap, bells_hold):
                yield wrong(good, spot("pupils", home, first.date, key), plan=plan)


@corrupts(30, 5, 38, 39, 40, 48)
def bells_full_of_study(good: Good, rng: Random) -> Iterator[Wrong]:
    """One grade's period 1 alone lasts longer than its stage may study."""
    stages = {h.grade: h.stage for h in good.problem.homerooms.values()}
    for grade, when in grade_days(good, rng):
        times, cap = good.problem.times[grade, when], good.problem.policy.study_minutes[stages[grade]]
        if times.p1 is not None:
            p1 = Interval(times.p1.start, times.p1.start + cap + 1)
            problem = bells(
                good.problem, [(grade, when)],
                lambda t, p1=p1: replace(t, p1=p1, p2=None, extended=None, evening=None),
            )  # fmt: skip
            yield wrong(good, spot("bells", str(grade), when), problem=problem)


@corrupts(30)
def a_lower_cap_of_study(good: Good, rng: Random) -> Iterator[Wrong]:
    """The policy allows a stage one minute less than its fullest bells, or still less."""
    for stage, less in mixed(product(good.problem.stages, (1, 2, 5)), rng):
        study = {}
        for home in good.problem.homerooms.values():
            for day in good.problem.days:
                times = good.problem.times[home.grade, day.date]
                if home.stage is stage:
                    study[home.grade, day.date] = sum(p.minutes for p in (times.p1, times.evening) if p is not None)
        cap = max(study.values()) - less
        spots = [spot("bells", str(grade), when) for (grade, when), minutes in study.items() if minutes > cap]
        caps = {**good.problem.policy.study_minutes, stage: cap}
        yield wrong(good, *spots, problem=policy(good.problem, study_minutes=caps))
