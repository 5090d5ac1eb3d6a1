"""To a parent: what the pupil got in each strand and, for each higher wish, why not, and what would have changed it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from scheduler.allocation.exchange import Step
from scheduler.allocation.market import Market
from scheduler.allocation.waiting import Waiting, waiting_lists
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.vocabulary import said

Sentence = tuple[str, str]


@dataclass(frozen=True)
class Refusal:
    """A higher wish that was not granted: `why` is a key of SENTENCES.

    `waiting` is the pupil's place on the club's waiting list, `next` whether one more place would reach this pupil.
    """

    club: str
    title: str
    rank: int
    why: str
    facts: Mapping[str, int | str]
    waiting: int | None = None
    next: bool = False

    SENTENCES: ClassVar[Mapping[str, Sentence]] = {
        "not_open": ("该时段组没有开班", "it does not open in this strand"),
        "grade": ("不面向本年级", "it is not for this grade"),
        "held": ("已在时段组 {strand} 得到同一社团", "the same club is held in strand {strand}"),
        "lottery": (
            "名额 {places}，申请 {asked}，抽签号 {number}；不影响他人名次的最后一个名额给了抽签号 {last}",
            "places {places}, asked {asked}, lottery number {number}; the last place went to number {last}",
        ),
        "chain": (
            "名额 {places}，申请 {asked}，抽签号 {number}；若由抽签号 {last} 让出，另有抽签号更靠前的学生随之调换受损",
            "places {places}, asked {asked}, lottery number {number}; were number {last} to give way, pupils with "
            "better numbers would lose in turn",
        ),
        "luck": (
            "名额 {places}，申请 {asked}；若由抽签号 {last} 让出，落选会更集中到别处或以往也落选的学生身上",
            "places {places}, asked {asked}; were number {last} to give way, more first wishes would be lost by pupils "
            "who lose elsewhere too, or lost before",
        ),
        "others": (
            "名额 {places}，申请 {asked}；若给此名额，其他学生的志愿总体变差（{part} {amount:+}）",
            "places {places}, asked {asked}; granting it would set others back on the whole ({part} {amount:+})",
        ),
        "tie": (
            "名额 {places}，申请 {asked}；给与不给对全体一样好，抽签也未分出先后",
            "places {places}, asked {asked}; all in all it was as good either way, the lottery included",
        ),
        "stuck": (
            "名额 {places}，申请 {asked}；没有能腾出名额的调换：须调换的学生无处可去，或有社团会低于最少人数",
            "places {places}, asked {asked}; no exchange makes room: whoever had to change could not, or a club would "
            "become too small",
        ),
        "quota": (
            "名额 {places}，申请 {asked}；本班、本年级限额或保留名额已满",
            "places {places}, asked {asked}; the quota of the homeroom or grade is full, or places are kept",
        ),
        "unsettled": (
            "名额 {places}，申请 {asked}；本次分配尚未达到最优，名额仍可调整",
            "places {places}, asked {asked}; the places as they stand can still be bettered",
        ),
        "company": (
            "名额 {places}，申请 {asked}；与希望同组、不可同组的安排一并决定",
            "places {places}, asked {asked}; decided together with the pupils asked for or to be kept apart",
        ),
    }  # fmt: skip

    def say(self, language: str) -> str:
        """One clause of the sentence, in `zh` or `en`."""
        chinese, english = self.SENTENCES[self.why]
        facts = {
            name: said(str(fact), "tier", language) if name == "part" else fact for name, fact in self.facts.items()
        }
        if language == "zh":
            queue = "" if self.waiting is None else f"，候补第 {self.waiting} 位"
            queue += "，再多 1 个名额即可轮到" if self.next else ""
            return f"第 {self.rank + 1} 志愿“{self.title}”：{chinese.format(**facts)}{queue}"
        queue = "" if self.waiting is None else f", number {self.waiting} on the waiting list"
        queue += ": one more place would reach this pupil" if self.next else ""
        return f"wish {self.rank + 1} “{self.title}”: {english.format(**facts)}{queue}"


@dataclass(frozen=True)
class Account:
    """What one pupil got in one strand (club None: no place; rank None: outside the list), and what not."""

    pupil: str
    homeroom: str
    strand: str
    club: str | None
    title: str
    rank: int | None
    refusals: tuple[Refusal, ...]

    def say(self, language: str) -> str:
        """One sentence, in `zh` or `en`."""
        return self._chinese() if language == "zh" else self._english()

    def _chinese(self) -> str:
        wish = "志愿外" if self.rank is None else f"第 {self.rank + 1} 志愿"
        got = "暂无名额" if self.club is None else f"进入“{self.title}”（{wish}）"
        rest = "".join(f"；{refusal.say('zh')}" for refusal in self.refusals)
        return f"{self.pupil} 在时段组 {self.strand} {got}{rest}。"

    def _english(self) -> str:
        wish = "outside the list" if self.rank is None else f"wish {self.rank + 1}"
        got = "has no place yet" if self.club is None else f"got “{self.title}” ({wish})"
        rest = "".join(f"; {refusal.say('en')}" for refusal in self.refusals)
        return f"{self.pupil}, strand {self.strand}: {got}{rest}."


def accounts(
    problem: Problem, plan: Plan, pupil: str | None = None, lists: Sequence[Waiting] | None = None
) -> Iterator[Account]:
    """Every pupil's account (or one pupil's) in every strand, by strand and pupil; none in counts mode.

    `lists`: the plan's waiting lists, where they are known already.
    """
    for waiting in waiting_lists(problem, plan) if lists is None else lists:
        clerk = _Clerk(waiting.market, waiting)
        yield from (clerk.account(one) for one in waiting.market.pupils if pupil in (None, one))


@dataclass(frozen=True)
class _Clerk:
    market: Market
    waiting: Waiting

    def account(self, pupil: str) -> Account:
        problem, held = self.market.register.problem, self.market.holds(pupil)
        wanted = problem.pupils[pupil].wishes(self.market.strand)
        rank = self.market.rank(pupil, held)
        higher = wanted if rank is None else wanted[:rank]
        refusals = tuple(self._refusal(pupil, club, number) for number, club in enumerate(higher))
        title = "" if held is None else problem.clubs[held].title
        homeroom = problem.pupils[pupil].homeroom
        return Account(pupil, homeroom, self.market.strand, held, title, rank, refusals)

    def _refusal(self, pupil: str, club: str, rank: int) -> Refusal:
        problem = self.market.register.problem
        title = problem.clubs[club].title
        plain = self._plain(pupil, club)
        if plain is not None:
            return Refusal(club, title, rank, *plain)
        queue = self.waiting.lists[club]
        why, facts = self._contested(pupil, club)
        asked = len(self.market.asking[club])
        places = self.market.register.places[club, self.market.strand][1]
        told = {"places": places, "asked": asked, "number": self.market.register.lottery[pupil], **facts}
        waits = queue.index(pupil) + 1 if pupil in queue else None
        return Refusal(club, title, rank, why, told, waits, self.waiting.next(club) == pupil)

    def _plain(self, pupil: str, club: str) -> tuple[str, Mapping[str, str]] | None:
        """Reasons that have nothing to do with other pupils."""
        problem, strand = self.market.register.problem, self.market.strand
        if problem.grade(problem.pupils[pupil].homeroom) not in problem.clubs[club].grades:
            return "grade", {}
        if club not in self.market.clubs:
            return "not_open", {}
        if not self.market.may_hold(pupil, club):
            held = self.market.register.clubs_of(pupil).items()
            return "held", {"strand": next(at for at, one in held if one == club and at != strand)}
        return None

    def _contested(self, pupil: str, club: str) -> tuple[str, Mapping[str, int | str]]:
        """Reasons among pupils: what the cheapest way to grant the wish after all would cost, and whom."""
        exchanges = self.waiting.exchanges
        if not self.waiting.settled:
            return "unsettled", {}
        if exchanges.apart_from_rings(pupil, club):
            return "company", {}
        worse = exchanges.granting(pupil, club)
        if worse is None:
            return "quota" if exchanges.full(pupil, club) else "stuck", {}
        decided, amount = self.waiting.deciding(worse)
        if not decided:
            return "tie", {}
        steps = exchanges.path(exchanges.node(pupil, club), exchanges.node(pupil, self.market.holds(pupil)))
        return self._bearing(pupil, club, decided, steps) or ("others", {"part": decided, "amount": amount})

    def _bearing(
        self, pupil: str, club: str, decided: str, steps: tuple[Step, ...]
    ) -> tuple[str, Mapping[str, int | str]] | None:
        """Luck or lottery by the pupils who would bear it; None when something else decided, or it is not so plain."""
        if decided not in ("luck", "lottery") or not steps or steps[0].left != club:
            return None
        numbers = self.market.register.lottery
        last, mine = numbers[steps[0].pupil], numbers[pupil]
        if decided == "luck":
            return "luck", {"last": last}
        if last < mine:
            return "lottery", {"last": last}
        losing = (s for s in steps if s.left is not None and self.market.prefers(s.pupil, s.left, s.taken))
        return ("chain", {"last": last}) if any(numbers[step.pupil] < mine for step in losing) else None
