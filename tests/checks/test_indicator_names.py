"""What the name of an indicator says of its value: each word of it that a check goes by, in a name as tables print it."""

from __future__ import annotations

import pytest

from documents import codes, with_value

RATES = "群众知晓率 设备占比 产业比重 高技能人才占技能人才比例"
NO_RATES = "网络速率 平均汇率 贷款利率 设备功率 巡查频率 工作效率 适用税率 管理费率 放大倍率 影像分辨率"
MAY_EXCEED = (
    "收入增长率 收入增幅占比 人员增加率 国有资产增值率 产量提高率 产能提升率 收入上升率 价格上涨率 任务完成率 目标达成率 预算实现率 场地利用率 床位使用率 资金周转率"
    " 投资收益率 投资回报率 成本利润率 资产负债率 农产品产销率 公寓入住率 电网负荷率 收入超收率 产值倍增率 财政杠杆率 工程进度率"
)
HIGH = (
    "服务对象满意度 家长满意率 验收合格率 网络覆盖率 政策知晓率 水质达标率 设备完好率 数据准确率 发放及时率 录入正确率 空气优良率 系统运行率 毕业生就业率 城乡居民参保率 适龄儿童入学率"
    " 义务教育巩固率 案件办结率"
)
LOW = (
    "安全事故数 有效投诉率 数据差错数 违规次数 违纪人数 伤亡人数 贷款逾期率 设备故障次数 返贫人数 水质超标次数 管网漏损率 投诉量"
)
HANDLED = (
    "投诉处理率 事故处置率 投诉办结率 违规整改率 投诉解决率 投诉回复率 投诉回访率 故障响应率 事故降低率 事故下降率 事故减少数 漏损控制率 防返贫帮扶人数 避免返贫人数 违规查处数 打击违规次数"
    " 投诉调解数 投诉受理数 投诉化解率 故障修复率 故障排除率 无事故天数 零事故天数 事故演练次数 事故应急培训人数 事故警示宣传次数 事故理赔率 意外伤亡保险人数 伤亡补偿人数 事故救援次数"
    " 事故抢险保障次数 返贫监测人数 事故报告数 事故统计数 违规检查次数 违规抽查次数 违规巡查次数 投诉督办数 违规资金追回率 逾期贷款清理率 违纪案例数 事故研究数 故障消除率"
)
NAMES_UNIT = "培训人次 演出场次 采购批次 公交班次 授课课时 继续教育学时 服务天 受训人数"


@pytest.mark.parametrize("name", RATES.split())
def test_a_rate_passes_the_whole_in_no_table(name: str) -> None:
    assert codes(with_value(name, "120%")) == ["GC602"]
    assert codes(with_value(name, "95")) == ["GC609"]


@pytest.mark.parametrize("name", NO_RATES.split())
def test_what_only_sounds_like_a_share_is_asked_for_its_unit_as_any_number(name: str) -> None:
    assert codes(with_value(name, "95")) == ["GC610"]


@pytest.mark.parametrize("name", MAY_EXCEED.split())
def test_a_rate_of_growth_or_of_use_may_pass_the_whole(name: str) -> None:
    assert codes(with_value(name, "120%")) == []


@pytest.mark.parametrize("name", HIGH.split())
def test_a_rate_of_which_more_is_better_is_not_limited(name: str) -> None:
    assert codes(with_value(name, "≤95%")) == ["GC605"]


@pytest.mark.parametrize("name", LOW.split())
def test_what_should_not_happen_is_not_wanted_often(name: str) -> None:
    assert codes(with_value(name, "≥3%")) == ["GC605"]


@pytest.mark.parametrize("name", HANDLED.split())
def test_what_is_done_about_it_may_be_wanted_often(name: str) -> None:
    assert codes(with_value(name, "≥3%")) == []


@pytest.mark.parametrize("name", NAMES_UNIT.split())
def test_a_name_that_ends_with_what_is_counted_needs_no_unit_beside_the_number(name: str) -> None:
    assert codes(with_value(name, "50")) == []
