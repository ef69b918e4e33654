"""Plug-ins as they are installed: the sample, made of docs/plugins.md word for word, and others that are broken or too new."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]
ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r'^```(?:python|toml) title="(?P<path>[^"]+)"\n(?P<text>.*?)^```$', re.M | re.S)
HEAD = "from goalconv.plugin import *\n"
FORMAT = (
    HEAD
    + "GIVEN = Format(name='x', suffixes=('.x',), media_type='text/plain', title='x', reader='plug_{0}:read', writer='plug_{0}:write', interface={1})\n"
)
LAYOUT = HEAD + "GIVEN = Layout(name='x', title='某表', module='plug_{0}', template={2!r}, interface={1})\n"
RULES = HEAD + "GIVEN = RulePack({2!r}, interface={1})\n"


REPEATED = "2025年项目支出绩效目标表\n单位：万元\n项目名称\t项目金额\t年度绩效目标\n消防经费\t12.00\t消防经费\n"


def run(target: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(target)}
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, encoding="utf-8", env=environment, check=False)


def lay_down(target: Path, name: str, version: str, groups: Mapping[str, Mapping[str, str]]) -> None:
    """Lays the metadata of a distribution with its entry points down, as pip does."""
    about = target / f"{name.replace('-', '_')}-{version}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    lines = [
        line
        for group, points in groups.items()
        for line in (f"[{group}]", *(f"{key} = {value}" for key, value in points.items()))
    ]
    (about / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def install(target: Path, name: str, source: str, group: str = "formats") -> None:
    lay_down(target, f"plug-{name}", "2.0", {f"goalconv.{group}": {name: f"plug_{name}:GIVEN"}})
    (target / f"plug_{name}.py").write_text(source, encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that docs/plugins.md shows, written by who follows it."""
    folder = tmp_path_factory.mktemp("made")
    for block in BLOCK.finditer((ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")):
        path = folder / block["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block["text"], encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def sample(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with those files as their pyproject.toml says they are installed; no build backend is asked for."""
    target = tmp_path_factory.mktemp("sample")
    about = tomllib.loads((made / "pyproject.toml").read_text(encoding="utf-8"))
    lay_down(target, about["project"]["name"], about["project"]["version"], about["project"]["entry-points"])
    tools = about["tool"]["setuptools"]
    for package in tools["packages"]:
        (target / package).mkdir()
        for pattern in ("*.py", *tools["package-data"][package]):
            for file in (made / package).glob(pattern):
                shutil.copy(file, target / package)
    return target


def test_the_sample_is_what_the_documentation_shows(made: Path) -> None:
    def files(folder: Path) -> dict[str, str]:
        found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}

    assert files(made) == files(ROOT / "examples" / "plugin")


def test_the_sample_imports_public_names_only(made: Path) -> None:
    for file in made.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.ImportFrom)
                and (node.module or "").startswith("goalconv")
                and "_sample" not in (node.module or "")
            ):
                assert node.module in ("goalconv", "goalconv.plugin")
            elif isinstance(node, ast.Import):
                assert not [alias.name for alias in node.names if alias.name.startswith("goalconv.")]


def test_the_public_surface_is_listed() -> None:
    import goalconv.plugin

    assert goalconv.plugin.INTERFACE == 1
    assert all(hasattr(goalconv.plugin, name) for name in goalconv.plugin.__all__)


def test_the_sample_is_listed_with_its_origin(sample: Path) -> None:
    shown = run(sample, "plugins")
    page = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    assert shown.returncode == 0
    assert f"```text\n{shown.stdout}```" in page
    assert "[goalconv-sample 1.0]" in run(sample, "formats").stdout
    assert "sample-2025" in run(sample, "profiles").stdout


def test_a_table_goes_through_the_sample_and_back_without_loss(sample: Path, seed_path: Path, tmp_path: Path) -> None:
    run(sample, "convert", seed_path, "-o", tmp_path / "truth.json")
    truth = json.loads((tmp_path / "truth.json").read_bytes())
    for number, options in enumerate(
        (("--to", "markdown"), ("--to", "markdown", "--layout", "键值表"), ("--to", "xlsx", "--layout", "pairs"))
    ):
        suffix = ".xlsx" if "xlsx" in options else ".md"
        there, back = tmp_path / f"{number}{suffix}", tmp_path / f"{number}.json"
        for arguments in ((seed_path, "-o", there, *options), (there, "-o", back)):
            done = run(sample, "convert", *arguments)
            assert done.returncode == 0, done.stderr
        assert json.loads(back.read_bytes()) == truth


def test_the_profile_of_the_sample_is_used(sample: Path, seed_path: Path) -> None:
    usual = run(sample, "check", seed_path, "--output-format", "concise")
    judged = run(sample, "check", seed_path, "--output-format", "concise", "--profile", "sample-2025")
    assert "GC601" in usual.stdout
    assert "GC601" not in judged.stdout
    assert "是否指 sample-2025" in run(sample, "check", seed_path, "--profile", "sample-2052").stderr


