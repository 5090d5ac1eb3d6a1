"""All corruptions: one file a chapter, read by importing it."""

from importlib import import_module
from pathlib import Path

from judging.spoiling import FORMS, Form

for _file in sorted((Path(__file__).parent / "corruptions").glob("*.py")):
    import_module(f"judging.corruptions.{_file.stem}")


def forms() -> tuple[Form, ...]:
    """Every form, by clause and name."""
    return tuple(sorted(FORMS, key=lambda form: (form.clause, form.name)))
