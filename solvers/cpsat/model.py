"""A problem as a CP-SAT model: variables v0, v1, ... and one linear constraint a row."""

from collections.abc import Mapping

from ortools.sat.python import cp_model

from solvers.compact import OPEN, Compact, Cost


def build(problem: Compact) -> cp_model.CpModel:
    """The model without an objective. Names are opaque, for names reach the solver's logs."""
    model = cp_model.CpModel()
    variables = model.proto.variables
    for column, (low, high) in enumerate(zip(problem.low.tolist(), problem.high.tolist(), strict=True)):
        variable = variables.add()
        variable.name = f"v{column}"
        variable.domain.extend([low, high])
    columns, coefficients = problem.columns.tolist(), problem.coefficients.tolist()
    starts = problem.starts.tolist()
    rows = zip(starts, starts[1:], problem.lower.tolist(), problem.upper.tolist(), strict=False)
    for start, end, lower, upper in rows:
        _add_row(model, columns[start:end], coefficients[start:end], lower, upper)
    return model


def set_objective(model: cp_model.CpModel, cost: Cost | None) -> None:
    """Minimise a cost instead of whatever was minimised before; None leaves only the rows."""
    model.proto.clear_objective()
    if cost is not None:
        model.proto.objective.vars.extend(cost.columns.tolist())
        model.proto.objective.coeffs.extend(cost.coefficients.tolist())
        model.proto.objective.offset = float(cost.constant)


def set_hint(model: cp_model.CpModel, hint: Mapping[int, int]) -> None:
    """Suggest values in place of any suggested before."""
    model.proto.clear_solution_hint()
    model.proto.solution_hint.vars.extend(list(hint))
    model.proto.solution_hint.values.extend(list(hint.values()))


def cap(model: cp_model.CpModel, cost: Cost, value: int) -> None:
    """Add the row cost <= value."""
    _add_row(model, cost.columns.tolist(), cost.coefficients.tolist(), -OPEN, value - cost.constant)


def _add_row(model: cp_model.CpModel, columns: list[int], coefficients: list[int], lower: int, upper: int) -> None:
    linear = model.proto.constraints.add().linear
    linear.vars.extend(columns)
    linear.coeffs.extend(coefficients)
    linear.domain.extend([lower, upper])
