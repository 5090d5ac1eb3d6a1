"""What every chart reads: the plan beside its school, the language, the names to show and the fonts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from scheduler.allocation.figures import Figures, figures
from scheduler.audit import ghosts, within_week, without_ghosts
from scheduler.calendar.term import SchoolDay, weekday_en, weekday_zh
from scheduler.charts.fonts import Fonts
from scheduler.charts.refusal import UnknownWord
from scheduler.charts.words import word
from scheduler.clauses.judging import adults_wanted, extra_adults, lacking_adults
from scheduler.clauses.load import fairness_group
from scheduler.clauses.seen import Engagement, engagements, late_totals
from scheduler.domain.people import Adult
from scheduler.domain.plan import Plan, Session
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import LANGUAGES

MANY_HOMEROOMS = 3


@dataclass(frozen=True)
class View:
    """A plan as the charts see it. Make one with `view_of`.

    `undrawn` counts the items of the plan that do not fit the school and are left out; `names` maps adult ids to what
    is shown for them; `adults` are the adults who get a page of their own (empty: the chart chooses).
    """

    problem: Problem
    plan: Plan
    language: str
    fonts: Fonts
    undrawn: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    adults: tuple[str, ...] = ()

    def say(self, key: str, **values: object) -> str:
        """The word of the charts for a key, in this view's language."""
        return word(key, self.language, **values)

    def pick(self, pair: tuple[str, str]) -> str:
        """The text of a (Chinese, English) pair in this view's language."""
        return pair[LANGUAGES.index(self.language)]

    def who(self, adult: str | None) -> str:
        """What is shown for an adult: the name given, else the id; for nobody a word that says so."""
        return self.say("nobody") if adult is None else self.names.get(adult, adult)

    def day_title(self, day: SchoolDay) -> str:
        """Weekday and date of a school day; a make-up day is named by its own weekday."""
        weekday = day.date.isoweekday()
        name = weekday_zh(weekday) if self.language == "zh" else weekday_en(weekday).capitalize()
        return f"{name} {day.date:%m-%d}"

    @property
    def empty(self) -> bool:
        """Whether the plan holds neither a session nor a post."""
        return not self.plan.sessions and not self.plan.posts

    @cached_property
    def engagements(self) -> Mapping[str, tuple[Engagement, ...]]:
        """Duties of every adult who has any."""
        return engagements(self.problem, self.plan)

    @cached_property
    def late(self) -> Mapping[str, int]:
        """Late minutes of the week of every adult with a duty, as the judge counts them."""
        return {adult: sum(days.values()) for adult, days in late_totals(self.problem, self.plan).items()}

    @cached_property
    def wanted(self) -> Mapping[str, int]:
        """Adults every session needs, by session id."""
        extra = extra_adults(self.problem, self.plan)
        return {s.id: adults_wanted(self.problem, s, extra[s.id]) for s in self.plan.sessions}

    @cached_property
    def missing(self) -> Mapping[str, int]:
        """Adults missing in the sessions that lack any, by session id."""
        return lacking_adults(self.problem, self.plan)

    @cached_property
    def places(self) -> Figures:
        """Where the club places went; empty in counts mode."""
        return figures(self.problem, self.plan)

    @cached_property
    def fairness_group(self) -> tuple[Adult, ...]:
        """Own full-time staff whose late minutes are compared."""
        return fairness_group(self.problem)

    @cached_property
    def _sections_open(self) -> Mapping[tuple[str, str], int]:
        counts: dict[tuple[str, str], int] = {}
        for section in {s.section for s in self.plan.sessions if s.section is not None}:
            counts[section.club, section.strand] = counts.get((section.club, section.strand), 0) + 1
        return counts

    def group_labels(self, session: Session) -> tuple[str, ...]:
        """Labels of a session's group, longest first: the club, the subject with its homerooms, or the homerooms."""
        if session.section is not None:
            title = self.problem.clubs[session.section.club].title
            several = self._sections_open.get((session.section.club, session.section.strand), 0) > 1
            return (f"{title} {session.section.number}" if several else title,)
        rooms = [room for room, _ in session.heads]
        joined = "+".join(rooms)
        short = f"{rooms[0]}…{rooms[-1]}" if len(rooms) > 1 else joined
        labels = (joined, short) if len(rooms) <= MANY_HOMEROOMS else (short,)
        if session.subject is not None:
            subject = self.say(f"subject.{session.subject}")
            return (*(f"{subject} {label}" for label in labels), subject)
        return (*labels, self.say("rooms", count=len(rooms))) if len(rooms) > 1 else labels

    def signed(self, kind: str, labels: Sequence[str]) -> tuple[str, ...]:
        """The labels led by the sign of a kind of session."""
        return tuple(f"{self.say(f'sign.{kind}')} {label}" for label in labels)


def view_of(
    problem: Problem,
    plan: Plan,
    language: str,
    fonts: Fonts,
    names: Mapping[str, str] | None = None,
    adults: Sequence[str] = (),
) -> View:
    """The view of a plan, without items on dates or of ids the school does not have.

    Raises UnknownWord for a language or an adult that does not exist.
    """
    if language not in LANGUAGES:
        raise UnknownWord("language", language, LANGUAGES)
    for adult in adults:
        if adult not in problem.adults:
            raise UnknownWord("adult", adult, sorted(problem.adults))
    known = without_ghosts(problem, plan)
    inside = within_week(problem, known)
    outside = len(known.sessions) + len(known.posts) - len(inside.sessions) - len(inside.posts)
    undrawn = outside + sum(1 for _ in ghosts(problem, plan))
    return View(problem, inside, language, fonts, undrawn, dict(names or {}), tuple(adults))
