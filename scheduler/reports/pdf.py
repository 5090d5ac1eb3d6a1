"""Content set in type: the one place of this package that calls the typesetter.

Content goes in as data and is never read as markup; no font of the system, package or file of the school is opened.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from scheduler.reports.paper import Paper
from scheduler.reports.typeface import typefaces

TEMPLATES = Path(__file__).parent / "templates"


def pdf_bytes(paper: Paper, template: str, title: str, content: Mapping[str, Any]) -> bytes:
    """The PDF of a template (`notice` for `notice.typ`) filled with content.

    The same content gives the same bytes: the file is dated by the plan's week. Raises MissingGlyphs before setting
    anything that could not be drawn.
    """
    faces = typefaces()
    data = {
        "title": title,
        "language": paper.language,
        "school": paper.problem.title,
        "week": paper.week,
        "document": paper.source,
        "page": paper.say("page"),
        **content,
    }
    faces.check(data, paper.names)
    families = {"text": faces.text.family, "heading": faces.heading.family}
    date = {"year": paper.plan.week.year, "month": paper.plan.week.month, "day": paper.plan.week.day}
    inputs = {"data": json.dumps(data | {"families": families, "date": date}, ensure_ascii=False)}
    made = _compiler().compile(
        (TEMPLATES / f"{template}.typ").read_bytes(),
        format="pdf",
        sys_inputs=inputs,
    )
    if not isinstance(made, bytes):
        raise TypeError(f"{template}: the typesetter gave {type(made).__name__}, not one file")
    return made


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """A typesetter that sees the templates and the two faces, and nothing else."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(typefaces().folders))
    return typst.Compiler(root=TEMPLATES, font_paths=fonts, ignore_system_fonts=True)
