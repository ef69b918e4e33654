"""GC89x: what stands in a settings file, what is asked of a run as a whole, and plug-ins that fail."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
SETTINGS_BROKEN = Kind(
    "GC890", "error", "设置文件 {path} 不能使用: {reason}", "the settings file {path} cannot be used: {reason}",
    "写法见 docs/settings.md", "docs/settings.md describes it",
)
SETTINGS_KEY = Kind(
    "GC891", "error", "设置文件 {path} 中没有“{key}”这一项{near}", "settings file {path}: there is no key “{key}”{near}",
    "goalconv config 列出全部设置", "goalconv config lists all settings",
)
SETTINGS_BARRED = Kind(
    "GC892", "error", "“{key}”不能写在设置文件 {path} 中", "“{key}” may not stand in the settings file {path}",
    "请在命令中给出; 哪些设置不能写在文件里见 docs/settings.md", "give it with the command; docs/settings.md says what no file may set",
)
SETTINGS_VALUE = Kind(
    "GC893", "error", "设置文件 {path} 中“{key}”的值 {value} 应为{wanted}", "settings file {path}: “{key}” is {value}, and should be {wanted}",
    "写法见 docs/settings.md", "docs/settings.md describes it",
)
LOG_FAILED = Kind(
    "GC894", "error", "不能写运行日志 {path}: {reason}", "the log of the run cannot be written to {path}: {reason}",
    "请换一个文件; 日志只加在自己写的文件后面", "name another file; a log is added to a file of its own only",
)
PLUGIN_FAILED = Kind(
    "GC895", "error", "插件 {name} [{origin}] 出错: {reason}", "the plug-in {name} [{origin}] failed: {reason}",
    "这是插件的缺陷, 请报告给它的作者; 卸载它不影响其他格式和版式", "this is a defect of the plug-in: report it to its author; without it everything else works on",
)
VERSION_UNKNOWN = Kind(
    "GC896", "error", "标准文档没有版本 {version}{near}", "there is no version {version} of the canonical document{near}",
    "可用版本: {known}", "versions: {known}",
)
