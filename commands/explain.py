"""`goalconv explain`: what a code means, why it is raised, an example, what to do, where the rule is from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

import goalconv
from goalconv.commands import choices
from goalconv.commands.console import tell
from goalconv.commands.language import language
from goalconv.commands.options import application, manual

if TYPE_CHECKING:
    from goalconv import Explanation

__all__ = ["app"]

app = application()
_SEVERITIES = {"error": ("错误", "error"), "warning": ("警告", "warning"), "note": ("提示", "note")}


@app.command(
    help=manual(
        ("goalconv explain GC402",),
        "说明一个编号: 含义、原因、例子、怎么办、依据。",
        "Explain a code: what it means, why, an example, what to do, the source of the rule.",
    )
)
def explain(
    code: Annotated[
        str,
        typer.Argument(
            metavar="CODE",
            autocompletion=choices.codes,
            help=tell("编号, 例如 GC402", "Code, such as GC402."),
            show_default=False,
        ),
    ],
) -> None:
    """Explains one code."""
    print("\n\n".join(_sections(goalconv.explain(code))))


def _sections(explanation: Explanation) -> list[str]:
    kind, spoken = explanation.kind, language()
    example = explanation.table or explanation.indicators or explanation.example
    titled = (
        (("例子", "example"), "\n".join([example, *_said(explanation)])),
        (("怎么办", "what to do"), explanation.advice(spoken)),
        (("依据", "source"), kind.source),
    )
    head = f"{kind.code} {tell(*_SEVERITIES[kind.severity])}: {explanation.says(spoken)}"
    return [head, explanation.why.within(spoken), *(f"{tell(*title)}:\n{_indented(text)}" for title, text in titled if text)]


def _said(explanation: Explanation) -> list[str]:
    """What goalconv says of the example, where the example is a table."""
    document = explanation.document()
    if not document:
        return []
    options = goalconv.ReadOptions(profile=explanation.profile)
    (reading,) = goalconv.read_bytes(document.encode(), format="text", options=options)
    return [f"→ {finding.message_in(language())}" for finding in reading.findings if finding.code == explanation.kind.code][:1]


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))
