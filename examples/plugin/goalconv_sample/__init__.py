"""A format, a layout and a profile for goalconv."""

from pathlib import Path

from goalconv.plugin import INTERFACE, Format, Layout, RulePack

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
RULES = RulePack(str(Path(__file__).with_name("sample-2025.toml")), interface=INTERFACE)
