"""The mutants of a module: each is its source with one small change that a test should notice."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from types import CodeType
from typing import NamedTuple

__all__ = ["Mutant", "of"]

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
WORKED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.BitXor: ast.BitOr,
}  # fmt: skip
Change = tuple[ast.AST, Callable[[], object], str]


class Mutant(NamedTuple):
    """One change: which of the source, in which function ("" where in none), on which line, and what it is."""

    source: str
    index: int
    function: str
    line: int
    title: str

    @property
    def names(self) -> set[str]:
        """What the changed statement names, where it stands in no function, and the names that are made of these."""
        found: set[str] = set()
        for statement in ast.parse(self.source).body:
            if isinstance(statement, ast.Assign | ast.AnnAssign):
                held = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
                changed = statement.lineno <= self.line <= (statement.end_lineno or self.line)
                targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
                found |= {node.id for node in targets if isinstance(node, ast.Name)} if changed or held & found else set()
        return found

    def compiled(self, filename: str) -> CodeType:
        """The changed module."""
        tree = ast.parse(self.source)
        _, change = list(_changes(tree))[self.index]
        change[1]()
        return compile(ast.fix_missing_locations(tree), filename, "exec", dont_inherit=True)


def of(source: str) -> list[Mutant]:
    """All mutants of a module."""
    lines = source.splitlines()
    found: list[Mutant] = []
    times: Counter[str] = Counter()
    for index, (function, (node, _, what)) in enumerate(_changes(ast.parse(source))):
        line: int = node.lineno  # type: ignore[attr-defined]
        title = f"{function or 'module'}: {what} in `{lines[line - 1].strip()}`"
        times[title] += 1
        found.append(Mutant(source, index, function, line, title if times[title] == 1 else f"{title} ({times[title]})"))
    return found


def _changes(tree: ast.Module) -> Iterator[tuple[str, Change]]:
    for statement in tree.body:
        yield from _within(statement, "")


def _within(statement: ast.stmt, path: str) -> Iterator[tuple[str, Change]]:
    """The changes to a statement of a module or a class: to functions and methods, and to what a module's names stand for."""
    if isinstance(statement, ast.ClassDef):
        for inner in statement.body:
            if isinstance(inner, ast.FunctionDef):
                yield from _within(inner, f"{path}{statement.name}.")
    elif isinstance(statement, ast.FunctionDef):
        for part in statement.body:
            yield from ((f"{path}{statement.name}", change) for change in _parts(part))
    elif isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None and not _is_apart(statement):
        yield from (("", change) for change in _parts(statement.value))


def _is_apart(statement: ast.Assign | ast.AnnAssign) -> bool:
    """Whether a statement says something of the module or of types, and nothing that runs."""
    if isinstance(statement, ast.AnnAssign):
        return "TypeAlias" in ast.unparse(statement.annotation)
    return ast.unparse(statement.targets[0]) == "__all__"


def _parts(node: ast.AST) -> Iterator[Change]:
    """The changes to a node and to all that stands in it, but for docstrings, annotations, messages and what is asserted."""
    if isinstance(node, ast.Assert) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        return
    if isinstance(node, ast.keyword) and node.arg == "strict":  # asserts that two lists are as long as each other
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Words":  # what a message says
        return
    yield from _of_node(node)
    for name, member in ast.iter_fields(node):
        if name in ("annotation", "returns", "ctx", "decorator_list") or (name == "format_spec" and member):
            continue
        for child in member if isinstance(member, list) else [member]:
            if isinstance(child, ast.AST):
                yield from _parts(child)


def _of_node(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                yield _change(node, lambda at=at, op=op: ops.__setitem__(at, COMPARED[type(op)]()), f"{_symbol(op)} reversed")  # type: ignore[misc]
        case ast.BoolOp(op=op):
            other = ast.Or if isinstance(op, ast.And) else ast.And
            yield _change(node, lambda: setattr(node, "op", other()), "and/or exchanged")
        case ast.UnaryOp(op=ast.Not()):
            yield _change(node, lambda: setattr(node, "op", ast.UAdd()) or _unwrap(node), "not dropped")
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in WORKED:
            yield _change(node, lambda: setattr(node, "op", WORKED[type(op)]()), f"{_symbol(op)} exchanged")
        case ast.Constant(value=value):
            yield from _of_constant(node, value)
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            yield _change(node, lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), test)), "condition reversed")
        case ast.comprehension(ifs=[_, *_]):
            yield _change(node.target, lambda: node.ifs.clear(), "filter dropped")
        case ast.Return(value=value) if value is not None and not _is_nothing(value):
            yield _change(node, lambda: setattr(node, "value", ast.Constant(None)), "None returned")
        case ast.Expr(value=ast.Call()):
            yield _change(node, lambda: setattr(node, "value", ast.Constant(None)), "call dropped")


def _of_constant(node: ast.Constant, value: object) -> Iterator[Change]:
    if isinstance(value, bool):
        yield _change(node, lambda: setattr(node, "value", not value), f"{value} reversed")
    elif isinstance(value, int):
        yield _change(node, lambda: setattr(node, "value", value + 1), f"{value} + 1")
    elif isinstance(value, str):
        yield _change(node, lambda: setattr(node, "value", f"XX{value}XX"), f"{value!r} spoilt")


def _is_nothing(value: ast.expr) -> bool:
    """Whether a value is taken for none wherever it is asked for: False, "", an empty list."""
    return (isinstance(value, ast.Constant) and not value.value) or ast.unparse(value) in ("[]", "()", "{}")


def _unwrap(node: ast.UnaryOp) -> None:
    """`not x` as whether x: the same type of answer, the other way round."""
    node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)


def _change(node: ast.AST, apply: Callable[[], object], title: str) -> Change:
    return node, apply, title


def _symbol(op: ast.AST) -> str:
    return type(op).__name__
