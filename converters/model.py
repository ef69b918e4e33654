"""The canonical document: one goal table (项目支出绩效目标表) as frozen, typed data.

Every reader ends here and every writer starts here. The names are fixed, because other programs
depend on them; `schemas/goal-table.schema.json` is generated from this module. Amounts are
`Decimal` with the digits of the source; texts are kept as written; `None` is a cell that is blank
or that the form does not have.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Final, Literal, TypeAlias

from msgspec import Meta, Struct, field

__all__ = [
    "SCHEMA_ID", "SOURCES", "Amount", "Coded", "CurrencyUnit", "Direction", "Extensions", "Funding", "GoalTable", "Indicator",
    "Operator", "Project", "SourceName", "Unit", "Value", "ValueKind",
]  # fmt: skip

SCHEMA_ID: Final = "urn:goalconv:goal-table:1.0"


def _of(title: str, description: str, *examples: Any) -> Meta:
    """The title (Chinese) and description (English) that the schema shows for a member."""
    return Meta(title=title, description=f"{description} · {title}", examples=list(examples) or None)


Amount: TypeAlias = Decimal
CurrencyUnit: TypeAlias = Literal["元", "千元", "万元", "亿元"]
SourceName: TypeAlias = Literal[
    "fiscal_appropriation", "general_budget", "government_fund", "state_capital", "special_account", "carried_over",
    "superior_grant", "own_funds", "business_income", "operating_income", "other",
]  # fmt: skip
ValueKind: TypeAlias = Literal["quantity", "range", "date", "text", "blank"]
Operator: TypeAlias = Literal[">=", ">", "<=", "<", "=", "±", "≈"]
Direction: TypeAlias = Literal["positive", "negative", "qualitative"]
Text: TypeAlias = Annotated[str, Meta(min_length=1)]
Count: TypeAlias = Annotated[int, Meta(ge=0)]
Extensions: TypeAlias = Annotated[
    dict[str, str],
    _of(
        "标准表以外的内容",
        "What the form says and the model has no name for: label as printed → text",
        {"联系电话": "020-81234567"},
    ),
]

SOURCES: Final[dict[SourceName, str]] = {
    "fiscal_appropriation": "财政拨款",
    "general_budget": "一般公共预算",
    "government_fund": "政府性基金",
    "state_capital": "国有资本经营预算",
    "special_account": "财政专户拨款",
    "carried_over": "上年结转",
    "superior_grant": "上级资金",
    "own_funds": "自有资金",
    "business_income": "事业收入",
    "operating_income": "经营收入",
    "other": "其他资金",
}
"""The sources of money and the Chinese term of each."""


class Coded(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A name with the code the form prints before it: 11-数量指标."""

    code: Annotated[Text | None, _of("代码", "The code; null where the form prints none", "11", "105")]
    name: Annotated[str, _of("名称", "The name as printed", "数量指标", "广州市荔湾区民政局")]

    @property
    def printed(self) -> str:
        """Code and name as a form prints them: 11-数量指标."""
        return f"{self.code}-{self.name}" if self.code else self.name


