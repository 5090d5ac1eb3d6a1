"""What every document reads: the plan beside its school, the language, and the names to print."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from scheduler.audit import ghosts, within_week, without_ghosts
from scheduler.calendar.term import SchoolDay, weekday_en, weekday_zh
from scheduler.clauses.judging import lacking_adults, periods_held
from scheduler.domain.demand import Period
from scheduler.domain.groups import Kind
from scheduler.domain.places import Venue
from scheduler.domain.plan import Plan, Post, Session
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import LANGUAGES, duty_text, listed, said
from scheduler.planfile import fingerprint
from scheduler.reports.refusal import OtherSchool, OtherWeek
from scheduler.reports.words import word

FEW_HOMEROOMS = 3
Duty = Session | Post


@dataclass(frozen=True)
class Paper:
    """A plan as the documents see it. Make one with `paper_of`.

    `stamp` says which plan.json it is; `names` maps ids of adults and pupils to names; `left_out` counts the items of
    the plan that do not fit the school; `earlier` are the plans of the same week that this one replaces, oldest first.
    """

    problem: Problem
    plan: Plan
    language: str
    stamp: str
    names: Mapping[str, str] = field(default_factory=dict)
    left_out: int = 0
    earlier: tuple[Plan, ...] = ()

    def say(self, key: str, **facts: object) -> str:
        """The words of a key in this paper's language."""
        return word(key, self.language, **facts)

    def said(self, code: str, family: str) -> str:
        """How a code of a family of the vocabulary is said."""
        return said(code, family, self.language)

    def listed(self, parts: Iterable[str]) -> str:
        """Parts in a row, parted as the language does."""
        return listed(parts, self.language)

    def who(self, person: str | None) -> str:
        """The name of an adult or pupil where one is given, else the id; for nobody a word that says so."""
        return self.say("nobody") if person is None else self.names.get(person, person)

    def full(self, person: str) -> str:
        """Id and name, as far as there is a name."""
        return f"{person} {self.names[person]}" if person in self.names else person

    def day_title(self, when: date) -> str:
        """Weekday and date, such as 周一 12-07; a make-up day is named by its own weekday."""
        return f"{self.weekday(when)} {when:%m-%d}"

    def weekday(self, when: date) -> str:
        """The weekday of a date, such as 周一."""
        number = when.isoweekday()
        return weekday_zh(number) if self.language == "zh" else weekday_en(number).capitalize()

    @property
    def source(self) -> str:
        """What the paper rests on: the policy document, the plan, and how much of it does not fit the school."""
        parts = [self.say("document", document=self.problem.policy.document), self.stamp]
        return " · ".join(parts + ([self.say("left_out", count=self.left_out)] if self.left_out else []))

    @property
    def week(self) -> str:
        """The first and last school day of the week."""
        dates = [day.date for day in self.problem.days] or [self.plan.week]
        return self.say("week", first=min(dates), last=max(dates))

    def room(self, homeroom: str) -> str:
        """How a homeroom is called: its id, which is what timetables and doors say."""
        return self.say("homeroom", id=homeroom)

    def place(self, venue: str | None) -> str:
        """A venue by kind and id; a classroom by its id alone; a word where there is none."""
        if venue is None:
            return self.say("no_venue")
        known = self.problem.site.venues.get(venue)
        if known is None or known.kind == "classroom":
            return venue
        return f"{self.said(known.kind, 'venue')} {venue}"

    def venue(self, session: Session) -> Venue | None:
        """The venue of a session; None where it has none."""
        return self.problem.site.venues.get(session.venue or "")

    def activity(self, session: Session) -> str:
        """What is done: the club's title, the subject helped in, the content of an activity, else the kind's word."""
        if session.section is not None:
            return self.section_title(session.section)
        if session.subject is not None:
            return f"{duty_text(session.kind, self.language)} {self.said(session.subject, 'subject')}"
        if session.kind is Kind.CLASS_ACTIVITY:
            return self.said(session.content, "content")
        return duty_text(session.kind, self.language)

    def group(self, session: Session) -> str:
        """Activity and homerooms of a session; a club by its title alone, for its pupils come from everywhere."""
        if session.section is not None:
            return self.activity(session)
        return f"{self.activity(session)} {self.homerooms(session)}"

    def homerooms(self, session: Session) -> str:
        """The homerooms of a session: all of a few, first and last of many."""
        rooms = [room for room, _ in session.heads]
        if len(rooms) <= FEW_HOMEROOMS:
            return "+".join(rooms)
        return self.say("rooms", first=rooms[0], last=rooms[-1], count=len(rooms))

    def section_title(self, section: tuple[str, str, int]) -> str:
        """Title of a club; with the section's number where several of it run in the strand."""
        club, strand, number = section
        title = self.problem.clubs[club].title
        return f"{title} {number}" if self._sections[club, strand] > 1 else title

    def short(self, session: Session) -> bool:
        """Whether the session lacks an adult or a venue."""
        return session.venue is None or self.lacking.get(session.id, 0) > 0

    @property
    def by_name(self) -> bool:
        """Whether the plan says which pupil goes where; plans made from expected counts do not."""
        return self.problem.roster

    @cached_property
    def lacking(self) -> Mapping[str, int]:
        """Adults lacking, by session id."""
        return lacking_adults(self.problem, self.plan)

    @cached_property
    def chains(self) -> Mapping[tuple[str, date], tuple[Session, ...]]:
        """The sessions of every pupil and date in order of time."""
        found: dict[tuple[str, date], list[Session]] = {}
        for session in self.ordered:
            for pupil in session.roster:
                found.setdefault((pupil, session.date), []).append(session)
        return {key: tuple(sessions) for key, sessions in found.items()}

    @cached_property
    def ordered(self) -> tuple[Session, ...]:
        """All sessions by date, clock and place."""
        return tuple(sorted(self.plan.sessions, key=lambda s: (s.date, s.interval, s.venue or "", s.id)))

    def on(self, day: SchoolDay) -> tuple[Session, ...]:
        """The sessions of a day."""
        return self._by_date.get(day.date, ())

    @cached_property
    def periods(self) -> Mapping[str, tuple[Period, ...]]:
        """The periods of this week each homeroom is in, in the order of the day; none of a homeroom that is in none."""
        held: dict[str, set[Period]] = {}
        for (homeroom, _), periods in periods_held(self.plan).items():
            held.setdefault(homeroom, set()).update(periods)
        return {homeroom: tuple(p for p in Period if p in periods) for homeroom, periods in held.items()}

    @cached_property
    def duties(self) -> Mapping[str, tuple[Duty, ...]]:
        """Sessions and posts of every adult who has any, adults by id, duties by date and clock."""
        found: dict[str, list[Duty]] = {}
        for session in self.plan.sessions:
            for adult in session.adults:
                found.setdefault(adult, []).append(session)
        for post in self.plan.posts:
            if post.adult is not None:
                found.setdefault(post.adult, []).append(post)
        return {a: tuple(sorted(found[a], key=lambda d: (d.date, d.interval, d.id))) for a in sorted(found)}

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """All posts by date, kind and place."""
        return tuple(sorted(self.plan.posts, key=lambda p: (p.date, p.interval, p.kind, p.place, p.id)))

    @cached_property
    def _by_date(self) -> Mapping[date, tuple[Session, ...]]:
        found: dict[date, list[Session]] = {}
        for session in self.ordered:
            found.setdefault(session.date, []).append(session)
        return {when: tuple(sessions) for when, sessions in found.items()}

    @cached_property
    def _sections(self) -> Mapping[tuple[str, str], int]:
        counts: dict[tuple[str, str], int] = {}
        opened = {s.id for s in self.plan.sections} | {s.section for s in self.plan.sessions if s.section is not None}
        for club, strand, _ in opened:
            counts[club, strand] = counts.get((club, strand), 0) + 1
        return counts


