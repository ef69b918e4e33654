"""Settings: options over the environment over the folder's file over the user's, and nothing in a file passed over."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from goalconv.cli import main; main()"]


class Place:
    """A folder to run in and a folder of the user's own."""

    def __init__(self, folder: Path) -> None:
        self.here, self.own = folder / "here", folder / "config" / "goalconv"
        self.here.mkdir()
        self.own.mkdir(parents=True)

    def run(self, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        plain = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("GOALCONV_") and name not in ("LC_ALL", "LANG")
        }
        told = {
            **plain,
            "XDG_CONFIG_HOME": str(self.own.parent),
            "LANG": "zh_CN.UTF-8",
            "PYTHONIOENCODING": "utf-8",
            **environment,
        }
        command = [*COMMAND, *map(str, arguments)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=self.here, env=told, check=False)

    def settings(self, own: str = "", here: str = "") -> None:
        (self.own / "goalconv.toml").write_text(own, encoding="utf-8")
        (self.here / "goalconv.toml").write_text(here, encoding="utf-8")

    def shown(self, **environment: str) -> list[str]:
        return self.run("config", **environment).stdout.splitlines()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_the_strongest_wins_and_config_names_it(place: Place) -> None:
    place.settings(
        '[check]\nprofile = "a"\nfail-on = "note"\nencoding = "gbk"\n', '[check]\nprofile = "b"\nfail-on = "warning"\n'
    )
    shown = place.shown(GOALCONV_CHECK_PROFILE="c")
    assert 'profile = "c"  # GOALCONV_CHECK_PROFILE' in shown
    assert 'fail-on = "warning"  # goalconv.toml' in shown
    assert f'encoding = "gbk"  # {place.own / "goalconv.toml"}' in shown
    assert 'output-format = "full"  # 默认' in shown


def test_what_config_prints_is_a_settings_file_again(place: Place) -> None:
    told = tomllib.loads(place.run("config").stdout)
    assert told["split"] == {"to": "xlsx", "layout": "disclosure", "include-hidden": False}
    assert told["form"]["blank"] == {"rows": 1}
    (place.own / "goalconv.toml").write_text(place.run("config").stdout, encoding="utf-8")
    assert place.run("formats").returncode == 0


def test_settings_are_obeyed_and_an_option_is_stronger(place: Place, seed_path: Path) -> None:
    place.settings(here='[check]\nfail-on = "warning"\noutput-format = "concise"\n')
    assert place.run("check", seed_path).returncode == 1
    assert place.run("check", seed_path, "--fail-on", "error").returncode == 0
    assert place.run("check", seed_path, GOALCONV_CHECK_FAIL_ON="error").returncode == 0
    assert place.run("check", seed_path, GOALCONV_CHECK_OUTPUT_FORMAT="json").stdout.startswith("{")
    assert "GC901" in place.run("check", seed_path, GOALCONV_CHECK_FROM="xlxs").stdout
    place.settings('quiet = true\n[convert]\nto = "json"\n')
    done = place.run("convert", seed_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("{")
    assert "289" in place.run("convert", seed_path, "-v").stderr


def test_the_language_of_a_file_is_stronger_than_the_system_and_weaker_than_what_is_asked(place: Place) -> None:
    place.settings('lang = "en"\n')
    assert "Usage:" in place.run("--help").stdout
    assert f'lang = "en"  # {place.own / "goalconv.toml"}' in place.shown()
    assert "用法:" in place.run("--help", GOALCONV_LANG="zh").stdout
    assert "用法:" in place.run("--lang", "zh", "--help").stdout


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ('[check]\nprofil = "x"', "GC891", "“check.profil”这一项; 是否指 profile?"),
        ("[chekc]\n", "GC891", "“chekc”这一项; 是否指 check?"),
        ("[form.fil]\n", "GC891", "“form.fil”这一项; 是否指 fill?"),
        ("quite = true", "GC891", "是否指 quiet?"),
        ("[convert]\njobs = 'four'", "GC893", "应为整数"),
        ("[convert]\nformulas = 1", "GC893", "应为 true 或 false"),
        ("[convert]\nfont = 'a.ttf'", "GC893", "应为一列文字"),
        ("check = 'x'", "GC893", "应为一个表"),
        ("[convert", "GC890", "goalconv.toml"),
        ("[convert]\nforce = true", "GC892", "“convert.force”"),
        ("[split]\noutput-dir = '/tmp'", "GC892", "“split.output-dir”"),
        ("[convert]\nsources = ['x']", "GC891", "“convert.sources”"),
    ],
)  # fmt: skip
def test_nothing_in_a_file_is_passed_over(text: str, code: str, said: str, place: Place) -> None:
    for own, here in ((text, ""), ("", text)):
        place.settings(own, here)
        ended = place.run("formats")
        assert (ended.returncode, ended.stdout) == (2, "")
        assert code in ended.stderr
        assert said in ended.stderr
        assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("text", ["[check", '[check]\nprofil = "x"\n', "quiet = 3"])
def test_a_broken_file_keeps_nobody_from_help_or_completion(text: str, place: Place) -> None:
    place.settings(here=text)
    for arguments, wanted in {("--help",): "命令", ("check", "-h"): "--profile", ("--version",): "goalconv ", (): "命令"}.items():
        ended = place.run(*arguments)
        assert (ended.returncode, "GC89" in ended.stderr) == (0 if arguments else 2, True)
        assert wanted in ended.stdout + ended.stderr
    asked = {"_GOALCONV_COMPLETE": "complete_bash", "COMP_WORDS": "goalconv che", "COMP_CWORD": "1"}
    completed = place.run(**asked)
    assert (completed.stdout.strip(), completed.stderr) == ("check", "")
    assert place.run("formats").returncode == 2


@pytest.mark.parametrize(
    "text", ["log = 'x'", "[convert]\nengine = 'dask'", "[serve]\nhost = '0.0.0.0'", "[serve]\napi-key = 'k'"]
)
def test_a_file_that_came_with_files_of_others_cannot_open_the_machine(text: str, place: Place) -> None:
    place.settings(here=text)
    assert "GC892" in place.run("formats").stderr
    place.settings(text, "")
    assert place.run("formats").returncode == 0


def test_a_value_out_of_range_names_the_file(place: Place) -> None:
    place.settings(here="[serve]\nworkers = 0\n")
    ended = place.run("serve")
    assert ended.returncode == 2
    assert "0 不在 1<=x<=64 之内 (goalconv.toml)" in ended.stderr


def test_no_variable_writes_over_a_file(place: Place, seed_path: Path) -> None:
    (place.here / "a.json").write_text("{}", encoding="utf-8")
    assert place.run("convert", seed_path, "-o", "a.json", GOALCONV_CONVERT_FORCE="1").returncode == 2
    assert (place.here / "a.json").read_text(encoding="utf-8") == "{}"