class Funding(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Amounts as declared, in the table's unit of account; never recomputed (资金)."""

    total: Annotated[Amount | None, _of("总计", "The declared total; null where its cell is blank", "34545.04")] = None
    sources: Annotated[
        dict[SourceName, Amount | None],
        _of(
            "资金来源",
            "Source → amount, in the form's order; null where the cell is blank",
            {"fiscal_appropriation": "34351.04", "other": "194.00"},
        ),
    ] = {}


class Value(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A target value, kept twice: as written, and as far as it is understood (指标值)."""

    text: Annotated[str, _of("原文", "The value as written", "≥56个学时/人/年", "不低于当地低保标准的1.6倍")]
    kind: Annotated[ValueKind, _of("类型", "What the value was understood as; text where it was not", "quantity")]
    operator: Annotated[Operator | None, _of("运算符", "The comparison the text states; null where it states none", ">=")] = None
    number: Annotated[Amount | None, _of("数值", "The number, or the lower end of a range", "56", "1.6")] = None
    upper: Annotated[Amount | None, _of("上限", "The other end of a range", "12")] = None
    unit: Annotated[Text | None, _of("计量单位", "The unit as written", "个学时/人/年", "%")] = None
    basis: Annotated[Text | None, _of("基准", "What a relative value is measured against", "当地低保标准")] = None


class Indicator(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """A level-3 indicator (三级指标) with its two levels above and its values."""

    number: Annotated[Count | None, _of("序号", "The item's own number, as printed", 2)] = None
    level1: Annotated[Coded | None, _of("一级指标", "Level-1 indicator", {"code": "1", "name": "产出指标"})] = None
    level2: Annotated[Coded | None, _of("二级指标", "Level-2 indicator", {"code": "11", "name": "数量指标"})] = None
    name: Annotated[str, _of("三级指标", "Level-3 indicator: its name", "城乡特困人员救助供养标准")]
    period_value: Annotated[Value | None, _of("实施周期指标值", "Target for the whole period")] = None
    annual_value: Annotated[Value | None, _of("年度指标值", "Target for the year")] = None
    direction: Annotated[Direction | None, _of("指标性质", "positive 正向, negative 反向, qualitative 定性", "positive")] = None
    weight: Annotated[Amount | None, _of("分值/权重", "Points or weight", "10")] = None
    explanation: Annotated[Text | None, _of("指标解释", "Explanation, standard of scoring, remark")] = None
    actual_value: Annotated[Value | None, _of("实际完成值", "Value reached (self-evaluation)")] = None
    score: Annotated[Amount | None, _of("得分", "Points scored (self-evaluation)", "9.5")] = None
    deviation: Annotated[Text | None, _of("偏差原因及改进措施", "Why the target was missed, and what is done about it")] = None
    extensions: Extensions = {}


class Project(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """A project (项目) with its money, goals and indicators."""

    code: Annotated[Text | None, _of("项目编码", "Project code")] = None
    name: Annotated[Text | None, _of("项目名称", "Project name", "特困人员供养")] = None
    category: Annotated[Text | None, _of("项目类别", "Category", "特定目标类")] = None
    nature: Annotated[Text | None, _of("项目属性", "Nature: new, continued, one-off …", "经常性项目")] = None
    competent_department: Annotated[Text | None, _of("主管部门", "Competent department")] = None
    implementing_unit: Annotated[Text | None, _of("实施单位", "Implementing unit")] = None
    start: Annotated[Text | None, _of("开始日期", "Start, as written", "2026/1/1", "2023年4月")] = None
    end: Annotated[Text | None, _of("完成日期", "End, as written", "2026/12/31")] = None
    funding: Annotated[Funding | None, _of("年度资金", "Money of the year")] = None
    period_funding: Annotated[Funding | None, _of("中期资金", "Money of the whole period, where the form has both")] = None
    goal: Annotated[Text | None, _of("绩效目标", "Goal of the year")] = None
    period_goal: Annotated[Text | None, _of("中期目标", "Goal of the whole period")] = None
    indicators: Annotated[tuple[Indicator, ...], _of("绩效指标", "Indicators, in order")] = ()
    extensions: Extensions = {}


class Unit(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """A unit that uses the money (资金使用单位) with its projects."""

    code: Annotated[Text | None, _of("单位编码", "Unit code")] = None
    name: Annotated[Text | None, _of("单位名称", "Unit name; null where the form names none", "广州市荔湾区颐乐园")] = None
    funding: Annotated[Funding | None, _of("单位小计", "The unit's declared subtotal; null where the form prints none")] = None
    projects: Annotated[tuple[Project, ...], _of("项目", "Projects, in order")] = ()
    extensions: Extensions = {}


class GoalTable(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """A performance goal table (项目支出绩效目标表): the canonical document."""

    schema: Annotated[Literal["urn:goalconv:goal-table:1.0"], _of("格式版本", "The version of this format")] = field(
        default=SCHEMA_ID, name="$schema"
    )
    title: Annotated[
        str,
        _of(
            "标题",
            "The title as printed; empty where there is none",
            "广州市荔湾区民政局2025年项目支出绩效目标表（含转移支付项目）",
        ),
    ] = ""
    fiscal_year: Annotated[int | None, _of("预算年度", "Fiscal year", 2025)] = None
    department: Annotated[Coded | None, _of("部门名称", "Department", {"code": None, "name": "广州市荔湾区民政局"})] = None
    currency_unit: Annotated[CurrencyUnit, _of("金额单位", "Unit of account of all amounts of money", "万元")]
    funding: Annotated[Funding | None, _of("合计", "Grand total, as declared; null where the form prints none")] = None
    units: Annotated[tuple[Unit, ...], _of("资金使用单位", "Units, in order")] = ()
    notes: Annotated[tuple[Text, ...], _of("说明", "Lines beside the table", "注：本表由各单位填报。")] = ()
    extensions: Extensions = {}
