"""The page in a real browser: Chromium, headless, as a clerk uses it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

import goalconv
from browsers import CLEAN, axe, browser, follow, send, text, until

EVIL = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">\"'&{{7*7}}"


def test_from_the_picker_to_the_file_taken_along(
    chrome: webdriver.Chrome, address: str, seed_path: Path, seed: goalconv.Reading
) -> None:
    send(chrome, address, seed_path)
    assert text(chrome, "#headline") == f"有 {len(seed.findings)} 个问题"
    assert [item.get_attribute("class") for item in chrome.find_elements(By.CSS_SELECTOR, ".problems li")].count("warning") == 8
    chrome.find_element(By.CSS_SELECTOR, ".problems li a").click()
    target = chrome.find_element(By.CSS_SELECTOR, ":target")
    assert target.find_elements(By.CSS_SELECTOR, ".mark.warning"), "the problem's link leads to the marked cell"
    indicators = sum(len(project.indicators) for unit in seed.table.units for project in unit.projects)
    assert len(chrome.find_elements(By.CSS_SELECTOR, ".indicators tbody tr")) == indicators
    links = [link.get_attribute("href") for link in chrome.find_elements(By.CSS_SELECTOR, ".downloads a")]
    assert len(links) == 6 * 3 + 1
    for link in map(str, links):
        answer = httpx.get(link)
        assert goalconv.read_bytes(answer.content, suffix=Path(urlsplit(link).path).suffix)[0].table == seed.table, link
        assert "liwan-2025-" in answer.headers["content-disposition"]
    assert "liwan-2025-公开表.txt" in unquote(httpx.get(str(links[2])).headers["content-disposition"])
    assert not [entry for entry in chrome.get_log("browser") if entry["level"] == "SEVERE"]


def test_a_clean_table_and_its_deletion(chrome: webdriver.Chrome, address: str, file: Any) -> None:
    send(chrome, address, file("clean.txt", CLEAN))
    assert text(chrome, "#headline") == "没有发现问题"
    assert not chrome.title.startswith("错误")
    page = chrome.current_url
    follow(chrome, ".keep button")
    assert "已删除" in text(chrome, "[role=status]")
    assert httpx.get(page).status_code == 404


def test_going_back_sends_nothing_again_and_the_form_works_once_more(chrome: webdriver.Chrome, address: str, file: Any) -> None:
    send(chrome, address, file("clean.txt", CLEAN))
    page = chrome.current_url
    chrome.back()
    assert chrome.find_element(By.CSS_SELECTOR, "#upload button").is_enabled()
    chrome.forward()
    assert chrome.current_url == page
    assert text(chrome, "#headline") == "没有发现问题"


@pytest.mark.parametrize(("name", "content", "said"), [
    ("broken.xlsx", b"PK\x03\x04junk", "GC104"), ("letter.txt", "一份通知。", "GC108"), ("picture.pdf", b"\x89PNG", "GC103"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_said_to_be(
    chrome: webdriver.Chrome, address: str, file: Any, name: str, content: Any, said: str
) -> None:
    send(chrome, address, file(name, content))
    assert chrome.title.startswith("错误：")
    assert said in text(chrome, "main")


@pytest.mark.parametrize(("content", "said"), [(b"", "GC101"), (b"x" * (2 << 20), "1 MiB")])
def test_what_is_refused_is_told_above_the_form(
    chrome: webdriver.Chrome, address: str, file: Any, content: bytes, said: str
) -> None:
    send(chrome, address, file("a.txt", content))
    assert said in text(chrome, "#problem")
    assert chrome.title.startswith("错误：")
    assert chrome.find_element(By.CSS_SELECTOR, "#upload button").is_enabled()


def test_several_files_are_compared_and_merged(chrome: webdriver.Chrome, address: str, file: Any) -> None:
    second = CLEAN.replace("≥5张", "≥6张").replace("甲项目", "乙项目")
    send(
        chrome, address, file("一稿.txt", CLEAN), file("二稿.txt", CLEAN.replace("≥5张", "≥6张")), file("坏.xlsx", b"PK\x03\x04")
    )
    assert "1 个文件无法读取" in text(chrome, "#headline")
    follow(chrome, "form[action=compare] button")
    assert "≥6张" in text(chrome, "tbody")
    follow(chrome, "a[href^='./']")
    assert "1 个文件无法读取" in text(chrome, "#headline")
    send(chrome, address, file("一.txt", CLEAN), file("二.txt", second))
    assert "乙项目" in str(chrome.find_element(By.CSS_SELECTOR, "#f0").get_attribute("textContent"))


def evil(member: Any, name: str = "") -> Any:
    """A document with script in every text; what is no free text, amounts and dates and words of the schema, stays."""
    if isinstance(member, dict):
        if "kind" in member:
            return {"text": EVIL, "kind": "text"}
        return {key: evil(one, key) for key, one in member.items()}
    if isinstance(member, list):
        return [evil(one, name) for one in member]
    fixed = not isinstance(member, str) or name in ("$schema", "currency_unit", "direction") or re.fullmatch(r"[-\d.]*", member)
    return member if fixed else member + EVIL


def test_nothing_of_a_document_is_code(chrome: webdriver.Chrome, address: str, file: Any, root: Path) -> None:
    """Script in every text and in the names of files: on the page, in its lists, where files are compared, merged and marked."""
    document = evil(json.loads((root / "examples" / "declaration-2025.json").read_text(encoding="utf-8")))
    other = {**document, "title": "另" + document["title"]}
    name = "x'\"<img src=x onerror=document.title=1>&.json"
    files = [file(mark + name, json.dumps(one, ensure_ascii=False)) for mark, one in (("", document), ("b", other))]
    send(chrome, address, *files, file(EVIL.replace("/", "") + ".txt", CLEAN.replace("数量指标", "数量指标" + EVIL)))
    page = chrome.current_url
    assert_nothing_ran(chrome)
    assert chrome.page_source.count("&lt;script&gt;") > json.dumps(document).count("<script>") > 20
    data = httpx.get(str(chrome.find_element(By.CSS_SELECTOR, "a[href$='.csv']").get_attribute("href"))).text
    assert not [cell for row in csv.reader(io.StringIO(data)) for cell in row if cell.startswith(("=", "+", "-", "@"))]
    for path in (f"{page}", "compare?old=1-1&new=2-1", "1-annotated-zh.html"):
        chrome.get(page.partition("?")[0] + path if path != page else page + "&lang=en")
        assert "<script>" in text(chrome, "body")
        assert_nothing_ran(chrome)


def assert_nothing_ran(chrome: webdriver.Chrome) -> None:
    """No mark-up of the document has become an element, and no script of it has run."""
    assert "owned" not in chrome.title.removeprefix(EVIL)
    assert not chrome.find_elements(By.CSS_SELECTOR, "img, body script")


def test_files_can_be_dropped(chrome: webdriver.Chrome, address: str) -> None:
    chrome.get(address)
    chrome.execute_script("""
        const data = new DataTransfer();
        data.items.add(new File([arguments[0]], "拖.txt", {type: "text/plain"}));
        document.getElementById("drop").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
    """, CLEAN)  # fmt: skip
    assert "拖.txt" in text(chrome, "#chosen")
    button = chrome.find_element(By.CSS_SELECTOR, "#upload button")
    chrome.execute_script("arguments[0].click(); arguments[0].click();", button)
    assert not button.is_enabled()
    until(chrome, "#headline")
    assert text(chrome, "h2") == "拖.txt"


def test_who_clicks_twice_sends_once(chrome: webdriver.Chrome, address: str, file: Any) -> None:
    chrome.get(address)
    chrome.find_element(By.ID, "files").send_keys(str(file("a.txt", CLEAN)))
    sent = chrome.execute_script("""
        const button = document.querySelector("#upload button"), send = XMLHttpRequest.prototype.send;
        let count = 0;
        XMLHttpRequest.prototype.send = function (body) { count += 1; send.call(this, body); };
        button.click(); button.click(); document.getElementById("upload").requestSubmit();
        return count;
    """)  # fmt: skip
    assert sent == 1
    until(chrome, "#headline")


def test_english_is_a_click_away(chrome: webdriver.Chrome, address: str, file: Any) -> None:
    send(chrome, address, file("clean.txt", CLEAN))
    follow(chrome, ".switch")
    assert text(chrome, "#headline") == "Nothing doubtful was found"
    assert not re.search("检查结果|没有发现", text(chrome, "main"))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1200, 600, 360])
def test_nothing_is_wider_than_the_window_and_axe_has_no_complaint(
    chrome: webdriver.Chrome, address: str, file: Any, width: int, dark: bool
) -> None:
    """600 is 1200 at 200 % zoom; 360 a phone."""
    doubtful = CLEAN.replace("3、满意度指标", "3、产出指标")
    send(
        chrome,
        address,
        file("doubts.txt", doubtful),
        file("二.txt", doubtful.replace("甲项目", "乙项目")),
        file("坏.xlsx", b"PK\3\4"),
    )
    chrome.find_element(By.CSS_SELECTOR, "details > summary").click()
    page = chrome.current_url
    colours = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": colours})
    chrome.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    )
    try:
        for path in (page, page.replace("lang=zh", "lang=en"), address, f"{address}/none", f"{address}/docs"):
            chrome.get(path)
            assert chrome.execute_script("return document.documentElement.scrollWidth <= window.innerWidth"), path
            assert axe(chrome) == [], path
    finally:
        chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_without_javascript_the_same_result(address: str, file: Any) -> None:
    driver = browser(**{"profile.managed_default_content_settings.javascript": 2})
    try:
        driver.get(address)
        assert not driver.find_element(By.CSS_SELECTOR, ".drop .js").is_displayed()
        send(driver, address, file("clean.txt", CLEAN))
        assert text(driver, "#headline") == "没有发现问题"
        send(driver, address, file("big.txt", b"x" * (2 << 20)))
        assert "1 MiB" in text(driver, "#problem")
    finally:
        driver.quit()
