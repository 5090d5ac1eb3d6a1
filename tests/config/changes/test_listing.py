"""The verbs as planners and editors see them: nothing listed that is not there, every example one that works."""

import pytest

from scheduler.config.changes.listing import verb_lines
from scheduler.config.changes.registry import VERBS
from scheduler.config.changes.words import TEXTS
from scheduler.config.schema_json import json_schema
from scheduler.config.schema_words import validate
from scheduler.config.yaml_reader import parse_yaml

PARTS = json_schema("scenario")["properties"]["changes"]["items"]["anyOf"]


@pytest.mark.parametrize("word", VERBS)
def test_every_example_can_be_read(word: str) -> None:
    """The example of the listing is a change of its verb."""
    document = parse_yaml(VERBS[word].example, "example")
    verb, faults = validate(VERBS[word], document)
    assert faults == []
    assert verb is not None
    assert next(iter(document.data)) == word


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_listing_names_every_verb_with_all_its_fields(language: str) -> None:
    """One line for the verb, one a field, and the example."""
    lines = list(verb_lines(language))
    assert len(lines) == sum(2 + len(verb.model_fields) for verb in VERBS.values())
    assert [line for line in lines if not line.startswith(" ")] == [
        line for word in VERBS for line in lines if line.startswith((f"{word}（", f"{word}: "))
    ]


@pytest.mark.parametrize("word", VERBS)
def test_an_editor_knows_the_verb(word: str) -> None:
    """The schema of a scenario has a part for it: the verb required, its fields there, no others."""
    parts = [part for part in PARTS if part["required"][0] == word]
    assert parts
    for part in parts:
        assert part["additionalProperties"] is False
        fields = {field.alias or name for name, field in VERBS[word].model_fields.items()}
        assert fields <= set(part["properties"])
        assert " / " in part["description"]


def test_what_can_be_added_has_the_fields_of_its_section() -> None:
    """Adults, venues and clubs, each by the words that add one."""
    parts = {part["properties"]["add"]["enum"][0]: part for part in PARTS if part["required"] == ["add"]}
    assert set(parts) == {"own", "classroom", "club"}
    assert {"skills", "available", "like", "count"} <= set(parts["own"]["properties"])
    assert {"capacity", "outdoor"} <= set(parts["classroom"]["properties"])
    assert {"title", "grades", "min"} <= set(parts["club"]["properties"])


def test_a_school_file_has_no_list_of_changes() -> None:
    """It says how the school is; changes stand in scenarios."""
    assert "changes" not in json_schema("school")["properties"]
    assert "changes" not in json_schema("term")["properties"]


def test_every_sentence_is_in_both_languages() -> None:
    """The same facts fill both."""
    for key, (zh, en) in TEXTS.items():
        assert {part.partition("}")[0] for part in zh.split("{")[1:]} == {
            part.partition("}")[0] for part in en.split("{")[1:]
        }, key
