"""What a clause is: one rule of the notice in words, as rows for an engine, as breaches for the judge, as
a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar, TypedDict

from scheduler.clauses.space import Cost, Space
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import said
from solvers.rows import Row

DOCUMENTARY = "documentary"
"""Kind of a clause that papers show and no plan decides."""


class Severity(StrEnum):
    """BREACH: the plan breaks the clause. FINDING: the school's own facts do, whatever the plan. NOTE:
    worth knowing."""

    BREACH = "breach"
    FINDING = "finding"
    NOTE = "note"


class Spot(TypedDict):
    """Where, when and by whom a clause is broken, for rules that are broken at the same spot."""

    where: str
    when: date
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a clause does not hold. `rule` picks the sentence, `facts` fill it, `who` are ids of
    adults or pupils."""

    clause: int
    rule: str
    severity: Severity = Severity.BREACH
    where: str = ""
    when: date | None = None
    who: tuple[str, ...] = ()
    facts: Mapping[str, str | int] = field(default_factory=dict)


class Clause:
    """Base of every clause: by default it asks nothing, finds nothing and costs nothing.

    `rows` and `costs` see only what may be decided; `breaches` and `recount` see only the Problem and the Plan; the two
    sides share nothing above plain domain accessors. `findings` judges the school's facts before any plan.
    `sentences` maps a breach's rule to its (Chinese, English) sentence, filled from where, when, who and facts;
    `{season:season}` says the fact by the vocabulary's family of that name.
    """

    number: int
    also: ClassVar[tuple[int, ...]] = ()
    """Further rows of the notice that say the same thing and are met by this clause."""
    section: str
    quote: str
    kind: str
    """H hard, S wish, I input, R report, several parted by commas; or DOCUMENTARY."""
    title: tuple[str, str]
    sentences: ClassVar[Mapping[str, tuple[str, str]]] = {}

    def rows(self, space: Space) -> Iterator[Row]:
        """Rows an engine must respect in this stage."""
        yield from ()

    def costs(self, space: Space) -> Iterator[Cost]:
        """Costs of the stage's keys in the tiers this clause owns a part of."""
        yield from ()

    def findings(self, problem: Problem) -> Iterator[Breach]:
        """What the school's own facts say against the clause, whatever the plan."""
        yield from ()

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Every place where the plan breaks the clause."""
        yield from ()

    def recount(self, problem: Problem, plan: Plan) -> Mapping[TierName, int]:
        """This clause's part of each tier's value, counted from the plan alone."""
        return {}

    def tag(self, *parts: object) -> str:
        """Tag of a row: the clause number and the place it speaks of."""
        return "/".join([str(self.number), *map(str, parts)])

    def breach(
        self,
        rule: str,
        *,
        severity: Severity = Severity.BREACH,
        where: str = "",
        when: date | None = None,
        who: tuple[str, ...] = (),
        **facts: str | int,
    ) -> Breach:
        """A breach of this clause; whatever else is named becomes a fact."""
        return Breach(self.number, rule, severity, where, when, who, facts)

    def say(self, breach: Breach, language: str) -> str:
        """The sentence a principal reads, in `zh` or `en`; raises KeyError for a rule without a sentence."""
        chinese, english = self.sentences[breach.rule]
        when = "" if breach.when is None else breach.when.isoformat()
        who = ("、" if language == "zh" else ", ").join(breach.who)
        sentence = chinese if language == "zh" else english
        facts = {name: _Fact(fact, language) for name, fact in {**breach.facts, "where": breach.where}.items()}
        return sentence.format(when=when, who=who, **facts)


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact as it is put into a sentence; a format spec names the family of words it is said by."""

    value: str | int
    language: str

    def __format__(self, family: str) -> str:
        return said(str(self.value), family, self.language) if family else str(self.value)
