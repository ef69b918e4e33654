"""The page in a real browser: Chromium, headless, as a clerk uses it."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

import goalconv
from goalconv.service.settings import Settings
from servers import serving

EVIL = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">\"'&{{7*7}}"
CLEAN = "\n".join(["甲单位2025年项目支出绩效目标表", "单位：万元", "项目名称\t总计\t绩效目标\t绩效指标",
    "甲项目\t5.00\t保障运转。\t1、产出指标；数量指标；床位；年度指标值：≥5张。2、效益指标；社会效益指标；就业；年度指标值：提升。"
    "3、满意度指标；服务对象满意度指标；满意度；年度指标值：≥90%。"])  # fmt: skip


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(Settings(workers=1, body=1 << 20)) as port:
        yield f"http://127.0.0.1:{port}"


def browser(**preferences: Any) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1200,900",
        "--force-prefers-reduced-motion",
    ):
        options.add_argument(argument)
    options.add_experimental_option("prefs", preferences)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))


@pytest.fixture(scope="module")
def chrome() -> Iterator[webdriver.Chrome]:
    driver = browser()
    yield driver
    driver.quit()


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def made(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return made


def send(chrome: webdriver.Chrome, address: str, *paths: Path) -> None:
    """Chooses the files and sends them; ends when there is an answer."""
    chrome.get(address)
    chrome.find_element(By.ID, "files").send_keys("\n".join(map(str, paths)))
    chrome.find_element(By.CSS_SELECTOR, "#upload button").click()
    WebDriverWait(chrome, 30).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, "#headline, #problem"))


def follow(chrome: webdriver.Chrome, selector: str) -> None:
    """Clicks on what leads to another page; ends when this one is gone."""
    page = chrome.find_element(By.TAG_NAME, "html")
    chrome.find_element(By.CSS_SELECTOR, selector).click()
    WebDriverWait(chrome, 30).until(staleness_of(page))


def text(chrome: webdriver.Chrome, selector: str) -> str:
    return str(chrome.find_element(By.CSS_SELECTOR, selector).text)


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
    for link in links:
        answer = httpx.get(str(link))
        assert (
            goalconv.read_bytes(answer.content, suffix=Path(str(link)).suffix)[0].table.units[0].name == seed.table.units[0].name
        )
    assert "liwan-2025-%E5%85%AC%E5%BC%80%E8%A1%A8" in httpx.get(str(links[2])).headers["content-disposition"]
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
    send(chrome, address, file("一.txt", CLEAN), file("二.txt", second))
    assert "乙项目" in str(chrome.find_element(By.CSS_SELECTOR, "#f0").get_attribute("textContent"))


def test_nothing_of_a_document_is_code(chrome: webdriver.Chrome, address: str, file: Any) -> None:
    evil = EVIL.replace("\t", " ")
    table = (
        CLEAN.replace("保障运转", evil)
        .replace("甲项目", evil)
        .replace("甲单位", evil)
        .replace("床位", evil)
        .replace("≥5张", evil)
    )
    send(chrome, address, file("x'\"<img src=x onerror=document.title=1>&.txt", table))
    assert "owned" not in chrome.title
    assert not chrome.find_elements(By.CSS_SELECTOR, "main img, main script")
    assert "<script>" in text(chrome, ".goals")
    assert "{{7*7}}" in text(chrome, ".goals")
    rows = csv.reader(
        io.StringIO(httpx.get(str(chrome.find_element(By.CSS_SELECTOR, "a[href$='.csv']").get_attribute("href"))).text)
    )
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


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
    WebDriverWait(chrome, 30).until(lambda driver: driver.find_elements(By.ID, "headline"))
    assert text(chrome, "h2") == "拖.txt"


def test_english_is_a_click_away(chrome: webdriver.Chrome, address: str, file: Any) -> None:
    send(chrome, address, file("clean.txt", CLEAN))
    follow(chrome, ".switch")
    assert text(chrome, "#headline") == "Nothing doubtful was found"
    assert not re.search("检查结果|没有发现", text(chrome, "main"))


@pytest.mark.parametrize("width", [1200, 600, 360])
def test_nothing_is_wider_than_the_window_and_axe_has_no_complaint(
    chrome: webdriver.Chrome, address: str, file: Any, width: int
) -> None:
    """600 is 1200 at 200 % zoom; 360 a phone."""
    send(chrome, address, file("doubts.txt", CLEAN.replace("3、满意度指标", "3、产出指标")))
    page = chrome.current_url
    chrome.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    )
    try:
        for path in (page, address, f"{address}/docs"):
            chrome.get(path)
            assert chrome.execute_script("return document.documentElement.scrollWidth <= window.innerWidth"), path
            assert axe(chrome) == [], path
    finally:
        chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def axe(chrome: webdriver.Chrome) -> list[str]:
    """What axe finds wrong with the page: the rule and the first spot."""
    import axe_selenium_python

    script = Path(axe_selenium_python.__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
    chrome.execute_script(script.read_text(encoding="utf-8"))
    found = chrome.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


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
