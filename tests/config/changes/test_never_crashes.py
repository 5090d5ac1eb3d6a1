"""Whatever a list of changes says, it is carried out or refused with a place and a rule in both languages."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.config.changes.registry import VERBS
from scheduler.config.finding import InputRefused
from scheduler.config.load import Loaded, with_layer

IDS = ["T1", "V1", "R3", "PG", "C3", "ball", "books", "A", "B", "S1", "a2", "outdoor", "classroom"]
DAYS = ["wed", "周五", "sat", "2026-09-09", "2026-09-12", "2027-02-01"]
PATHS = ["rules.inspection_days", "calendar.last", "strands.A.weekdays", "homerooms.C1.grade", "bells.primary.p2"]
NAMES = ["80%", "300%", "P1", "P1+P2+E", "maths", "homework", "winter", "own", "volunteer", "club", "interest", "17:00"]
ODD = [3, None, True, ["mon", "wed"], ["T1", "T2"], [], {}, "", "extended_care"]
WORDS = st.sampled_from([*IDS, *DAYS, *PATHS, *NAMES, *ODD])


def one_change(word: str) -> st.SearchStrategy[dict[str, Any]]:
    """A change of a verb with any of its fields, whatever they hold."""
    fields = {field.alias or name: WORDS for name, field in VERBS[word].model_fields.items()}
    needed = {name: fields[name] for name in fields if name == word}
    return st.fixed_dictionaries(needed, optional={name: fields[name] for name in fields if name != word})


@given(changes=st.lists(st.sampled_from(list(VERBS)).flatmap(one_change), min_size=1, max_size=3))
@settings(max_examples=60)
def test_a_list_of_changes_is_carried_out_or_refused(school: Loaded, changes: list[dict[str, Any]]) -> None:
    """No traceback; every fault says what is wrong in Chinese and in English."""
    try:
        found = with_layer(school, {"changes": changes})
        told, findings = len(found.scenarios[-1].told), ()
    except InputRefused as refused:
        told, findings = len(changes), refused.findings
    assert told == len(changes)
    assert all(finding.rule and finding.rule_zh for finding in findings)