def test_the_check_of_the_sample_is_used_where_its_profile_is(sample: Path, tmp_path: Path) -> None:
    source, mine = tmp_path / "表.txt", tmp_path / "mine.toml"
    source.write_text(
        "2025年项目支出绩效目标表\n单位：万元\n项目名称\t项目金额\t年度绩效目标\n消防经费\t12.00\t消防经费\n", encoding="utf-8"
    )
    mine.write_text('extends = "sample-2025"\nseverity = { SMP101 = "error" }\n', encoding="utf-8")
    judged = {
        profile: run(sample, "check", source, "--output-format", "concise", "--profile", profile)
        for profile in ("general", "sample-2025", mine)
    }
    assert "SMP101" not in judged["general"].stdout
    said = "SMP101 绩效目标只是重复项目名称“消防经费”"
    assert f"{source}:4:12: 警告 {said}" in judged["sample-2025"].stdout
    assert f"错误 {said}" in judged[mine].stdout
    assert judged[mine].returncode == 1


def test_the_codes_of_the_sample_are_explained_and_reported(sample: Path, made: Path, tmp_path: Path) -> None:
    explained = run(sample, "explain", "smp101")
    assert explained.stdout.startswith("SMP101 警告: 绩效目标只是重复项目名称“…”\n\n只写项目名称的目标无法考核。")
    assert "  → 绩效目标只是重复项目名称“消防经费”" in explained.stdout
    assert "是否指 SMP101" in run(sample, "explain", "SMP110").stderr
    source = tmp_path / "表.txt"
    source.write_text(
        "2025年项目支出绩效目标表\n单位：万元\n项目名称\t项目金额\t年度绩效目标\n消防经费\t12.00\t消防经费\n", encoding="utf-8"
    )
    told = run(sample, "check", source, "--output-format", "sarif", "--profile", "sample-2025").stdout
    (rule,) = (rule for rule in json.loads(told)["runs"][0]["tool"]["driver"]["rules"] if rule["id"] == "SMP101")
    assert rule["fullDescription"]["text"] == "只写项目名称的目标无法考核。"
    completed = {
        **os.environ,
        "PYTHONPATH": str(sample),
        "_GOALCONV_COMPLETE": "complete_bash",
        "COMP_WORDS": "goalconv explain SM",
        "COMP_CWORD": "2",
    }
    assert subprocess.run(COMMAND, capture_output=True, text=True, env=completed, check=False).stdout.strip() == "SMP101"


def test_the_tests_of_the_sample_pass(sample: Path, made: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(sample)}
    where = ["-c", os.devnull, "--rootdir", str(tmp_path), str(made / "tests")]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *where]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize(
    ("group", "source", "reason"),
    [
        ("formats", "raise RuntimeError('no licence')", "不能加载: RuntimeError: no licence"),
        ("formats", "import nothing_of_that_name", "不能加载: ModuleNotFoundError"),
        ("formats", "GIVEN = 'x'", "给出的不是 Format"),
        ("formats", FORMAT.format("odd", 2), "为接口版本 2 而写, 这里是 1"),
        ("layouts", LAYOUT.format("odd", 2, ""), "为接口版本 2 而写, 这里是 1"),
        ("layouts", LAYOUT.format("odd", 1, "/nowhere/x.toml"), "FileNotFoundError"),
        ("profiles", RULES.format("odd", 2, ""), "为接口版本 2 而写, 这里是 1"),
        ("profiles", RULES.format("odd", 1, "/nowhere/x.toml"), "/nowhere/x.toml"),
    ],
)
def test_a_plug_in_that_cannot_be_used_is_named_and_stops_no_other_command(
    group: str, source: str, reason: str, seed_path: Path, tmp_path: Path
) -> None:
    install(tmp_path, "odd", source, group)
    listed = run(tmp_path, "plugins")
    assert listed.returncode == 1
    assert f"goalconv.{group}  odd  [plug-odd 2.0]  " in listed.stdout
    assert reason in listed.stdout
    for command in ("formats", "profiles"):
        assert run(tmp_path, command).returncode == 0
    asked = {
        "formats": ("convert", seed_path, "--to", "odd"),
        "layouts": ("convert", seed_path, "--to", "text", "--layout", "odd"),
    }
    used = run(tmp_path, *asked.get(group, ("check", seed_path, "--profile", "odd")))
    assert used.returncode == 2
    assert "GC980" in used.stderr
    assert reason in used.stderr
    assert "Traceback" not in used.stderr


@pytest.mark.parametrize(("group", "name"), [("formats", "csv"), ("layouts", "disclosure"), ("profiles", "general")])
def test_what_is_built_in_is_not_shadowed(group: str, name: str, seed_path: Path, tmp_path: Path) -> None:
    install(tmp_path, name, {"formats": FORMAT, "layouts": LAYOUT, "profiles": RULES}[group].format(name, 1, ""), group)
    listed = run(tmp_path, "plugins")
    assert listed.returncode == 1
    assert f"{name}  [plug-{name} 2.0]  名称已被占用" in listed.stdout
    assert run(tmp_path, "convert", seed_path, "-o", tmp_path / "a.csv").returncode == 0
    assert run(tmp_path, "check", tmp_path / "a.csv").returncode == 0


