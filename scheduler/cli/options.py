"""Arguments and options shared by the verbs."""

from datetime import date, datetime
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

    QUICK = "quick"
    NORMAL = "normal"
    THOROUGH = "thorough"


School = Annotated[Path, typer.Argument(help="学校文件夹或 school.yaml / school folder or its YAML file")]
Lang = Annotated[Language | None, typer.Option("--lang", help="zh | en；默认按学校文件 / default from the school file")]
Week = Annotated[datetime | None, typer.Option("--week", formats=["%Y-%m-%d"], help="该周任一天 / any day of the week")]
Mode = Annotated[ModeName | None, typer.Option("--mode", help="roster 按名册 | counts 按预计人数 / where demand comes from")]
Scenario = Annotated[list[Path] | None, typer.Option("--scenario", help="情景 YAML，可多次 / scenario YAML, repeatable")]
Out = Annotated[Path | None, typer.Option("-o", "--out", help="输出文件夹 / output folder")]


def day_of(week: datetime | None) -> date | None:
    """The date of a --week option."""
    return None if week is None else week.date()


def language_of(language: Language | None, default: str) -> str:
    """The wanted language, else the default."""
    return default if language is None else language.value
