"""The form's equations (勾稽关系) as small, checked expressions.

An equation is written in the data files as a comparison over codes: ``total == natural_person + other_org``,
``n in (new_received.total, carried_over_in.total)``, ``closed_total == sum(result)``. Only names, ``row.column`` paths,
numbers, ``+ - * /``, ``abs(…)``, ``max(…)``, ``sum(group)`` and one comparison, or several joined by ``and``, are
allowed; anything else is refused when the file is read. An equation is compiled once and then evaluated on a mapping of
names to values; a missing or non-numeric operand makes it *not assessable*, which is neither pass nor fail.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from xxgk.schema.errors import DataError

Number = int | float
Groups = Mapping[str, Sequence[str]]

_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.GtE: operator.ge,
    ast.LtE: operator.le,
}
_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div)


class EquationError(DataError):
    """An equation in the data files that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Equation:
    """A compiled comparison. `names` are its operands, codes or ``row.column`` paths, the left side's first; `balance`
    are their coefficients where it says that names, each added or taken away once, come to nothing (left side less
    right side), else empty. `parts` are the summands where it says that one code is the sum of others, else empty."""

    source: str
    names: tuple[str, ...]
    balance: Mapping[str, int]
    parts: tuple[str, ...]
    _comparisons: tuple[_Comparison, ...]

    def evaluate(self, values: Mapping[str, Number | None]) -> tuple[bool, Number, Number] | None:
        """``(holds, left, right)``, or None where an operand is missing or not a number.

        Of comparisons joined by ``and`` the sides of the first that fails are told, else those of the last. For
        ``in (a, b)`` the equation holds if either does; the right side told is the one that holds, else the first."""
        if len(self._comparisons) == 1:
            return self._comparisons[0].evaluate(values)
        result = None
        unknown = False
        for comparison in self._comparisons:
            result = comparison.evaluate(values)
            if result is None:
                unknown = True
            elif not result[0]:
                return result
        return None if unknown else result


class _Comparison(NamedTuple):
    """One compiled comparison: a function that gives all its sides, and when the first agrees with one of the rest."""

    sides: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    holds: Callable[[Any, Any], bool]

    def evaluate(self, values: Mapping[str, Number | None]) -> tuple[bool, Number, Number] | None:
        try:
            sides = self.sides(values)
        except (KeyError, TypeError, ZeroDivisionError):
            return None
        if None in sides:
            return None
        left = sides[0]
        for right in sides[1:]:
            if self.holds(left, right):
                return True, left, right
        return False, left, sides[1]


def parse(source: str, groups: Groups | None = None) -> Equation:
    """Compile an equation; `groups` tells the rows of each group for ``sum(group)``. Raises EquationError."""
    try:
        tree = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        raise EquationError(f"not an expression: {source!r}") from error
    joined = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    names: dict[str, None] = {}
    compared = [_comparison(part, groups or {}, names, source) for part in joined]
    sides, holds, _ = compared[0]
    is_equality = len(compared) == 1 and holds is operator.eq and len(sides) == 2
    balance = _balance(ast.BinOp(sides[0], ast.Sub(), sides[1]), groups or {}) if is_equality else None
    comparisons = tuple(_Comparison(_compile(rewritten), holds) for _, holds, rewritten in compared)
    total, *signs = (balance or {}).values() or (0,)
    parts = tuple(names)[1:] if total == 1 and all(sign == -1 for sign in signs) else ()
    return Equation(source, tuple(names), balance or {}, parts, comparisons)


