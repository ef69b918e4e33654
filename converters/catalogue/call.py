"""GC9xx: the call."""

from __future__ import annotations

from ..findings import Kind

# fmt: off
UNKNOWN_FORMAT = Kind("GC901", "error", "不认识的格式: {name}{near}", "unknown format: {name}{near}", "可用格式: {known}", "formats: {known}")
FORMAT_UNKNOWN_FOR = Kind(
    "GC902", "error", "看不出 {path} 是什么格式", "the format of {path} cannot be told",
    "请指明格式（命令行用 --from 或 --to）, 可用: {known}", "say which it is (--from or --to of the command); formats: {known}",
)
FORMAT_CANNOT = Kind(
    "GC903", "error", "格式 {name} 不能{action}", "the format {name} cannot be used to {action}", "可用格式: {known}", "formats: {known}",
)
INPUT_FAILED = Kind(
    "GC905", "error", "无法读取 {path}: {reason}", "cannot read {path}: {reason}", "请检查文件名与权限", "check the file's name and permissions",
)
FORMAT_FAILED = Kind(
    "GC906", "error", "格式 {name} 无法加载: {reason}", "the format {name} cannot be loaded: {reason}",
    "请检查安装是否完整", "check that the installation is complete",
)
UNKNOWN_LAYOUT = Kind("GC907", "error", "不认识的版式: {name}{near}", "unknown layout: {name}{near}", "可用版式: {known}", "layouts: {known}")
CODE_UNKNOWN = Kind(
    "GC908", "error", "没有编号 {code}{near}", "there is no code {code}{near}",
    "全部编号见 docs/findings.md", "docs/findings.md lists all codes",
)
PROFILE_UNKNOWN = Kind(
    "GC909", "error", "没有规则包 {name}{near}", "there is no profile {name}{near}",
    "可用: {known}; 或给出 .toml 文件", "profiles: {known}; or give a .toml file",
)
PROFILE_BROKEN = Kind(
    "GC910", "error", "规则包 {path} 不能使用: {reason}", "the profile {path} cannot be used: {reason}",
    "写法见 docs/checks.md", "docs/checks.md describes it",
)
PROFILE_KEY = Kind(
    "GC911", "error", "规则包 {path} 中没有“{word}”这一项{near}", "profile {path}: there is no key “{word}”{near}",
    "写法见 docs/checks.md", "docs/checks.md describes the keys",
)
PROFILE_WORD = Kind(
    "GC912", "error", "规则包 {path} 中的“{word}”不认识{near}", "profile {path}: “{word}” is not known{near}",
    "写法见 docs/checks.md", "docs/checks.md describes what may be named",
)
EXTRA_MISSING = Kind(
    "GC950", "error", "没有安装 {what}", "{what} is not installed",
    "请运行 pip install 'goalconv[{extra}]'", "run pip install 'goalconv[{extra}]'",
)
BUG = Kind(
    "GC951", "error", "程序出错: {reason}", "a bug in goalconv: {reason}",
    "请把这份文件和这条信息报告给 goalconv 的维护者", "report this message, and the file where you may, to the maintainers of goalconv",
)
KEY_NEEDED = Kind(
    "GC952", "error", "在 {host} 上提供服务需要密钥", "serving on {host} needs a key",
    "用 --api-key 或环境变量 GOALCONV_API_KEY 设置密钥, 或只在 127.0.0.1 上提供服务", "set one with --api-key or GOALCONV_API_KEY, or serve on 127.0.0.1 only",
)
CANNOT_LISTEN = Kind(
    "GC953", "error", "不能在 {host} 的端口 {port} 上提供服务: {reason}", "cannot serve on port {port} of {host}: {reason}",
    "请换一个 --port, 或检查 --host", "choose another --port, or check --host",
)
STORE_FAILED = Kind(
    "GC954", "error", "任务库 {path} 不能使用: {reason}", "jobs cannot be kept in {path}: {reason}",
    "请检查 --store 给出的文件名与权限", "check the name and the permissions of the file given with --store",
)
PLUGIN_REFUSED = Kind(
    "GC980", "error", "插件 {name} [{origin}] 不能使用: {reason}", "the plug-in {name} [{origin}] cannot be used: {reason}",
    "请更新或卸载该插件; goalconv plugins 列出全部插件", "update or uninstall it; goalconv plugins lists all",
)
