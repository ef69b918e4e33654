"""What the pages say, in both languages."""

from __future__ import annotations

from typing import Final

from goalconv.converters.language import Words

__all__ = ["WORDS"]

# fmt: off
WORDS: Final = {
    "name": Words("绩效目标表检查与转换", "Performance goal tables: check and convert"),
    "other": Words("English", "中文"),
    "skip": Words("跳到正文", "Skip to the content"),
    "lead": Words(
        "检查项目支出绩效目标表, 并转换为 Word、Excel、PDF 等格式。",
        "Check tables of performance goals (项目支出绩效目标表), and convert them to Word, Excel, PDF and more.",
    ),
    "choose": Words("选择文件", "Choose files"),
    "drop": Words("也可以把文件拖到这里", "or drop them here"),
    "limits": Words(
        "可选多个文件, 最多 {files} 个, 合计不超过 {size} MiB。", "Several files may be chosen: {files} at most, {size} MiB together."
    ),
    "too_large": Words("所选文件合计超过 {size} MiB, 没有上传。", "The files chosen are over {size} MiB together; nothing was sent."),
    "accepted": Words("可读取: {suffixes}", "Read are: {suffixes}"),
    "hidden": Words("也读取隐藏的行、列、工作表", "Read hidden rows, columns and sheets as well"),
    "profile": Words("检查规则", "Rules"),
    "start": Words("开始检查", "Check"),
    "privacy": Words(
        "文件只在本服务器上处理, 结果保留 {minutes} 分钟后自动删除, 也可以立即删除。",
        "Files are processed on this server alone. Results are deleted after {minutes} minutes, or at once when you say so.",
    ),
    "deleted": Words("已删除文件和结果。", "Files and results are deleted."),
    "working": Words("正在处理", "Working"),
    "progress": Words("已完成 {done} / {files} 个文件, 完成后自动显示结果。", "{done} of {files} files done; the results will appear by themselves."),
    "refresh": Words("刷新", "Refresh"),
    "back": Words("检查其他文件", "Check other files"),
    "error": Words("错误", "Error"), "none_chosen": Words("还没有选择文件。", "No file is chosen yet."),
    "errors": Words("错误", "errors"), "warnings": Words("警告", "warnings"), "notes": Words("提示", "notes"),
    "clean": Words("没有发现问题", "Nothing doubtful was found"),
    "found": Words("有 {count} 个问题", "problems found: {count}"),
    "unread": Words("{count} 个文件无法读取", "files that could not be read: {count}"),
    "colon": Words("：", ": "),
    "result": Words("检查结果", "Result"),
    "files": Words("文件", "Files"), "file": Words("文件", "File"), "state": Words("结果", "Result"),
    "problems": Words("问题清单", "Problems"),
    "copy_list": Words("复制问题清单", "Copy the list"), "copied": Words("已复制", "Copied"),
    "list_csv": Words("下载问题清单 (CSV)", "Download the list (CSV)"), "list_xlsx": Words("下载问题清单 (Excel)", "Download the list (Excel)"),
    "severity": Words("级别", "Severity"), "code": Words("编号", "Code"), "place": Words("位置", "Place"), "said": Words("问题", "Problem"),
    "hint": Words("办法", "What to do"), "show": Words("在表中查看", "Show in the table"),
    "table": Words("读取的内容", "What was read"), "unit_of_account": Words("单位", "Amounts in"),
    "project": Words("单位 / 项目", "Unit / project"), "grand_total": Words("合计", "Grand total"), "total": Words("总计", "Total"),
    "indicators": Words("绩效指标", "Indicators"), "source": Words("原文", "Source text"), "at": Words("位置: {place}", "At: {place}"),
    "ignored": Words("没有读取的内容", "What was not read"), "ignored_none": Words("没有遗漏。", "Nothing was left out."),
    "ledger": Words("已统一的写法", "What was made the same"),
    "account": Words("字符核对", "Account of the characters"),
    "account_text": Words(
        "原文共 {source} 个非空白字符: 归入数据 {fields}, 标签与分隔 {labels}, 未归入 {unexplained}。",
        "{source} characters in the source: {fields} in data, {labels} in labels and separators, {unexplained} unexplained.",
    ),
    "downloads": Words("下载", "Download"), "format": Words("格式", "Format"), "any_layout": Words("与版式无关", "Whatever the layout"),
    "document": Words("标准文档", "document"), "encoding": Words("文本编码", "Encoding of text"), "found_out": Words("自动识别", "Found out"),
    "annotated": Words("标注了问题的副本", "A copy with the problems marked"), "open": Words("打开", "Open"),
    "cannot": Words("不能", "not possible"),
    "merge": Words("合并", "Merged"), "merge_lead": Words("把以上各表合并为一张。", "All these tables in one."),
    "compare": Words("比较两张表", "Compare two tables"), "old": Words("原表", "Old"), "new": Words("新表", "New"),
    "to_result": Words("← 回到结果", "← Back to the result"), "compare_now": Words("比较", "Compare"),
    "until": Words("结果保留到 {time}, 之后自动删除。", "Kept until {time}, then deleted."),
    "delete": Words("立即删除", "Delete now"),
    "request": Words("请求编号", "Request"), "api": Words("接口说明", "HTTP interface"), "top": Words("回到顶部", "To the top"),
    "counts": Words("{units} 个单位, {projects} 个项目, {indicators} 项指标", "units: {units}, projects: {projects}, indicators: {indicators}"),
    "docs": Words("HTTP 接口", "HTTP interface"),
    "docs_lead": Words(
        "文件放在 multipart/form-data 的 file 中; 只有一个文件时, 也可以直接作为请求体。错误是 application/problem+json (RFC 9457)。机器可读的说明:",
        "Files go into file of a multipart/form-data form; a single file may be the body itself. Errors are application/problem+json (RFC 9457). For machines:",
    ),
    "parameters": Words("参数", "Parameters"), "meaning": Words("含义", "Meaning"), "values_": Words("可用的值", "Values"), "answers": Words("状态码", "Status"), "failed": Words("上传中断, 请再试一次。", "The upload broke off; please try again."),
}
