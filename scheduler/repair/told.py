"""Who must be told what, once a week was repaired: adults, homerooms, and who looks after the venues. Ids only."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from scheduler.calendar.clock import Interval
from scheduler.domain.groups import Kind
from scheduler.domain.plan import Plan, Post, Relief, Role, Session, clubs_held
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import duty_text, listed, said_plain
from scheduler.repair.changes import Item, activity_of, served
from scheduler.repair.words import day_text, text


class Reader(StrEnum):
    """To whom a notice goes."""

    ADULT = "adult"
    HOMEROOM = "homeroom"
    VENUE = "venue"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell one reader: `rule` picks the sentence, `item` is the session or post, `facts` fill the rest."""

    to: Reader
    who: str
    rule: str
    date: date | None
    interval: Interval | None
    item: Item | None
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def say(self, language: str) -> str:
        """The sentence, without a stop, in `zh` or `en`."""
        when = ""
        if self.date is not None and self.interval is not None:
            when = text("when", language, weekday=day_text(self.date, language), clock=self.interval)
        facts: dict[str, object] = {"instead": "", "what": "" if self.item is None else item_text(self.item, language)}
        for name, fact in self.facts.items():
            facts[name] = _said(name, fact, language)
        if "after" in self.facts:
            facts["now"] = text(str(self.facts["after"]), language, other=self.facts.get("other", ""))
        return text(f"{self.to}.{self.rule}", language, who=self.who, when=when, **facts)


def item_text(item: Item, language: str) -> str:
    """A session or post in words: homework C302, football.A.1, patrol."""
    if isinstance(item, Post):
        return duty_text(f"post.{item.kind}", language)
    if item.section is not None:
        return f"{said_plain(Kind.CLUB, language)} {item.section}"
    rooms = [room for room, _ in item.heads]
    return f"{said_plain(item.kind, language)} {listed(rooms[:3], language)}{' ...' if len(rooms) > 3 else ''}"


def said_together(notices: Iterable[Notice], language: str) -> list[str]:
    """The sentences of notices; homerooms that are told the same thing share one."""
    alike: dict[str, list[Notice]] = {}
    for notice in notices:
        what = replace(notice, who="") if notice.to is Reader.HOMEROOM else notice
        alike.setdefault(what.say(language), []).append(notice)
    return [replace(mine[0], who=listed((one.who for one in mine), language)).say(language) for mine in alike.values()]


def told(problem: Problem, before: Plan, after: Plan) -> tuple[Notice, ...]:
    """Everything somebody has to be told, readers in order: adults, homerooms, venues, each by id and time."""
    notices = (
        *_adults(problem, before, after),
        *_reliefs(before, after),
        *_homerooms(before, after),
        *_pupils(problem, before, after),
        *_venues(before, after),
    )
    order = list(Reader)
    return tuple(sorted(notices, key=lambda n: (order.index(n.to), n.who, str(n.date), str(n.interval), n.rule)))


def _said(name: str, fact: str | int, language: str) -> str:
    if name == "instead":
        return text("instead", language, old=fact) if fact else ""
    if fact == "":
        return text("place.none" if name in ("place", "old") else "adult.none", language)
    return str(fact)


def _by_name(plan: Plan) -> dict[str, Item]:
    """Sessions and posts by name; a club meeting goes by the name of the class activity that may stand for it."""
    found: dict[str, Item] = {_name(session): session for session in plan.sessions}
    return found | {post.id: post for post in plan.posts}


def _name(item: Item) -> str:
    return activity_of(item) if isinstance(item, Session) and item.kind is Kind.CLUB else item.id


def _place(item: Item) -> str:
    return item.place if isinstance(item, Post) else item.venue or ""


def _in_role(item: Item | None, role: str) -> tuple[str, ...]:
    if isinstance(item, Post):
        return (item.adult,) if item.adult is not None else ()
    return () if item is None else tuple(duty.adult for duty in item.duties if duty.role == role)


