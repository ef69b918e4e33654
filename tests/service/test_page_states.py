"""What the page does when something is not as it should be: files that are locked, a server that goes, a page in a frame."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import threading
from pathlib import Path
from typing import Any

import httpx
import pypdf
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import goalconv
from browsers import CLEAN, axe, send, text, until
from goalconv.service.pool import Pool
from goalconv.service.settings import Settings
from servers import running, serving

DOUBTFUL = CLEAN.replace("3、满意度指标", "3、产出指标")


def locked_pdf() -> bytes:
    """The clean table in a PDF that asks for a password."""
    writer = pypdf.PdfWriter(
        io.BytesIO(goalconv.write_bytes(goalconv.read_bytes(CLEAN.encode(), suffix=".txt")[0].table, "pdf").data)
    )
    writer.encrypt("secret", algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


LOCKED_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le").ljust(128, b"\0")


@pytest.mark.parametrize(("name", "content"), [("锁.pdf", locked_pdf()), ("锁.xlsx", LOCKED_WORKBOOK)])
def test_a_file_with_a_password_is_said_to_have_one(
    chrome: webdriver.Chrome, address: str, file: Any, name: str, content: bytes
) -> None:
    send(chrome, address, file(name, content))
    assert chrome.title.startswith("错误：1 个文件无法读取")
    assert "GC121" in text(chrome, ".file .bad")
    assert "密码" in text(chrome, ".file .bad")


def test_the_encoding_of_a_text_is_a_choice(chrome: webdriver.Chrome, address: str, file: Any) -> None:
    chrome.get(address)
    chrome.find_element(By.ID, "files").send_keys(str(file("a.txt", CLEAN.encode("big5", "ignore"))))
    chrome.find_element(By.CSS_SELECTOR, "#encoding option[value=utf-8]").click()
    chrome.find_element(By.CSS_SELECTOR, "#upload button").click()
    until(chrome, "#headline")
    assert "GC122" in text(chrome, "main") or "编码" in text(chrome, ".file .bad")


def test_too_many_files_are_refused_with_the_number(chrome: webdriver.Chrome, address: str, file: Any) -> None:
    send(chrome, address, *[file(f"{number}.txt", CLEAN) for number in range(6)])
    assert "一次至多 5 个文件" in text(chrome, "#problem")
    assert chrome.switch_to.active_element.get_attribute("id") == "problem"


def test_a_server_that_is_killed_while_it_receives_leaves_a_form_that_works(chrome: webdriver.Chrome, file: Any) -> None:
    with running("--port", "0", "--workers", "1") as (process, port):
        address = f"http://127.0.0.1:{port}"
        chrome.get(address)
        chrome.find_element(By.ID, "files").send_keys(str(file("大.txt", b"x" * (19 << 20))))
        os.kill(process.pid, signal.SIGSTOP)  # what it does not read stays with the browser: the upload cannot end
        chrome.find_element(By.CSS_SELECTOR, "#upload button").click()
        WebDriverWait(chrome, 60).until(
            lambda driver: driver.execute_script("return document.getElementById('progress').value > 0")
        )
        assert not chrome.find_element(By.CSS_SELECTOR, "#upload button").is_enabled()
        process.kill()
        until(chrome, "#problem")
    assert "上传中断" in text(chrome, "#problem")
    assert chrome.title.startswith("错误：")
    assert chrome.switch_to.active_element.get_attribute("id") == "problem"
    assert chrome.find_element(By.CSS_SELECTOR, "#upload button").is_enabled()
    with running("--port", str(port), "--workers", "1"):
        chrome.find_element(By.ID, "files").clear()
        chrome.find_element(By.ID, "files").send_keys(str(file("小.txt", CLEAN)))
        chrome.find_element(By.CSS_SELECTOR, "#upload button").click()
        until(chrome, "#headline")
        assert text(chrome, "h2") == "小.txt"


@pytest.mark.parametrize("secure", [True, False], ids=["clipboard", "plain HTTP"])
def test_the_list_of_problems_is_copied_as_lines(chrome: webdriver.Chrome, address: str, file: Any, secure: bool) -> None:
    send(chrome, address, file("a.txt", DOUBTFUL))
    chrome.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
    chrome.execute_script(
        "window.board = navigator.clipboard; board.writeText('');"
        "if (!arguments[0]) Object.defineProperty(navigator, 'clipboard', {value: undefined});", secure,
    )  # fmt: skip
    chrome.find_element(By.CSS_SELECTOR, ".copy").click()
    WebDriverWait(chrome, 30).until(lambda driver: text(driver, ".copy") == "已复制")
    copied = str(chrome.execute_async_script("board.readText().then(arguments[arguments.length - 1])"))
    findings = goalconv.read_bytes(DOUBTFUL.encode(), suffix=".txt")[0].findings
    rows = [line.split("\t") for line in copied.split("\n")]
    assert sorted((code, said) for _, said, code, *_ in rows) == sorted((one.code, one.message) for one in findings)
    assert {severity for severity, *_ in rows} <= {"错误", "警告", "提示"}


def test_no_other_page_can_show_ours_in_a_frame(chrome: webdriver.Chrome, address: str, tmp_path: Path) -> None:
    other = tmp_path / "frame.html"
    other.write_text(f'<iframe src="{address}/" onload="document.title=\'loaded\'"></iframe>', encoding="utf-8")
    chrome.get(other.as_uri())
    WebDriverWait(chrome, 30).until(lambda driver: driver.title == "loaded")
    chrome.switch_to.frame(0)
    assert not chrome.find_elements(By.ID, "upload")
    chrome.switch_to.default_content()
    assert [
        entry for entry in chrome.get_log("browser") if "frame-ancestors" in entry["message"] or "X-Frame" in entry["message"]
    ]


def test_while_there_is_work_the_page_says_so_and_then_shows_the_result(
    chrome: webdriver.Chrome, address: str, file: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, go = Pool.work, threading.Event()

    async def held(pool: Pool, function: str, *arguments: Any, task: str) -> Any:
        await asyncio.to_thread(go.wait)
        return await work(pool, function, *arguments, task=task)

    monkeypatch.setattr(Pool, "work", held)
    chrome.get(address)
    chrome.find_element(By.ID, "files").send_keys(str(file("a.txt", CLEAN)))
    chrome.find_element(By.CSS_SELECTOR, "#upload button").click()
    until(chrome, "main progress[max]:not(#progress)")
    try:
        assert "已完成 0 / 1 个文件" in chrome.page_source
    finally:
        go.set()
    until(chrome, "#headline")
    assert text(chrome, "#headline") == "没有发现问题"


def test_the_page_is_used_by_keyboard_alone(chrome: webdriver.Chrome, address: str, file: Any) -> None:
    chrome.get(address)
    reached = []
    for _ in range(9):
        webdriver.ActionChains(chrome).send_keys(Keys.TAB).perform()
        focused = chrome.switch_to.active_element
        reached.append(focused.get_attribute("id") or focused.get_attribute("class") or focused.tag_name)
    assert reached[:8] == ["skip", "name", "switch", "files", "profile", "encoding", "hidden", "button"]
    chrome.find_element(By.ID, "files").send_keys(str(file("a.txt", DOUBTFUL)))
    chrome.find_element(By.CSS_SELECTOR, "#upload button").send_keys(Keys.ENTER)
    until(chrome, "#headline")
    link = chrome.find_element(By.CSS_SELECTOR, ".problems a")
    link.send_keys(Keys.ENTER)
    assert chrome.find_element(By.CSS_SELECTOR, ":target .mark").is_displayed()


def test_what_was_deleted_is_said_to_be_gone(chrome: webdriver.Chrome, address: str) -> None:
    chrome.get(f"{address}/r/{'A' * 32}/?lang=zh")
    assert "已删除" in text(chrome, "#problem")
    assert chrome.find_element(By.ID, "upload").is_displayed()
    assert axe(chrome) == []


def test_a_printed_result_has_the_problems_and_the_table_and_no_buttons(
    chrome: webdriver.Chrome, address: str, file: Any
) -> None:
    send(chrome, address, file("a.txt", DOUBTFUL))
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert chrome.find_element(By.CSS_SELECTOR, ".problems").is_displayed()
        assert chrome.find_element(By.CSS_SELECTOR, ".goals").is_displayed()
        assert not [one for one in chrome.find_elements(By.CSS_SELECTOR, "button, .downloads, .bar") if one.is_displayed()]
    finally:
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_no_more_results_are_kept_than_there_is_place_for(chrome: webdriver.Chrome, file: Any) -> None:
    with serving(Settings(workers=1, jobs=1)) as port:
        address = f"http://127.0.0.1:{port}"
        send(chrome, address, file("a.txt", CLEAN))
        send(chrome, address, file("a.txt", CLEAN))
        assert "正忙" in text(chrome, "#problem")
        assert httpx.get(f"{address}/healthz").status_code == 200
