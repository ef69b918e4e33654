"""A comparison as one web page that needs nothing else: old and new side by side, what changed marked in the text."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from ..language import Language
from .changes import Change, Changes, FieldChange
from .words import BLANK, LEVELS, PAGE, heading, kind_of, remark, summary

__all__ = ["render"]

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = """\
*{box-sizing:border-box}
body{margin:0 auto;padding:16px;max-width:1100px;color:#1a1a1a;background:#fff;
font:14px/1.6 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC",sans-serif;line-break:strict;overflow-wrap:anywhere}
h1{font-size:20px;margin:0 0 4px}
.files,.note{color:#555;margin:2px 0}
.sum{margin:8px 0 16px;padding:8px 12px;background:#f3f5f7;border-left:4px solid #456}
table{width:100%;border-collapse:collapse;table-layout:fixed;margin:0 0 18px}
caption{text-align:left;font-weight:bold;padding:4px 0}
caption .tag{display:inline-block;min-width:3.5em;text-align:center;margin-right:8px;padding:0 6px;border-radius:3px;font-weight:normal;border:1px solid currentColor}
caption .above{color:#555;font-weight:normal}
.added .tag{color:#17692f}.removed .tag{color:#a31515}.changed .tag{color:#7a5000}
th,td{border:1px solid #bbb;padding:4px 8px;vertical-align:top;text-align:left;white-space:pre-wrap}
th{font-weight:normal;background:#f7f7f7}
thead th{background:#e9edf0}
.l{width:9.5em}.r{width:11em}
del{background:#fbdcdc;color:#8c1010}
ins{background:#d5f2dc;color:#0f5a26;text-decoration:underline}
td.n{white-space:nowrap;text-align:right}
@media(max-width:640px){.l{width:6em}.r{width:7em}td.n{white-space:normal}}
@page{size:A4 landscape;margin:14mm}
@media print{body{padding:0;max-width:none;print-color-adjust:exact;-webkit-print-color-adjust:exact}tr{break-inside:avoid}caption{break-after:avoid}}
"""


def render(changes: Changes, old: str, new: str, language: Language = "zh") -> str:
    """The page; `old` and `new` are what the two tables are called."""
    title = _say("title", language)
    parts = [
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
        f'<p class="files">{_say("old", language)}：{escape(old)}<br>{_say("new", language)}：{escape(new)}</p>\n',
        f'<p class="sum">{escape(summary(changes, language))}</p>\n',
        f'<p class="note">{PAGE["currency"].of(unit=changes.new_unit).within(language)}</p>\n',
        *(f'<p class="note">{escape(finding.message_in(language))}</p>\n' for finding in changes.findings),
        *(piece for change in changes.changes for piece in _table(change, language)),
        "</body>\n</html>\n",
    ]
    return "".join(parts)


def _say(name: str, language: Language) -> str:
    return PAGE[name].within(language)


def _table(change: Change, language: Language) -> Iterator[str]:
    """One item: its name as the caption, a row for each field."""
    above = escape(" › ".join(change.path[:-1]))
    origin = heading(change, language)
    yield f'<table class="{change.kind}">\n<caption><span class="tag">{kind_of(change, language)}</span>'
    yield f'<span class="above">{above}{" › " if above else ""}{LEVELS[change.level].within(language)} </span>{escape(change.name)}'
    yield f'<span class="above">　{escape(origin)}</span></caption>\n' if origin else "</caption>\n"
    if change.fields:
        heads = (("l", "field"), ("", "old"), ("", "new"), ("r", "difference"))
        cells = "".join(f'<th scope="col" class="{name}">{_say(word, language)}</th>' for name, word in heads)
        yield f"<thead><tr>{cells}</tr></thead>\n<tbody>\n"
        yield from (_row(field, change.kind, language) for field in change.fields)
        yield "</tbody>\n"
    yield "</table>\n"


def _row(field: FieldChange, kind: str, language: Language) -> str:
    blank = BLANK.within(language) if kind == "changed" else ""
    old, new = _side(field, "removed", field.old) or blank, _side(field, "added", field.new) or blank
    said = escape(remark(field, language))
    return f'<tr><th scope="row">{escape(field.label)}</th><td>{old}</td><td>{new}</td><td class="n">{said}</td></tr>\n'


def _side(field: FieldChange, kind: str, text: str | None) -> str:
    """The old or the new text, with what is not in the other one marked."""
    tag = "del" if kind == "removed" else "ins"
    if not field.marks:
        whole = field.judgement is None and field.difference is None
        shown = escape(text or "", quote=False)
        return f"<{tag}>{shown}</{tag}>" if text and whole else shown
    return "".join(
        f"<{tag}>{escape(fragment.text, quote=False)}</{tag}>" if fragment.kind == kind else escape(fragment.text, quote=False)
        for fragment in field.marks
        if fragment.kind in ("same", kind)
    )
