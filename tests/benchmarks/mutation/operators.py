"""Small faults put into a syntax tree: lines deleted, conditions forced, loops emptied, comparisons flipped."""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Function = ast.FunctionDef | ast.AsyncFunctionDef
FLIPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
WORDS = {"number", "also", "section", "quote", "kind", "title", "sentences"}
"""What a clause says of itself; the book's own tests hold it."""
LISTS = {"CLAUSES", "CHAPTERS", "BOOK"}
"""Computed when imported: a clause missing from the book is the book's own test."""
SHOWN = 90


@dataclass(frozen=True, slots=True)
class Edit:
    """One fault that can be put into the tree it was found in, by calling `make`.

    `owner` is the function, or the class or assigned name, that holds it.
    """

    owner: str
    kind: str
    line: int
    text: str
    make: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault in one file; `place` is its position among the file's edits, `name` says it without a line number."""

    file: str
    place: int
    owner: str
    kind: str
    line: int
    name: str


def mutants(file: str, source: str) -> list[Mutant]:
    """Every fault the operators know for a file, in the order of its text."""
    seen: Counter[str] = Counter()
    found = []
    for place, edit in enumerate(edits(ast.parse(source))):
        name = f"{file} {edit.owner} {edit.kind}: {edit.text}"
        seen[name] += 1
        number = f" #{seen[name]}" if seen[name] > 1 else ""
        found.append(Mutant(file, place, edit.owner, edit.kind, edit.line, name + number))
    return found


def mutated(source: str, place: int) -> ast.Module:
    """The tree of the source with one fault in it."""
    tree = ast.parse(source)
    next(edit for index, edit in enumerate(edits(tree)) if index == place).make()
    return ast.fix_missing_locations(tree)


def edits(tree: ast.Module) -> Iterator[Edit]:
    """Every fault of a module."""
    yield from _of_scope(tree.body, "")


def _of_scope(body: list[ast.stmt], scope: str) -> Iterator[Edit]:
    for node in body:
        if isinstance(node, Function):
            yield from _of_function(node, f"{scope}{node.name}")
        elif isinstance(node, ast.ClassDef):
            yield from _of_scope(node.body, f"{scope}{node.name}.")
        else:
            yield from _of_constant(node, scope)


def _of_constant(node: ast.stmt, scope: str) -> Iterator[Edit]:
    """A number, or one item of a collection, that a module or class names."""
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    value = getattr(node, "value", None)
    if not isinstance(target, ast.Name) or value is None or target.id in WORDS | LISTS:
        return
    if scope and isinstance(node, ast.AnnAssign) and "ClassVar" not in ast.unparse(node.annotation):
        return  # a field, whose value the dataclass has long copied
    owner = f"{scope}{target.id}"
    if isinstance(value, ast.Subscript):
        return  # a name for a type
    for part in ast.walk(value):
        if isinstance(part, ast.Constant):
            yield from _constant(part, owner)
        elif isinstance(part, ast.Set | ast.List | ast.Tuple):
            yield from _items(part, owner)
        elif isinstance(part, ast.Dict):
            yield from _pairs(part, owner)


def _items(node: ast.Set | ast.List | ast.Tuple, owner: str) -> Iterator[Edit]:
    for item in node.elts:

        def make(item: ast.expr = item) -> None:
            node.elts = [other for other in node.elts if other is not item]

        yield Edit(owner, "item", item.lineno, f"without {ast.unparse(item)}", make)


def _pairs(node: ast.Dict, owner: str) -> Iterator[Edit]:
    for index, key in enumerate(node.keys):

        def make(index: int = index) -> None:
            del node.keys[index], node.values[index]

        if key is not None:
            yield Edit(owner, "item", key.lineno, f"without {ast.unparse(key)}", make)


def _of_function(function: Function, owner: str) -> Iterator[Edit]:
    """Every fault in a function; a generator stays one, and a method that calls its base keeps its class."""
    kept = _kept(function)

    def lasting(make: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            make()
            function.body = [*kept, *function.body]

        return run

    if function.name == "rows" or function.name.endswith("_rows"):
        yield Edit(
            owner, "builder", function.lineno, "no rows", lasting(lambda: setattr(function, "body", [ast.Pass()]))
        )
    for edit in _of_body(function.body, owner):
        yield Edit(edit.owner, edit.kind, edit.line, edit.text, lasting(edit.make))


def _kept(function: Function) -> list[ast.stmt]:
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    own = [node for statement in function.body for node in _within(statement)]
    wanted = ["yield"] if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own) else []
    wanted += ["__class__"] if "super" in names else []
    return ast.parse("".join(f"if False: {word}\n" for word in wanted)).body


