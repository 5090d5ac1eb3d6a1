"""Any single value of the school or the policy, by its path."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import WithJsonSchema

from scheduler.config.build_findings import BUILDING, HOMEROOM, PROVIDER, Rule
from scheduler.config.changes.draft import Draft, Refused
from scheduler.config.changes.mentions import SECTIONS
from scheduler.config.changes.verb import Verb
from scheduler.config.changes.words import Told, told
from scheduler.config.nearest import nearest
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_forms import field_names
from scheduler.config.schema_types import Sentence, said

_ENTRIES: Mapping[str, Rule] = {
    **SECTIONS,
    "homerooms": HOMEROOM,
    "providers": PROVIDER,
    "buildings": BUILDING,
    "research": ("research team", "教研组"),
    "bells": ("stage", "学段"),
}
"""Sections of whole entries, and what one is called."""
_NOT_HERE = ("policy", "term", "scenario", "school")
"""Sections that say which school and layers these are."""


class Set(Verb):
    """Any value of the school or the policy (`rules.caps.late_days`)."""

    title = ("设定", "set")
    about = (
        "把学校文件或政策包的一个值改成另一个（写明路径，用点分隔）；写 null 恢复默认",
        "one value of the school file or the policy, by its path; null brings the default back",
    )
    example = "{set: rules.caps.late_days, to: 3}"

    path: Sentence = said("值的路径", "path of the value", alias="set")
    to: Annotated[Any, WithJsonSchema({"examples": ["3"]})] = said("新值", "the new value")

    def edit(self, draft: Draft) -> Told:
        """Write the value; entries on the way must be there, and the schema judges the value as it would a file's."""
        steps = tuple(self.path.split("."))
        self._check(draft, steps)
        old = draft.get(*steps)
        draft.claim(steps, f"{self.to}")
        if self.to is None:
            draft.drop(*steps)
            return told("set.default", path=self.path)
        draft.put(*steps, value=self.to, source=("to",), named=("set",))
        return told("set", path=self.path, old=_short(old), new=_short(self.to))

    def _check(self, draft: Draft, steps: tuple[str, ...]) -> None:
        fields = [name for name in field_names(SchoolFile) if name not in _NOT_HERE]
        if steps[0] not in fields or len(steps) == 1:
            rule = (
                f"must be a path that begins with a section and names a field in it; sections: {', '.join(fields)}",
                f"应为以某一部分开头的字段路径；各部分：{'、'.join(fields)}",
            )
            draft.wrong(("set",), rule, nearest(steps[0], fields) if steps[0] not in fields else None)
            raise Refused
        there = draft.entries(steps[0])
        if steps[0] in _ENTRIES and steps[1] not in there:
            draft.wrong(("set",), *draft.complaints.unknown(_ENTRIES[steps[0]], steps[1], there))
            raise Refused
        if steps[0] in _ENTRIES and len(steps) == 2:
            rule = (
                "must name a field of the entry; add and remove change whole entries",
                "应写到该项的字段；增删整项请用 add、remove",
            )
            draft.wrong(("set",), rule)
            raise Refused


def _short(value: Any) -> str:
    """A value as a sentence shows it."""
    if value is None:
        return "-"
    text = str(value).replace("'", "")
    return text if len(text) <= 40 else text[:39] + "…"
