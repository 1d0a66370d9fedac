"""The what-if page in a real Chromium without a network: load, move, run, read, compare, save, end."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from simulation import load, simulate
from simulation.scenario.real_size import PER
from tests.analysis.dashboard.chromium import needs
from tests.analysis.dashboard.sample_pages import ROOT, at_week, change, chromium, press, serving, tile, watched
from tests.simulation.sample_markets import price_of

pytestmark = needs("nicegui", "playwright", extras="extras dashboard and test")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The address of a page, its folder and its process."""
    folder = tmp_path_factory.mktemp("desk")
    with serving(folder) as (address, process):
        yield address, folder, process


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser, served):
    with watched(browser, served[0]) as page:
        yield page


def test_the_numbers_on_the_page_are_those_of_the_run(page, served):
    scenario = load(str(served[1] / "market.yaml"))
    weekly = simulate(scenario, settled=scenario).weekly
    last = weekly[(weekly["week"] == 12) & (weekly["firm"] == "Alba")].iloc[0]
    assert tile(page, "Market share, %") == f"{100 * last['market_share']:.1f}"
    assert tile(page, "Active customers") == f"{last['active_customers'] * PER / scenario.market.customers:,.0f}"
    assert tile(page, "Price") == "10.00"


def test_a_pinned_run_is_compared_with_the_next_on_the_same_luck(page):
    page.get_by_role("button", name="Pin").click()
    page.get_by_role("button", name="Unpin").wait_for()
    press(page, "firms.Alba.pricing.price", "ArrowLeft", 10)
    page.get_by_text("1 setting moved").wait_for()
    at_week(page, 12)
    page.wait_for_function("document.querySelector('[data-tile=\"Price\"]').innerText === '9.00'")
    assert change(page, "Price") == "−1.00"
    assert "beneath: by how much it differs now" in page.locator(".note").inner_text()
    assert change(page, "Market share, %").startswith("+")
    assert page.locator("[data-path='firms.Alba.pricing.price'] [tabindex]").evaluate(
        "e => e === document.activeElement"
    )
    page.get_by_role("button", name="Put back").click()
    page.wait_for_function("document.querySelector('[data-tile=\"Price\"]').innerText === '10.00'")
    at_week(page, 12)
    assert change(page, "Market share, %") in {"0", "0.0"}


def test_step_play_and_reset(page):
    page.get_by_role("button", name="Reset").click()
    at_week(page, 0)
    page.get_by_role("button", name="Step").click()
    at_week(page, 1)
    first = tile(page, "Profit since week 1")
    page.get_by_role("button", name="Play").click()
    at_week(page, 12)
    assert tile(page, "Profit since week 1") != first


def test_another_mix_settles_a_market_of_its_own(page):
    before = tile(page, "Loyalty")
    page.get_by_text("Customers", exact=True).first.click()
    press(page, "customers.mix.impulsive", "PageUp", 3)
    page.wait_for_function(f"document.querySelector('[data-tile=\"Loyalty\"]').innerText !== '{before}'")
    at_week(page, 12)
    shares_now = "Array.from(document.querySelectorAll(\"[data-path^='customers.mix']\")).map(e => +e.ariaValueNow)"
    page.wait_for_function(f"Math.abs({shares_now}.reduce((sum, share) => sum + share) - 1.0) < 1e-9")
    shares = page.evaluate(shares_now)
    assert shares[0] > 0.25 > shares[1]


def test_settings_are_saved_as_a_scenario_that_check_accepts(page, served):
    press(page, "firms.Alba.pricing.price", "ArrowRight", 5)
    page.get_by_text("1 setting moved").wait_for()
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Name").fill("../out")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    page.get_by_text("cannot name a scenario").wait_for()
    page.get_by_label("Name").fill("dearer")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    page.get_by_text("Saved: saved").wait_for()
    line = [sys.executable, str(ROOT / "run.py"), "check", "saved/dearer.yaml"]
    assert subprocess.run(line, cwd=served[1], capture_output=True, check=False).returncode == 0
    saved = load(str(served[1] / "saved" / "dearer.yaml"))
    assert price_of(saved.with_strategy("settings"), "Alba") == 10.5
    assert [file.name for file in served[1].rglob("*.yaml")].count("out.yaml") == 0


def test_a_customer_of_the_map_tells_its_story(page):
    page.get_by_role("tab", name="Customers").click()
    canvas = page.locator(".map canvas").first
    canvas.wait_for()
    page.wait_for_timeout(1500)
    box = canvas.bounding_box()
    for place in range(5, 95, 3):
        page.mouse.click(box["x"] + box["width"] * place / 100, box["y"] + box["height"] * (35 + place % 31) / 100)
    page.locator(".tale h2").wait_for()
    page.wait_for_function("/purchases?/.test(document.querySelector('.tale').innerText)")
    assert re.search(r"\d", page.locator(".tale h2").inner_text()), "a story is somebody's"
    page.get_by_role("tab", name="Numbers").click()
    page.locator(".numbers caption").wait_for()
    page.wait_for_timeout(300)  # a map that is put away must not be laid out in no room
    page.get_by_role("tab", name="Customers").click()
    canvas.wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_of_the_page_is_neither_empty_nor_cut_off(browser, served, scheme):
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
    page.goto(served[0])
    at_week(page, 12)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 24, 28)"}[scheme]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    painted = """all => all.map(canvas => {
        const dots = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
        return dots.filter((value, place) => place % 4 === 3 && value > 0).length / (canvas.width * canvas.height)})"""
    shares = page.locator(".grid-of-charts canvas").evaluate_all(painted)
    assert len(shares) == 4
    assert min(shares) > 0.005
    boxes = page.locator(".grid-of-charts canvas").evaluate_all("all => all.map(e => e.getBoundingClientRect().bottom)")
    assert max(boxes) <= 800
    page.set_viewport_size({"width": 390, "height": 800})
    lever = page.locator("[data-path='firms.Alba.pricing.price'] [tabindex]")
    lever.wait_for(state="hidden")
    page.get_by_role("button", name="Levers").click()
    lever.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_another_name_of_this_machine_is_refused(served):
    asked = urllib.request.Request(served[0], headers={"Host": "evil.example"})  # our own address
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(asked, timeout=10)
    assert refusal.value.code == 403
    refusal.value.close()


def test_ctrl_c_ends_it_and_its_market(served):
    process = served[2]
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(timeout=30) == 130
    assert "Traceback" not in process.stderr.read()
    for _ in range(100):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a process of the page is left")
