"""A format, a layout, a profile and a check for goalconv."""

from pathlib import Path

from goalconv.plugin import INTERFACE, Format, Layout, RulePack

from .goals import EXPLANATIONS

FORMAT = Format(
    name="markdown",
    suffixes=(".md",),
    media_type="text/markdown",
    title="Markdown 表格",
    english="Markdown table",
    reader="goalconv_sample.markdown:read",
    writer="goalconv_sample.markdown:write",
    interface=INTERFACE,
)
LAYOUT = Layout(
    name="pairs",
    title="键值表",
    module="goalconv_sample.pairs",
    template=str(Path(__file__).with_name("pairs.toml")),
    interface=INTERFACE,
)
RULES = RulePack(
    path=str(Path(__file__).with_name("sample-2025.toml")),
    check="goalconv_sample.goals:check",
    explanations=EXPLANATIONS,
    interface=INTERFACE,
)
