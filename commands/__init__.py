"""The commands of `goalconv`, one module each; a module is imported when its command is used.

A module defines `app`, a `typer.Typer` with one command, or with several for a group of commands.
Commands use the public names of `goalconv` alone: arguments in, a library call, text out, an exit status.
"""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["COMMANDS", "Command"]


class Command(NamedTuple):
    """A row of the table of commands: its name, which is also that of its module, and its line in the help in both languages."""

    name: str
    chinese: str
    english: str


COMMANDS: Final = (
    Command("convert", "转换格式或版式", "Convert to another format or layout."),
    Command("check", "列出疑点和位置", "List what is doubtful and where."),
    Command("explain", "说明一个编号", "Explain the code of a finding."),
    Command("show", "在终端中阅读", "Read a table on the terminal."),
    Command("diff", "比较两张表", "Compare two tables."),
    Command("merge", "把多个文件合并为一张表", "Merge many files into one table."),
    Command("split", "按单位或项目拆分", "Split by unit or by project."),
    Command("roundtrip", "核对往返后保留了什么", "What survives other formats."),
    Command("form", "填写、读回、清空自己的表单", "Fill, read and blank your own form."),
    Command("serve", "启动网页和接口", "Serve the page and the HTTP interface."),
    Command("formats", "列出支持的格式", "List the formats."),
    Command("plugins", "列出插件和来源", "List the plug-ins and their origin."),
    Command("profiles", "列出规则包", "List the profiles of rules."),
    Command("config", "列出设置和来源", "List the settings and where each is from."),
    Command("completion", "打印命令行补全的脚本", "Print the script of completion for a shell."),
    Command("man", "打印手册页", "Print the manual page."),
    Command("template", "打印版式的内置模板", "Print the built-in template of a layout."),
    Command("schema", "打印标准文档的 JSON Schema", "Print the JSON Schema of the document."),
)
"""All commands, in the order of the help."""
