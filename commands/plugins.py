"""`goalconv plugins`: what other distributions add, and what of it is not used."""

from __future__ import annotations

import goalconv
from goalconv.commands.console import tell
from goalconv.commands.language import language
from goalconv.commands.options import application, manual

__all__ = ["app"]

app = application()


@app.command(
    help=manual(
        ("goalconv plugins",),
        "列出插件、来源和状态; 有不能用的插件时退出状态为 1。",
        "List the plug-ins, their origin and state; status 1 where one cannot be used.",
    )
)
def plugins() -> None:
    """Prints the plug-ins."""
    found = goalconv.all_plugins()
    rows = [(plugin.group, plugin.name, f"[{plugin.origin}]") for plugin in found]
    widths = [max(map(goalconv.columns, column)) for column in zip(*rows, strict=True)]
    for plugin, row in zip(found, rows, strict=True):
        ready = ", ".join((tell("可用", "ready"), *plugin.codes))
        state = plugin.fault.within(language()) if plugin.fault else ready
        print("  ".join((*map(goalconv.fit, row, widths), goalconv.printable(state))))
    if not found:
        print(tell("没有安装插件", "no plug-ins are installed"))
    if any(plugin.fault for plugin in found):
        raise SystemExit(1)
