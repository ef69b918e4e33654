"""Chromium of the tests, headless, and what a clerk does with it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

__all__ = ["CLEAN", "axe", "browser", "follow", "send", "text", "until"]

CLEAN = "\n".join(["甲单位2025年项目支出绩效目标表", "单位：万元", "项目名称\t总计\t绩效目标\t绩效指标",
    "甲项目\t5.00\t保障运转。\t1、产出指标；数量指标；床位；年度指标值：≥5张。2、效益指标；社会效益指标；就业；年度指标值：提升。"
    "3、满意度指标；服务对象满意度指标；满意度；年度指标值：≥90%。"])  # fmt: skip


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


def send(chrome: webdriver.Chrome, address: str, *paths: Path) -> None:
    """Chooses the files and sends them; ends when there is an answer."""
    chrome.get(address)
    chrome.find_element(By.ID, "files").send_keys("\n".join(map(str, paths)))
    chrome.find_element(By.CSS_SELECTOR, "#upload button").click()
    until(chrome, "#headline, #problem")


def until(chrome: webdriver.Chrome, selector: str) -> None:
    """Ends when there is what the selector names; while one page gives way to the next the driver may have none to look at."""
    WebDriverWait(chrome, 60, ignored_exceptions=(WebDriverException,)).until(
        lambda driver: driver.find_elements(By.CSS_SELECTOR, selector)
    )


def follow(chrome: webdriver.Chrome, selector: str) -> None:
    """Clicks on what leads to another page; ends when this one is gone."""
    page = chrome.find_element(By.TAG_NAME, "html")
    chrome.find_element(By.CSS_SELECTOR, selector).click()
    WebDriverWait(chrome, 30).until(staleness_of(page))


def text(chrome: webdriver.Chrome, selector: str) -> str:
    return str(chrome.find_element(By.CSS_SELECTOR, selector).text)


def axe(chrome: webdriver.Chrome) -> list[str]:
    """What axe finds wrong with the page: the rule and the first spot."""
    import axe_selenium_python

    script = Path(axe_selenium_python.__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
    chrome.execute_script(script.read_text(encoding="utf-8"))
    found = chrome.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]
