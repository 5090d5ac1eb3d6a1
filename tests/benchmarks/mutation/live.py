"""A fault put into code that is already running: no file is touched and nothing is imported anew."""

import importlib
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.benchmarks.mutation.operators import Mutant, mutated

ABSENT = object()


def module_of(file: str) -> ModuleType:
    """The module of a file given from the project's root."""
    return importlib.import_module(file.removesuffix(".py").replace("/", "."))


def install(mutant: Mutant, root: Path) -> None:
    """Give the live function the code it would have with the fault, or every holder of a constant its new value.

    Raises LookupError when the owner is not there, ValueError when the new code does not fit the function.
    """
    module = module_of(mutant.file)
    path = root / mutant.file
    tree = mutated(path.read_text(encoding="utf-8"), mutant.place)
    code = compile(tree, str(path), "exec")
    function = _function(module, mutant.owner)
    if function is not None:
        function.__code__ = _code(code, mutant.owner)
        return
    scratch: dict[str, Any] = {"__name__": module.__name__, "__file__": str(path)}
    exec(code, scratch)
    _spread(module, mutant.owner, scratch)


def holders(mutant: Mutant, root: Path) -> set[str]:
    """The file of the fault and, for a constant, the files of all modules that hold it by its name."""
    name, found = mutant.owner.split(".")[0], {mutant.file}
    value = vars(module_of(mutant.file)).get(name, ABSENT)
    for other in list(sys.modules.values()):
        if getattr(other, "__name__", "").startswith("scheduler.") and vars(other).get(name, other) is value:
            found.add(str(Path(str(other.__file__)).relative_to(root)))
    return found


def _function(module: ModuleType, owner: str) -> FunctionType | None:
    value: Any = module
    for part in owner.split("."):
        value = vars(value).get(part, ABSENT)
        if value is ABSENT:
            raise LookupError(f"{module.__name__} has no {owner}")
    if isinstance(value, property):
        value = value.fget
    if isinstance(value, cached_property):
        value = value.func
    if isinstance(value, staticmethod | classmethod):
        value = value.__func__
    return value if isinstance(value, FunctionType) else None


def _code(code: CodeType, owner: str) -> CodeType:
    for inner in _inner(code):
        if inner.co_qualname == owner:
            return inner
    raise LookupError(owner)


def _inner(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _inner(constant)


def _spread(module: ModuleType, owner: str, scratch: dict[str, Any]) -> None:
    """A class gets its new attribute; a module's name is changed wherever it was imported by that name."""
    *scope, name = owner.split(".")
    if scope:
        setattr(getattr(module, scope[0]), name, vars(scratch[scope[0]])[name])
        return
    old = vars(module)[name]
    for other in list(sys.modules.values()):
        if getattr(other, "__name__", "").startswith("scheduler.") and vars(other).get(name, ABSENT) is old:
            setattr(other, name, scratch[name])
