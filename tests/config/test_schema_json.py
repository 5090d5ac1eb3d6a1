"""JSON Schema for editors: well formed, in two languages, loose where a layer may be."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from scheduler.config.schema_json import KINDS, json_schema


def inside(schema: Any) -> Iterator[dict[str, Any]]:
    """The schema and every schema in it."""
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from inside(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from inside(part)


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_leads_somewhere(kind: str) -> None:
    """Each $ref names a definition of the same schema."""
    schema = json_schema(kind)
    names = {part["$ref"] for part in inside(schema) if isinstance(part.get("$ref"), str)}
    assert names
    assert names <= {f"#/$defs/{name}" for name in schema["$defs"]}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_described_in_both_languages(kind: str) -> None:
    """A field's title is Chinese and its description Chinese and English."""
    schema = json_schema(kind)
    for section in [schema, *schema["$defs"].values()]:
        for name, field in section.get("properties", {}).items():
            assert any("一" <= letter <= "鿿" for letter in field["title"]), name
            assert " / " in field["description"], name
            assert any("a" <= letter <= "z" for letter in field["description"]), name


def test_a_school_requires_only_itself_and_its_policy() -> None:
    """The rest may come from the term file; inside `rules` nothing is required."""
    schema = json_schema("school")
    assert schema["required"] == ["school", "policy"]
    assert "required" not in schema["$defs"]["Rules"]
    assert "required" not in schema["$defs"]["SeasonClocks"]
    assert "required" in schema["$defs"]["BellsFile"]


def test_a_policy_pack_requires_every_rule() -> None:
    """The pack is complete by itself."""
    schema = json_schema("policy")
    assert schema["required"] == ["rules"]
    assert "off_work" in schema["$defs"]["Rules"]["required"]


@pytest.mark.parametrize("kind", ["term", "scenario"])
def test_a_layer_requires_nothing_and_may_delete(kind: str) -> None:
    """No required field anywhere, null allowed for an entry, no field that would name other layers."""
    schema = json_schema(kind)
    assert not any("required" in part for part in [schema, *schema["$defs"].values()])
    assert {"policy", "term"}.isdisjoint(schema["properties"])
    adults = schema["properties"]["adults"]["anyOf"][0]
    (entry,) = adults["patternProperties"].values()
    assert {"type": "null"} in entry["anyOf"]


def test_unknown_fields_are_closed_out_for_editors() -> None:
    """Sections allow no additional properties, so an editor marks a misspelt field."""
    for name, section in json_schema("school")["$defs"].items():
        if section.get("type") == "object":
            assert section["additionalProperties"] is False, name


@pytest.mark.parametrize("kind", KINDS)
def test_no_list_of_names_meets_a_key_that_an_editor_reads_as_a_number(kind: str) -> None:
    """The risks 0 to 4 are keys by pattern; an editor's server compares 0, a number, with a list of strings."""

    def lists(part: object) -> int:
        if isinstance(part, dict):
            names = part.get("propertyNames")
            return int(isinstance(names, dict) and "enum" in names) + sum(map(lists, part.values()))
        return sum(map(lists, part)) if isinstance(part, list) else 0

    schema = json_schema(kind)
    assert lists(schema) == 0
    ratios = json.dumps(schema["$defs"]["Rules"]["properties"]["ratios"])
    assert "^(0|1|2|3|4)$" in ratios


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    """`schools` is not a kind; the message names `school`."""
    with pytest.raises(ValueError, match="did you mean school"):
        json_schema("schools")