def _within(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all below it, without the insides of functions."""
    yield node
    if not isinstance(node, Function | ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _within(child)


def _of_body(body: list[ast.stmt], owner: str) -> Iterator[Edit]:
    for index, statement in enumerate(body):
        if isinstance(statement, ast.Pass) or _is_text(statement):
            continue
        if isinstance(statement, Function):
            yield from _of_body(statement.body, owner)
            continue
        yield from _of_statement(body, index, statement, owner)
        for part in ("body", "orelse", "finalbody"):
            yield from _of_body(getattr(statement, part, []), owner)


def _of_statement(body: list[ast.stmt], index: int, statement: ast.stmt, owner: str) -> Iterator[Edit]:
    """The statement gone, its condition forced, its loop emptied, and every fault in its expressions."""
    line, text = statement.lineno, ast.unparse(statement).splitlines()[0][:SHOWN]
    if isinstance(statement, ast.If | ast.While):
        yield from _forced(statement, owner)
    elif isinstance(statement, ast.For):
        yield _emptied(statement, owner, line)
    elif not isinstance(statement, ast.With | ast.Try):

        def delete() -> None:
            body[index] = ast.copy_location(ast.Pass(), statement)

        yield Edit(owner, "line", line, text, delete)
    for child in ast.iter_child_nodes(statement):
        if isinstance(child, ast.expr):
            yield from _of_expression(child, owner)


def _of_expression(node: ast.expr, owner: str) -> Iterator[Edit]:
    for part in ast.walk(node):
        if isinstance(part, ast.Compare):
            yield from _flipped(part, owner)
        elif isinstance(part, ast.Constant):
            yield from _constant(part, owner)
        elif isinstance(part, ast.BoolOp):
            yield from _joined(part, owner)
        elif isinstance(part, ast.IfExp):
            yield from _forced(part, owner)
        elif isinstance(part, ast.comprehension):
            yield _emptied(part, owner, part.iter.lineno)
            yield from _unfiltered(part, owner)
        else:
            yield from _undenied(part, owner)


def _forced(node: ast.If | ast.While | ast.IfExp, owner: str) -> Iterator[Edit]:
    for value in (False, True) if not isinstance(node, ast.While) else (False,):

        def make(value: bool = value) -> None:
            node.test = ast.Constant(value)

        yield Edit(owner, str(value).lower(), node.lineno, f"if {ast.unparse(node.test)[:SHOWN]}", make)


def _emptied(node: ast.For | ast.comprehension, owner: str, line: int) -> Edit:
    text = f"for {ast.unparse(node.target)} in {ast.unparse(node.iter)[:SHOWN]}"
    return Edit(owner, "empty", line, text, lambda: setattr(node, "iter", ast.Tuple([], ast.Load())))


def _unfiltered(node: ast.comprehension, owner: str) -> Iterator[Edit]:
    for condition in node.ifs:

        def make(condition: ast.expr = condition) -> None:
            node.ifs = [other for other in node.ifs if other is not condition]

        if not any(isinstance(part, ast.NamedExpr) for part in ast.walk(condition)):
            yield Edit(owner, "filter", condition.lineno, f"if {ast.unparse(condition)[:SHOWN]}", make)


def _flipped(node: ast.Compare, owner: str) -> Iterator[Edit]:
    for index, operator in enumerate(node.ops):
        other = FLIPS[type(operator)]

        def make(index: int = index, other: type[ast.cmpop] = other) -> None:
            node.ops[index] = other()

        yield Edit(owner, "compare", node.lineno, f"{ast.unparse(node)[:SHOWN]} ({index + 1})", make)


def _constant(node: ast.Constant, owner: str) -> Iterator[Edit]:
    if isinstance(node.value, bool):
        yield Edit(owner, "bool", node.lineno, str(node.value), lambda: setattr(node, "value", not node.value))
    elif isinstance(node.value, int):
        more = node.value + 1
        yield Edit(owner, "number", node.lineno, f"{node.value} to {more}", lambda: setattr(node, "value", more))


def _joined(node: ast.BoolOp, owner: str) -> Iterator[Edit]:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield Edit(owner, "logic", node.lineno, ast.unparse(node)[:SHOWN], lambda: setattr(node, "op", other))


def _undenied(node: ast.AST, owner: str) -> Iterator[Edit]:
    """`not x` becomes `not not x`, which is x as a condition."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = node.operand
        make = lambda: setattr(node, "operand", ast.UnaryOp(ast.Not(), inner))  # noqa: E731
        yield Edit(owner, "not", node.lineno, ast.unparse(node)[:SHOWN], make)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
