"""Arguments and options shared by the verbs."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    """Language of the output."""

    ZH = "zh"
    EN = "en"


class ModeName(StrEnum):
    """Where demand comes from."""

    ROSTER = "roster"
    COUNTS = "counts"


class EffortName(StrEnum):
    """How hard to search."""

    DRAFT = "draft"
    QUICK = "quick"
    NORMAL = "normal"
    THOROUGH = "thorough"


class SchoolKind(StrEnum):
    """Schools a synthetic one can be like."""

    RURAL6 = "rural6"
    TOWN24 = "town24"
    TOWN60 = "town60"
    NINE30 = "nine30"


class Scarcity(StrEnum):
    """What a synthetic school may lack."""

    STAFF = "staff"
    ROOMS = "rooms"
    SKILL = "skill"


class SchemaKind(StrEnum):
    """Kinds of file with a JSON Schema."""

    SCHOOL = "school"
    POLICY = "policy"
    TERM = "term"
    SCENARIO = "scenario"
    PINS = "pins"
    PLAN = "plan"


def day(text: str) -> date:
    """The date of a --week option; raises BadParameter."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        said = f"{text!r} 应写成 2026-09-07 这样的日期 / must be a date like 2026-09-07"
        raise typer.BadParameter(said) from error


School = Annotated[
    Path, typer.Argument(metavar="SCHOOL", help="学校文件夹或 school.yaml / school folder or its YAML file")
]
PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="plan.json 或它所在的文件夹 / plan.json or its folder")]
Lang = Annotated[
    Language | None, typer.Option("--lang", help="语言，默认按学校文件 / language, by default the school's")
]
PlainLang = Annotated[Language, typer.Option("--lang", help="语言 / language")]
Week = Annotated[
    date | None,
    typer.Option(
        "--week",
        parser=day,
        metavar="YYYY-MM-DD",
        help="该周任一天，默认学期第一个完整周 / any day of the week, by default the first full one",
    ),
]
Mode = Annotated[
    ModeName | None,
    typer.Option("--mode", help="roster 按学生名册，counts 按预计人数 / from the roster or expected counts"),
]
Scenario = Annotated[
    list[Path] | None, typer.Option("--scenario", metavar="FILE", help="情景 YAML，可多次 / scenario YAML, repeatable")
]


def language_of(language: Language | None, default: str) -> str:
    """The wanted language, else the default."""
    return default if language is None else language.value