def _comparison(
    tree: ast.expr, groups: Groups, names: dict[str, None], source: str
) -> tuple[list[ast.expr], Callable[[Any, Any], bool], list[ast.expr]]:
    """The sides of one comparison as written, how they are compared, and the sides checked; collects `names`."""
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1:
        raise EquationError(f"not one comparison: {source!r}")
    right = tree.comparators[0]
    if isinstance(tree.ops[0], ast.In):
        if not isinstance(right, ast.Tuple):
            raise EquationError(f"'in' wants a bracketed list: {source!r}")
        sides, holds = [tree.left, *right.elts], operator.eq
    elif type(tree.ops[0]) in _COMPARE:
        sides, holds = [tree.left, right], _COMPARE[type(tree.ops[0])]
    else:
        raise EquationError(f"comparison not allowed: {source!r}")
    return sides, holds, [_rewrite(side, groups, names, source) for side in sides]


def _compile(sides: list[ast.expr]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """A function of the values that returns all sides. Compiled from nodes that `_rewrite` has checked, with no
    builtins."""
    arguments = ast.arguments([], [ast.arg("values")], None, [], [], None, [])
    tree = ast.Expression(ast.Lambda(arguments, ast.Tuple(sides, ast.Load())))
    code = compile(ast.fix_missing_locations(tree), "<equation>", "eval")
    function: Callable[[Mapping[str, Any]], tuple[Any, ...]] = eval(code, {"__builtins__": {}, "abs": abs, "max": max})  # noqa: S307
    return function


def _balance(node: ast.expr, groups: Groups) -> dict[str, int] | None:
    """The sign of each name where an expression only adds and takes away different names, else None."""
    match node:
        case ast.Name(id=code):
            return {code: 1}
        case ast.Attribute(value=ast.Name(id=row), attr=column):
            return {f"{row}.{column}": 1}
        case ast.Call(func=ast.Name(id="sum"), args=[ast.Name(id=group)]):
            return dict.fromkeys(groups[group], 1)
        case ast.Call(func=ast.Name(id="sum"), args=[ast.Attribute(value=ast.Name(id=group), attr=column)]):
            return {f"{row}.{column}": 1 for row in groups[group]}
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            first, second = _balance(left, groups), _balance(right, groups)
            if first is None or second is None or first.keys() & second.keys():
                return None
            return first | {name: -sign if isinstance(op, ast.Sub) else sign for name, sign in second.items()}
    return None


def _rewrite(node: ast.expr, groups: Groups, names: dict[str, None], source: str) -> ast.expr:
    """The checked expression, with names made look-ups and sums of groups written out; collects `names` on the way."""

    def name(code: str) -> ast.expr:
        names.setdefault(code)
        return ast.Subscript(ast.Name("values", ast.Load()), ast.Constant(code), ast.Load())

    match node:
        case ast.Constant(value=int() | float()):
            return node
        case ast.Name(id=code):
            return name(code)
        case ast.Attribute(value=ast.Name(id=row), attr=column):
            return name(f"{row}.{column}")
        case ast.BinOp(left=left, op=op, right=right) if isinstance(op, _ARITHMETIC):
            return ast.BinOp(_rewrite(left, groups, names, source), op, _rewrite(right, groups, names, source))
        case ast.Call(func=ast.Name(id="abs"), args=[inner]):
            return ast.Call(ast.Name("abs", ast.Load()), [_rewrite(inner, groups, names, source)], [])
        case ast.Call(func=ast.Name(id="max"), args=[_, _, *_] as inner):
            return ast.Call(ast.Name("max", ast.Load()), [_rewrite(one, groups, names, source) for one in inner], [])
        case ast.Call(func=ast.Name(id="sum"), args=[ast.Name(id=group)]) if group in groups:
            return _sum([name(row) for row in groups[group]])
        case ast.Call(func=ast.Name(id="sum"), args=[ast.Attribute(value=ast.Name(id=group), attr=column)]) if (
            group in groups
        ):
            return _sum([name(f"{row}.{column}") for row in groups[group]])
    raise EquationError(f"not allowed in an equation: {ast.unparse(node)} in {source!r}")


def _sum(terms: list[ast.expr]) -> ast.expr:
    total = terms[0]
    for term in terms[1:]:
        total = ast.BinOp(total, ast.Add(), term)
    return total
