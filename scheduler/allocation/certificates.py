"""What a plan's club places can show for themselves, found from Problem and Plan without any engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from scheduler.allocation.exchange import Exchanges
from scheduler.allocation.market import Market
from scheduler.allocation.offers import Offer, free_moves, swaps
from scheduler.allocation.waiting import Waiting, waiting_lists
from scheduler.clauses.book import clause
from scheduler.domain.allocation import Objective
from scheduler.domain.plan import Plan, TierName
from scheduler.domain.problem import Problem

SHOWN = 5
"""Counter-examples a certificate names at most."""
GOALS: Mapping[str, tuple[str, str]] = {
    Objective.COSTS: ("志愿代价之和最小", "least rank costs"),
    Objective.TOTAL: ("名次之和最小", "least sum of ranks"),
    Objective.FIRST: ("第一志愿最多，其次第二志愿", "most first wishes, then most second wishes"),
    Objective.FAIR: ("名次最靠后的学生最少", "fewest placed worst"),
}
"""What each objective aims at, in Chinese and English."""


@dataclass(frozen=True)
class Certificate:
    """One claim about the places: whether it holds, how much was looked at, and what refutes it.

    `rule` is a key of SENTENCES. `against` names counter-examples by pupil and club, SHOWN at most; `found` counts all.
    """

    rule: str
    holds: bool
    facts: Mapping[str, int | str]
    against: tuple[str, ...] = ()

    SENTENCES: ClassVar[Mapping[str, tuple[str, str]]] = {
        "placed": (
            "应安排 {sought} 人次，{missing} 人次没有名额",
            "{sought} places sought, {missing} pupils without one",
        ),
        "free": (
            "没有学生更想去仍有空位、且可以去的社团（查看 {free} 个空位）：{found} 例反证，另有 {kept} 例因保留原名额",
            "nobody prefers a free place they may have ({free} free places looked at): {found} counter-examples, "
            "{kept} more of pupils whose earlier place was kept",
        ),
        "swap": (
            "没有两名学生互换后都更满意：{found} 例反证，另有 {kept} 例因保留原名额",
            "no two pupils would both gain by swapping: {found} counter-examples, {kept} more of pupils whose earlier "
            "place was kept",
        ),
        "profile": (
            "在各时段组内，任何一圈调换都不能改善名次分布（{goal}）：{found} 个时段组可改善；"
            "有同组、不同组要求的 {company} 人次和限额交错的 {tangled} 个社团不参与调换；"
            "跨时段组有名额的学生 {linked} 名，全部时段组合计代价 {value}，理论下限 {bound}",
            "within each strand no ring of exchanges betters the profile of ranks ({goal}): {found} strands could be; "
            "left out: {company} places of pupils with company to keep or avoid, {tangled} clubs with tangled quotas; "
            "{linked} pupils hold places in several strands, rank cost of all {value}, bound {bound}",
        ),
        "lottery": (
            "名次相同时按落选次数、再按抽签号（种子“{seed}”）决定：{found} 个时段组不符",
            "ties follow luck, then the lottery (seed “{seed}”): {found} strands do not",
        ),
        "quotas": (
            "班级、年级限额，保留名额，不可同组：{found} 处不符",
            "quotas, kept places, pupils apart: {found} breaches",
        ),
        "fee_blind": (
            "更改费用减免，以上结论不变；第一志愿名额占比：减免学生 {exempt}，其他学生 {others}",
            "changing fee exemptions changes none of this; places at a first wish: exempt {exempt}, others {others}",
        ),
    }  # fmt: skip

    def say(self, language: str) -> str:
        """The claim and its figures in `zh` or `en`, with the counter-examples."""
        chinese, english = self.SENTENCES[self.rule]
        goal = GOALS.get(str(self.facts.get("goal")), ("", ""))
        said = {**self.facts, "goal": goal[0 if language == "zh" else 1]}
        sentence = (chinese if language == "zh" else english).format(**said)
        return f"{sentence}: {'; '.join(self.against)}" if self.against else sentence


def certificates(problem: Problem, plan: Plan, lists: Sequence[Waiting] | None = None) -> tuple[Certificate, ...]:
    """All certificates of a plan in roster mode; none in counts mode, which places no pupil by name.

    `lists`: the plan's waiting lists, where they are known already.
    """
    if not problem.roster:
        return ()
    held = _held(problem, plan, waiting_lists(problem, plan) if lists is None else lists)
    flipped = {key: replace(pupil, fee_exempt=not pupil.fee_exempt) for key, pupil in problem.pupils.items()}
    other = replace(problem, pupils=flipped)
    again = _held(other, plan, waiting_lists(other, plan))
    return (*held, _fee_blind(problem, plan, held == again))


def _held(problem: Problem, plan: Plan, lists: Sequence[Waiting]) -> tuple[Certificate, ...]:
    meeting = [waiting for waiting in lists if waiting.market.pupils]
    graphs = [waiting.exchanges for waiting in meeting]
    bettered = [waiting.exchanges for waiting in meeting if not waiting.settled]
    blind = [Exchanges(graph.market, blind=True) for graph in bettered]  # a ring that betters ranks betters the whole
    return (
        _placed([graph.market for graph in graphs]),
        _free(graphs),
        _swap(graphs),
        _rings(blind, "profile", goal=problem.allocation.objective.value, **_whole(graphs, plan)),
        _rings(bettered, "lottery", seed=problem.allocation.lottery),
        _quotas(problem, plan),
    )


def _placed(markets: list[Market]) -> Certificate:
    without = [f"{p} {m.strand}" for m in markets for p in m.pupils if m.holds(p) is None]
    sought = sum(len(market.pupils) for market in markets)
    return Certificate("placed", not without, {"sought": sought, "missing": len(without)}, tuple(without[:SHOWN]))


def _free(graphs: list[Exchanges]) -> Certificate:
    found = [offer for graph in graphs for offer in free_moves(graph)]
    free = sum(max(0, graph.market.free(club)) for graph in graphs for club in graph.market.clubs)
    return _unasked("free", found, free=free)


def _swap(graphs: list[Exchanges]) -> Certificate:
    return _unasked("swap", [offer for graph in graphs for offer in swaps(graph)])


def _unasked(rule: str, found: list[Offer], **facts: int) -> Certificate:
    """Whether nothing is left to gain but by pupils whose earlier place was kept for them."""
    against = [str(offer) for offer in found if not offer.again]
    told = {**facts, "found": len(against), "kept": len(found) - len(against)}
    return Certificate(rule, not against, told, tuple(against[:SHOWN]))


def _whole(graphs: list[Exchanges], plan: Plan) -> dict[str, int]:
    """What rings do not look at: company, tangled quotas, and places of several strands, by their value and bound."""
    aside = {"company": sum(g.set_aside for g in graphs), "tangled": sum(len(g.tangled) for g in graphs)}
    strands_of = graphs[0].market.register.strands_of.values() if graphs else ()
    linked = sum(len(strands) > 1 for strands in strands_of)
    tier = next((tier for tier in plan.tiers if tier.name is TierName.PLACES), None)
    return {**aside, "linked": linked, "value": tier.value if tier else 0, "bound": tier.bound if tier else 0}


def _rings(graphs: list[Exchanges], rule: str, **facts: int | str) -> Certificate:
    found = [(graph.market, ring) for graph in graphs if (ring := graph.ring())]
    against = tuple(f"{market.strand}: {' → '.join(map(str, ring))}" for market, ring in found)
    return Certificate(rule, not found, {**facts, "found": len(found)}, against[:SHOWN])


def _quotas(problem: Problem, plan: Plan) -> Certificate:
    book = clause(25)
    breaches = [book.say(breach, problem.language) for breach in book.breaches(problem, plan)]
    return Certificate("quotas", not breaches, {"found": len(breaches)}, tuple(breaches[:SHOWN]))


def _fee_blind(problem: Problem, plan: Plan, same: bool) -> Certificate:
    """Placement rates side by side, and whether the other certificates come out alike with exemptions turned over."""
    rates = {name: _first_rate(problem, plan, exempt) for name, exempt in (("exempt", True), ("others", False))}
    return Certificate("fee_blind", same, rates)


def _first_rate(problem: Problem, plan: Plan, exempt: bool) -> str:
    mine = [seat for seat in plan.seats if seat.pupil in problem.pupils]
    ranks = [seat.rank for seat in mine if problem.pupils[seat.pupil].fee_exempt is exempt]
    return f"{sum(rank == 0 for rank in ranks) / len(ranks):.1%}" if ranks else "-"
