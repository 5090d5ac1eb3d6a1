"""Changes to a school file, collected as the scenario that would make them."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from scheduler.calendar.term import parse_weekday, weekday_en


class Layer:
    """A scenario under way: every value set so far, over the school's merged file.

    Values are read through what was set before, so that several changes of one list add up.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self.data: dict[str, Any] = {}

    def get(self, *path: str, default: Any = None) -> Any:
        """The value at a path as the scenario leaves it, a copy; `default` where there is none."""
        for root in (self.data, self._data):
            found = _at(root, path)
            if found is not None:
                return deepcopy(found)
        return default

    def put(self, *path: str, value: Any) -> None:
        """Set the value at a path; mappings on the way are made."""
        inside = self.data
        for step in path[:-1]:
            inside = inside.setdefault(step, {})
        inside[path[-1]] = value

    def weekday(self, weekday: int, *path: str) -> str:
        """The key a weekday has, or would have, in the mapping at a path: `mon`, or 周一 where it is so written."""
        written = self.get(*path, default={})
        return next((key for key in written if parse_weekday(key) == weekday), weekday_en(weekday))


def _at(root: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = root
    for step in path:
        if not isinstance(value, Mapping) or step not in value:
            return None
        value = value[step]
    return value
