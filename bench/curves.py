"""Draws how time grows with projects: one small picture a job, both axes logarithmic, as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Final, NamedTuple

from .job import Kind

__all__ = ["Curve", "Panel", "draw"]

_WIDTH, _HEIGHT, _COLUMNS = 440, 250, 2
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 160, 34, 30
_X: Final = (10, 100_000)
_Y: Final = (0.001, 100)
_COLOURS: Final = {"goalconv": "#b3261e", "part": "#d9776f", "limit": "#35507a", "peer": "#8a8f98", "figure": "#8a8f98"}
_STYLE: Final = (
    '<style>text{font-family:"Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;font-size:11px;fill:#1b2b45}'
    ".title{font-size:13px;font-weight:bold}.axis{fill:#6b7280;font-size:10px}</style>"
)


class Curve(NamedTuple):
    """The times of an engine, (projects, seconds) each."""

    name: str
    kind: Kind
    points: Sequence[tuple[int, float]]


class Panel(NamedTuple):
    """A picture: its title and its curves."""

    title: str
    curves: Sequence[Curve]


def draw(panels: Sequence[Panel]) -> str:
    """All panels, two beside one another."""
    height = -(-len(panels) // _COLUMNS) * _HEIGHT
    parts = (
        f'<g transform="translate({number % _COLUMNS * _WIDTH} {number // _COLUMNS * _HEIGHT})">{_panel(panel)}</g>'
        for number, panel in enumerate(panels)
    )
    size = f'viewBox="0 0 {_WIDTH * _COLUMNS} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">{_STYLE}<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'


def _panel(panel: Panel) -> str:
    ends = _apart({curve.name: _y(curve.points[-1][1]) for curve in panel.curves if curve.points})
    curves = "".join(_curve(curve, ends[curve.name]) for curve in reversed(panel.curves) if curve.points)
    return f'<text x="{_LEFT}" y="20" class="title">{escape(panel.title)}</text>{_axes()}{curves}'


def _axes() -> str:
    """The frame with a line for each power of ten."""
    lines = []
    for exponent in range(-3, 3):
        y = _y(10.0**exponent)
        lines.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#e5e7eb"/>')
        lines.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" class="axis">{10.0**exponent:g} s</text>')
    for exponent in range(1, 6):
        x = _x(10**exponent)
        lines.append(f'<path d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#e5e7eb"/>')
        lines.append(f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 14}" text-anchor="middle" class="axis">{10**exponent:,}</text>')
    return "".join(lines)


def _curve(curve: Curve, label: float) -> str:
    """The line, its points, and its name at its end."""
    colour = _COLOURS[curve.kind]
    path = " ".join(f"{_x(projects):.1f},{_y(seconds):.1f}" for projects, seconds in curve.points)
    dashes = ' stroke-dasharray="5 3"' if curve.kind == "limit" else ""
    dots = "".join(
        f'<circle cx="{_x(projects):.1f}" cy="{_y(seconds):.1f}" r="2.2" fill="{colour}"/>' for projects, seconds in curve.points
    )
    end = _x(curve.points[-1][0])
    width = 2.4 if curve.kind == "goalconv" else 1.3
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>{dots}'
        f'<path d="M{end + 4:.1f} {_y(curve.points[-1][1]):.1f}L{_WIDTH - _RIGHT + 4} {label:.1f}" stroke="{colour}" stroke-width="0.5"/>'
        f'<text x="{_WIDTH - _RIGHT + 7}" y="{label + 4:.1f}" style="fill:{colour}">{escape(curve.name)}</text>'
    )


def _apart(ends: dict[str, float]) -> dict[str, float]:
    """Where the names stand: at the ends of their lines, but not over one another."""
    placed: dict[str, float] = {}
    last = -math.inf
    for name, y in sorted(ends.items(), key=lambda item: item[1]):
        last = placed[name] = max(y, last + 13)
    return placed


def _x(projects: float) -> float:
    return _scaled(projects, _X, _LEFT, _WIDTH - _RIGHT)


def _y(seconds: float) -> float:
    return _scaled(seconds, _Y, _HEIGHT - _BOTTOM, _TOP)


def _scaled(value: float, ends: tuple[float, float], start: float, stop: float) -> float:
    low, high = map(math.log10, ends)
    return start + (math.log10(min(max(value, ends[0]), ends[1])) - low) / (high - low) * (stop - start)
