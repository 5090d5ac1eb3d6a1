"""What a change is: one verb with its fields, what it does to a school, and the sentence that says so."""

from abc import abstractmethod
from typing import ClassVar

from scheduler.config.changes.draft import Draft
from scheduler.config.changes.words import Told
from scheduler.config.schema_types import Strict


class Verb(Strict):
    """Base of every change. Its first field bears the verb's name, as it is written in a scenario file.

    `title` is the verb in Chinese and English, `about` one line for planners, `example` a change as it is written;
    `afterschool changes`, the JSON Schema and the tests are made from them.
    """

    title: ClassVar[tuple[str, str]]
    about: ClassVar[tuple[str, str]]
    example: ClassVar[str]

    @abstractmethod
    def edit(self, draft: Draft) -> Told:
        """Make the change in the draft and say what it does; faults are recorded there, and nothing is raised but
        `Spoilt`."""

    @classmethod
    def word(cls) -> str:
        """The verb as it is written."""
        name, field = next(iter(cls.model_fields.items()))
        return field.alias or name
