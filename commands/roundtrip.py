"""`goalconv roundtrip`: what of a table survives other formats and layouts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

import goalconv
from goalconv.commands import choices
from goalconv.commands.console import finding_text, tell
from goalconv.commands.inputs import read
from goalconv.commands.language import language
from goalconv.commands.options import Encoding, From, Hidden, Input, Limit, application, manual

if TYPE_CHECKING:
    from goalconv import RoundTrip, Survival

__all__ = ["app"]

app = application()
_FATES = {"lost": ("丢失", "lost"), "added": ("多出", "added"), "normalised": ("写法统一", "normalised")}
_SHOWN = 20
_LONGEST = 60


@app.command(
    help=manual(
        (
            "goalconv roundtrip 绩效目标表.xlsx --via docx,pdf",
            "goalconv roundtrip 公开表.xlsx --via html --layout declaration,indicators",
        ),
        "把表写成各种格式和版式再读回, 逐项核对: 保留、写法统一、丢失, 并指出位置。没有丢失时退出状态为 0, 否则为 1。",
        "Write the table in each format and layout, read it back, and account for every field. Status 0: nothing lost, 1: something.",
    )
)
def roundtrip(
    source: Input,
    via: Annotated[
        str,
        typer.Option(
            "--via",
            metavar="FORMATS",
            autocompletion=choices.several_formats,
            help=tell("格式, 用逗号分隔", "Formats, separated by commas."),
            show_default=False,
        ),
    ],
    layout: Annotated[
        str,
        typer.Option(
            "--layout",
            metavar="NAMES",
            autocompletion=choices.several_layouts,
            help=tell("版式, 用逗号分隔", "Layouts, separated by commas."),
        ),
    ] = "disclosure",
    output_format: Annotated[
        str, typer.Option("--output-format", metavar="FORM", help=tell("text 或 json", "text or json."))
    ] = "text",
    from_: From = None,
    encoding: Encoding = None,
    include_hidden: Hidden = False,
    limit: Limit = None,
) -> None:
    """Writes and reads back one table."""
    if output_format not in ("text", "json"):
        raise typer.BadParameter(f"{output_format} (text, json)", param_hint="--output-format")
    reading = read(source, from_, goalconv.ReadOptions(encoding, include_hidden, goalconv.limits_from(limit or ())))
    ways = [(form.strip(), name.strip()) for name in layout.split(",") for form in via.split(",")]
    trips = [goalconv.round_trip(reading, form, name) for form, name in ways]
    if output_format == "json":
        print(json.dumps([_document(trip) for trip in trips], ensure_ascii=False, indent=2))
    else:
        for trip in trips:
            _print(trip)
    if not all(trip.lossless for trip in trips):
        raise typer.Exit(1)


def _print(trip: RoundTrip) -> None:
    counts = [f"{trip.count(fate)} {tell(*words)}" for fate, words in _FATES.items()]  # type: ignore[arg-type]
    print(f"{trip.format} ({trip.layout}): {trip.kept} {tell('保留', 'kept')}, {', '.join(counts)}")
    for fate in _FATES:
        survivals = [survival for survival in trip.others if survival.fate == fate]
        for survival in survivals[:_SHOWN]:
            print(_line(survival))
        if len(survivals) > _SHOWN:
            left = len(survivals) - _SHOWN
            print(
                "  "
                + tell(f"… 另有 {left} 处, 用 --output-format json 列出全部", f"… {left} more; --output-format json lists all")
            )
    for finding in trip.findings:
        print(finding_text(finding))


def _line(survival: Survival) -> str:
    place = f" {survival.place.within(language())}" if survival.place else ""
    texts = " → ".join(_short(text) for text in (survival.old, survival.new))
    return goalconv.printable(f"  {tell(*_FATES[survival.fate])} {survival.pointer}{place}: {texts}")


def _short(text: str | None) -> str:
    if text is None:
        return tell("（无）", "(none)")
    return json.dumps(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…", ensure_ascii=False)


def _document(trip: RoundTrip) -> dict[str, Any]:
    survivals = [
        {
            "fate": each.fate, "pointer": each.pointer, "old": each.old, "new": each.new,
            "place": each.place.within(language()) if each.place else None,
        }
        for each in trip.others
    ]  # fmt: skip
    return {"format": trip.format, "layout": trip.layout, "kept": trip.kept, "lossless": trip.lossless, "others": survivals}