CHECKS = """
from goalconv.plugin import *
KIND = Kind({kind})
GIVEN = RulePack({path!r}, check="plug_{name}:check", explanations=(Explanation(KIND, Words("因", "why")),))
def check(table, profile):
    {body}
"""
SOUND = "'ODD1', 'note', '文', 'text'"
RAISED = "yield KIND.at()"


def checks(folder: Path, name: str, kind: str = SOUND, body: str = RAISED) -> None:
    path = folder / f"{name}.toml"
    path.write_text("", encoding="utf-8")
    install(folder, name, CHECKS.format(name=name, kind=kind, path=str(path), body=body), "profiles")


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("'GC402', 'note', '文', 'text'", "编号 GC402 不能用"),
        ("'odd1', 'note', '文', 'text'", "编号 odd1 不能用"),
        ("'ODD', 'note', '文', 'text'", "编号 ODD 不能用"),
        ("'ODD1', 'note', '文', ''", "ODD1 缺少中文或英文的说明"),
        ("'ODD1', 'note', '文', 'text', '办法'", "ODD1 缺少中文或英文的说明"),
        ("'ODD1', 'fatal', '文', 'text'", "级别不对"),
    ],
)
def test_codes_that_a_plug_in_may_not_have_are_named(kind: str, reason: str, seed_path: Path, tmp_path: Path) -> None:
    checks(tmp_path, "odd", kind)
    listed = run(tmp_path, "plugins")
    assert listed.returncode == 1
    assert reason in listed.stdout
    assert "GC980" in run(tmp_path, "check", seed_path, "--profile", "odd").stderr
    assert run(tmp_path, "explain", "ODD1").returncode == 2
    assert "GC402" in run(tmp_path, "explain", "GC402").stdout
    assert run(tmp_path, "check", seed_path).returncode == 0


def test_a_prefix_belongs_to_one_plug_in(tmp_path: Path) -> None:
    checks(tmp_path, "odd")
    checks(tmp_path, "other")
    assert "编号前缀 ODD 已被占用" in run(tmp_path, "plugins").stdout.splitlines()[1]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("return 1 / 0", "ZeroDivisionError: division by zero"),
        ("yield 1; 1 / 0", "ZeroDivisionError: division by zero"),
        ("yield 'ODD1'", "给出的是 str, 不是 Finding"),
        ("yield Kind('GC402', 'error', '文', 'text').at()", "GC402 不在它的 explanations 中"),
        ("yield Kind('ODD1', 'error', '{x}', '{x}').at()", "KeyError: 'x'"),
    ],
)
def test_an_error_in_a_check_names_the_plug_in(body: str, reason: str, seed_path: Path, tmp_path: Path) -> None:
    checks(tmp_path, "odd", body=body)
    ended = run(tmp_path, "check", seed_path, "--profile", "odd")
    assert ended.returncode == 2
    assert "GC895] 插件 odd [plug-odd 2.0] 出错" in ended.stderr
    assert reason in ended.stderr
    assert run(tmp_path, "check", seed_path).returncode == 0


BROKEN = """
def read(data, options):
    return {0}
def write(grids, template, options):
    return {0}
def claims(grid):
    return {0}
recognise = claims
def compose(table, template):
    return {0}
"""


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("{}['a']", "KeyError: 'a'"),
        ("exit(0)", "SystemExit: 0"),
        ("(lambda f: f(f))(lambda f: f(f))", "RecursionError"),
        ("None", "NoneType"),
    ],
)
def test_an_error_in_the_code_of_a_plug_in_is_one_message_that_names_it(
    broken: str, reason: str, seed_path: Path, tmp_path: Path
) -> None:
    install(tmp_path, "odd", FORMAT.format("odd", 1) + BROKEN.format(broken))
    lay_down(tmp_path, "plug-other", "3.0", {"goalconv.layouts": {"other": "plug_other:GIVEN"}})
    look = str(ROOT / "templates" / "disclosure.toml")
    (tmp_path / "plug_other.py").write_text(LAYOUT.format("other", 1, look) + BROKEN.format(broken), encoding="utf-8")
    (tmp_path / "a.x").write_text("无", encoding="utf-8")
    (tmp_path / "no.txt").write_text("没有表格\n", encoding="utf-8")
    calls = {
        "odd [plug-odd 2.0]": [("check", tmp_path / "a.x"), ("convert", seed_path, "-o", tmp_path / "b.x")],
        "other [plug-other 3.0]": [
            ("convert", seed_path, "-o", tmp_path / "b.csv", "--layout", "other"),
            ("check", tmp_path / "no.txt"),
        ],
    }
    for named, commands in calls.items():
        for command in commands:
            ended = run(tmp_path, *command)
            assert ended.returncode == 2, ended.stderr
            assert f"GC895] 插件 {named} 出错" in ended.stderr
            assert reason in ended.stderr
            assert "Traceback" not in ended.stderr
    assert not list(tmp_path.glob("b.*"))
    assert run(tmp_path, "check", seed_path).returncode == 0