def paper_of(
    problem: Problem,
    plan: Plan,
    language: str,
    names: Mapping[str, str] | None = None,
    earlier: Sequence[Plan] = (),
) -> Paper:
    """The paper of a plan, without items on dates or of ids the school does not have.

    Raises OtherSchool when the plan is of another one, OtherWeek when an earlier plan is of another school or week,
    ValueError for an unknown language.
    """
    if plan.school != problem.school:
        raise OtherSchool(plan.school, problem.school)
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} must be one of {', '.join(LANGUAGES)}")
    for other in earlier:
        if (other.school, other.week) != (plan.school, plan.week):
            raise OtherWeek(plan.school, plan.week, other.school, other.week)
    known, *before = (within_week(problem, without_ghosts(problem, found)) for found in (plan, *earlier))
    gone = len(plan.sessions) + len(plan.posts) - len(known.sessions) - len(known.posts)
    left_out = gone + sum(1 for _ in ghosts(problem, plan))
    stamp = f"plan.json sha256 {fingerprint(plan)}"
    return Paper(problem, known, language, stamp, dict(names or {}), left_out, tuple(before))


def runs(numbers: Sequence[int]) -> str:
    """Whole numbers in order as runs, [1, 2, 3, 5] -> `1-3, 5`."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in found)