def _other(here: Item | None, there: Item | None, role: str) -> str:
    """Who is in the role here but not there; empty when nobody is."""
    return next((who for who in _in_role(here, role) if who not in _in_role(there, role)), "")


def _adults(problem: Problem, before: Plan, after: Plan) -> Iterator[Notice]:
    was, now = served(before), served(after)
    old, new = _by_name(before), _by_name(after)
    for who, when in dict.fromkeys([*was, *now]):
        mine, still = was.get((who, when), {}), now.get((who, when), {})
        adult = problem.adults.get(who)
        for (name, role), item in still.items():
            if (name, role) not in mine:
                rule = "holds" if isinstance(item, Post) else "takes" if role == Role.LEAD else "helps"
                facts = {"place": _place(item), "instead": _other(old.get(name), item, role)}
                yield Notice(Reader.ADULT, who, rule, when, item.interval, item, facts)
            else:
                yield from _moved(Reader.ADULT, who, mine[name, role], item)
        if adult is not None and when not in adult.absent:
            for (name, role), item in mine.items():
                if (name, role) not in still:
                    yield Notice(Reader.ADULT, who, "off", when, item.interval, item, _after(item, new.get(name), role))


def _after(item: Item, now: Item | None, role: str) -> dict[str, str | int]:
    """What becomes of a duty somebody no longer has."""
    if now is None:
        return {"after": "not_held"}
    other = _other(now, item, role)
    return {"after": "taken" if other else "nobody", "other": other}


def _moved(to: Reader, who: str, old: Item, new: Item) -> Iterator[Notice]:
    """Another place for who stays, or class activity in place of a club."""
    if isinstance(old, Post) or isinstance(new, Post):
        return
    facts: dict[str, str | int] = {"place": new.venue or "", "old": old.venue or "", "now": new.lead or ""}
    pupils = sum(count for room, count in new.heads if to is Reader.ADULT or room == who)
    if old.kind is not new.kind:
        yield Notice(to, who, "activity", new.date, new.interval, old, {**facts, "pupils": pupils})
    elif old.venue != new.venue:
        yield Notice(to, who, "place", new.date, new.interval, new, facts)


def _reliefs(before: Plan, after: Plan) -> Iterator[Notice]:
    was, now = set(before.reliefs), set(after.reliefs)
    for rule, changed in (("relief_off", was - now), ("relief", now - was)):
        yield from (_relief(rule, relief) for relief in changed)


def _relief(rule: str, relief: Relief) -> Notice:
    return Notice(Reader.ADULT, relief.adult, rule, relief.date, relief.interval, None)


def _homerooms(before: Plan, after: Plan) -> Iterator[Notice]:
    old = _by_name(before)
    for session in after.sessions:
        was = old.get(_name(session))
        if not isinstance(was, Session):
            continue
        for room, _ in session.heads:
            yield from _moved(Reader.HOMEROOM, room, was, session)
            if was.lead != session.lead and was.kind is session.kind:
                facts: dict[str, str | int] = {"now": session.lead or "", "instead": was.lead or ""}
                yield Notice(Reader.HOMEROOM, room, "adult", session.date, session.interval, session, facts)


def _pupils(problem: Problem, before: Plan, after: Plan) -> Iterator[Notice]:
    had, has = clubs_held(before.seats), clubs_held(after.seats)
    for (pupil, strand), club in has.items():
        if had.get((pupil, strand)) != club:
            room = problem.pupils[pupil].homeroom
            facts = {"what": pupil, "now": f"{club}@{strand}", "instead": had.get((pupil, strand), "")}
            yield Notice(Reader.HOMEROOM, room, "pupil", None, None, None, facts)


def _venues(before: Plan, after: Plan) -> Iterator[Notice]:
    old, new = _by_name(before), _by_name(after)
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        for rule, here, there in (("out", was, now), ("in", now, was)):
            if (
                isinstance(here, Session)
                and here.venue
                and not (isinstance(there, Session) and there.venue == here.venue)
            ):
                facts = {"pupils": here.size}
                yield Notice(Reader.VENUE, here.venue, rule, here.date, here.interval, here, facts)
