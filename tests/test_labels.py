"""Every label seen in published tables names the field that a person would take it for."""

from __future__ import annotations

import pytest

from goalconv.converters.grid import Cell, Row
from goalconv.converters.labels import field_of
from goalconv.converters.layouts.indicator_columns import find_columns, member_of
from goalconv.converters.layouts.ladder_labels import label_in
from goalconv.converters.layouts.parts import is_sum

FORM = {
    "name": "项目名称 项目支出名称 专项(项目)名称 转移支付(项目)名称 项目名称（资金使用单位） 单位名称、项目名称 预算单位/项目名称 单位及项目名称",
    "competent_department": "主管部门 主管部门及代码 主管部门及编码 主管部门名称 主管部门(单位)名称 主管部门(单位)名称及部门预算编码 项目主管部门 业务主管部门"
    " 预算主管部门 归口管理部门 中央主管部门 地方主管部门 市级主管部门 区级主管部门 主管部门（盖章） 主管部门(全称)",
    "department": "部门名称 预算部门 部门（单位）名称",
    "implementing_unit": "实施单位 项目实施单位 项目执行单位 项目单位 预算单位 资金使用单位 填报单位(盖章) 编制单位(盖章) 承担单位",
    "period": "项目期 项目周期 项目起止时间 实施周期 项目支出实施期 建设周期 项目计划实施时间",
    "start": "计划开始日期 开始日期",
    "end": "计划完成日期 完成日期",
    "nature": "项目属性 项目性质",
    "category": "项目类别 项目类型 项目分类",
    "total": "总计 资金总额 年度资金总额 当年资金总额： 项目资金总额 年度资金申请总额 预算数 项目总预算 当年年度预算 项目当年预算 年度本级预算金额 资金总额及构成 合计 总额"
    " 年度资金总额（万元）",
    "period_total": "中期资金总额 中期市财政预算(万元)",
    "fiscal_appropriation": "财政拨款 其中：财政拨款 其中:财政拨款 财政资金 当年财政拨款 其中：当年财政拨款 本年财政拨款 一般公共预算(财政拨款) 市财政资金 财政投款"
    " (一)财政拨款小计 （一）财政拨款小计",
    "superior_grant": "上级资金 中央补助 该项目支出上级资金",
    "special_account": "财政专户拨款 财政专户管理资金",
    "carried_over": "上年结转 上年结转资金",
    "other": "其他资金 其它资金 (三)其他收入 9.其他资金",
    "own_funds": "单位资金 自有资金 (二)自有资金小计",
    "business_income": "事业收入 1、事业收入",
    "operating_income": "2、经营性收入",
    "general_budget": "1、一般公共预算 一般公共预算拨款",
    "government_fund": "政府性基金 2、政府性基金",
    "state_capital": "国有资本经营预算 3、国有资本经营预算",
    "goal": "绩效目标 总体目标 总~体~目~标 总\n体\n目\n标 年度目标 年度总体目标 年度绩效目标 本年度绩效目标 当年绩效目标 年度主要目标和成果 项目总体情况 预期目标 总体绩效目标"
    " 年初设定目标 项目总体目标(2024~年-2026~年)",
    "period_goal": "实施期绩效目标 中期目标 长期目标 中期滚动目标 中期滚动目标(2019年--2021年) 项目总目标 项目绩效总目标",
    "outcome": "实际完成情况 年度总体目标完成情况 年度总体目标完成情况综述",
    "plain": "地方资金 项目负责人 联系电话 区域 申请理由 测算依据",
}  # fmt: skip
COLUMNS = {
    "level1": "一级指标 一级 一级绩效指标 指标类型 一级\n指标 一级~指标",
    "level2": "二级指标 二级 二级绩效指标 二级指标(长期) 二级指标(年度)",
    "name": "三级指标 指标内容 指标名称 三级 三级指标名称 三级指标(年度)",
    "value": "指标值 年度(/项目)指标值 指标值及单位 指标值（包含数字及文字描述） 指标值(或计划水平) 计划指标值(或计划水平) 目标值 年度数值 当年预期实现值 年初目标值(A) 绩效目标值"
    " 本年度计划水平 年度\n指标值 指标值(长期)",
    "period_value": "实施周期指标值",
    "operator": "指标方向 计算符号",
    "direction": "指标性质 指标\n性质",
    "unit": "计量单位 度量单位",
    "weight": "分值 权重 指标权重 分值（权重）",
    "explanation": "指标解释 指~标~解~释 绩效指标描述 绩效标准 绩效标准(计划标准) 评分细则 评价标准 备注",
    "actual_value": "实际完成值 全年实际值 全年完成值 完成值 实际完成值(B) 1-7月执行数",
    "score": "得分",
    "deviation": "偏差原因分析及改进措施 未完成原因分析 未完成原因及拟采取的改进措施 未完成原因",
}  # fmt: skip
GROUPS = "绩效指标 年度绩效指标 本年度绩效指标 项目年度绩效指标 绩效项目指标表 项目年度绩效目标衡量指标 年度绩效目标(90分) 预算规模及资金用途 资金来源"


def words(table: dict[str, str]) -> list[tuple[str, str]]:
    """Labels by field; `~` is a blank inside a label."""
    return [(label.replace("~", " "), field) for field, labels in table.items() for label in labels.split(" ")]


@pytest.mark.parametrize(("label", "field"), words(FORM))
def test_a_label_of_a_form_names_its_field(label: str, field: str) -> None:
    assert label_in(Cell(label)) == field


@pytest.mark.parametrize(("label", "member"), words(COLUMNS))
def test_a_label_of_a_column_names_its_member(label: str, member: str) -> None:
    assert member_of(label) == member


@pytest.mark.parametrize("label", GROUPS.split())
def test_a_label_of_a_block_or_a_group_is_known(label: str) -> None:
    assert label_in(Cell(label)) in ("group", "indicators", "total", "goal")


@pytest.mark.parametrize(
    "text", ["某市教育局", "保障农村饮水安全，提高水质。", "2279.048", "新增", "长期", "1年", "[105]教育部", "张三", "无", "张总"]
)
def test_a_value_is_no_label(text: str) -> None:
    assert label_in(Cell(text)) is None
    assert field_of(text) is None


def test_a_sum_of_points_is_no_indicator() -> None:
    columns = find_columns(Row(tuple(Cell(label, at) for at, label in enumerate(("一级指标", "三级指标", "指标值", "得分")))))
    assert columns is not None
    assert is_sum(Row((Cell("总　分", 0), Cell("95", 3))), columns)
    assert not is_sum(Row((Cell("合计", 0), Cell("总分", 1), Cell("95", 2))), columns)
