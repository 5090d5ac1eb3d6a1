"""The verbs of a scenario for people and for editors, made from the registry."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from scheduler.config.changes.offers import Add
from scheduler.config.changes.registry import VERBS
from scheduler.config.changes.verb import Verb
from scheduler.config.schema import VenueKind
from scheduler.domain.people import AdultKind

_ADDED: Mapping[str, tuple[str, ...]] = {
    "AdultFile": tuple(AdultKind),
    "VenueFile": get_args(VenueKind),
    "ClubFile": ("club",),
}
"""Sections of the schema whose fields `add` takes, by the words that add one."""


def verb_lines(language: str) -> Iterator[str]:
    """Every verb with what it is for, its fields and an example, some lines each."""
    word, colon = (0, "：") if language == "zh" else (1, ": ")
    optional = "（可不写）" if language == "zh" else " (optional)"
    for name, verb in VERBS.items():
        title = f"（{verb.title[0]}）" if language == "zh" else ""
        yield f"{name}{title}{colon}{verb.about[word]}"
        for key, field in verb.model_fields.items():
            about = f"{field.description}".partition(" / ")
            yield f"    {field.alias or key}{'' if field.is_required() else optional}{colon}{about[2 * word]}"
        yield f"    - {verb.example}"


def changes_schema(definitions: Mapping[str, Any]) -> dict[str, Any]:
    """JSON Schema of the list `changes`; `definitions` are those of the scenario's sections, for `add`."""
    parts = [part for verb in VERBS.values() for part in _verb_schemas(verb, definitions)]
    return {
        "type": "array",
        "items": {"anyOf": parts},
        "title": "变化",
        "description": "变化清单，按次序执行 / list of changes, made in order",
    }


def _verb_schemas(verb: type[Verb], definitions: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    schema = verb.model_json_schema(by_alias=True)
    zh, en = verb.about
    about = {"title": verb.title[0], "description": f"{zh} / {en}"}
    required = [verb.word(), *(name for name in schema["required"] if name != verb.word())]
    plain = {"type": "object", "additionalProperties": False, "required": required, **about}
    if verb is not Add:
        yield {**plain, "properties": schema["properties"]}
        return
    for name, words in _ADDED.items():
        own = {**schema["properties"], "add": {**schema["properties"]["add"], "enum": list(words)}}
        fields = {key: part for key, part in definitions[name]["properties"].items() if key != "kind"}
        yield {**plain, "properties": {**fields, **own}}
