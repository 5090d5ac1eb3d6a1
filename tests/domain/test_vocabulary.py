"""Every code a planner may meet in a sentence has its word in both languages."""

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml
from clauses.harness import strange_words

from scheduler.audit import PlanFitsSchool
from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import Breach, Clause
from scheduler.clauses.content_clubs import CATEGORIES
from scheduler.domain.demand import Mode, Period
from scheduler.domain.people import Stage
from scheduler.domain.plan import TierName
from scheduler.domain.vocabulary import VOCABULARY, said

PACK = yaml.safe_load(
    (Path(__file__).parents[2] / "configs" / "policies" / "helan-2021.yaml").read_text(encoding="utf-8")
)["rules"]
CODES: dict[str, set[str]] = {
    "category": set(CATEGORIES),
    "content": {*PACK["contents"]["allowed"], *PACK["contents"]["forbidden"]},
    "credential": {paper for papers in PACK["credentials"].values() for paper in papers},
    "provider": {*PACK["providers"]["partners"], *PACK["providers"]["forbidden"]},
    "post": {post.get("kind", name) for name, post in PACK["posts"].items()},
    "stage": {stage.value for stage in Stage},
    "period": {period.value for period in Period},
    "mode": {mode.value for mode in Mode},
    "tier": {tier.value for tier in TierName},
}
SENTENCES = [
    pytest.param(clause, rule, id=f"{clause.number}-{rule}")
    for clause in (PlanFitsSchool(), *BOOK)
    for rule in clause.sentences
]


@pytest.mark.parametrize("family", CODES)
def test_every_code_of_the_policy_pack_is_said_in_chinese(family: str) -> None:
    """Chinese has no Latin letter left, except the subject numbers nobody translates."""
    assert CODES[family]
    for code in sorted(CODES[family]):
        assert not re.search("[A-Za-z]", said(code, family, "zh")), code
        assert "_" not in said(code, family, "en"), code


@pytest.mark.parametrize(("clause", "rule"), SENTENCES)
def test_both_sentences_say_the_same_facts_by_known_families(clause: Clause, rule: str) -> None:
    """Same fields, same families, and every family is in the vocabulary."""
    chinese, english = (
        sorted({(name, spec) for _, name, spec, _ in Formatter().parse(text) if name is not None})
        for text in clause.sentences[rule]
    )
    assert chinese == english
    families = {key.partition(".")[0] for key in VOCABULARY}
    assert {spec for _, spec in chinese if spec} <= families


def test_several_codes_are_parted_as_the_language_parts_them() -> None:
    """A list of codes, one of them the school's own."""
    assert said("music, outward_bound, kites", "category", "zh") == "音乐欣赏、拓展训练、kites"
    assert said("music, outward_bound, kites", "category", "en") == "music, outward bound, kites"


def test_a_sentence_uses_the_word_of_the_fact() -> None:
    """Clause 55 in both languages."""
    clause = next(c for c in BOOK if c.number == 55)
    breach = Breach(55, "missing", facts={"categories": "art, games"})
    assert clause.say(breach, "zh") == "本周没有安排的活动类别：美术欣赏、娱乐游戏"
    assert clause.say(breach, "en") == "Kinds of activity not held this week: art, games"


def test_a_word_left_in_english_is_noticed() -> None:
    """Codes and English words that stand alone are; ids, dates and the school's own words are not."""
    assert strange_words("2026-11-02 15:50 起 patrol 岗只有 0 人") == ["patrol"]
    assert strange_words("由 first_aid 岗或 First Aid 承担") == ["first_aid", "first aid"]
    assert strange_words("2026-11-02 homework/2026-11-02/A/1/1 的 chess 需要 table 7 件，T1 在 ART-2") == []
