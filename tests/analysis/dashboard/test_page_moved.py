"""What the page shows is what runs, however it is moved: charts, numbers typed, other scenarios, a phone."""

import pytest

from tests.analysis.dashboard.chromium import needs
from tests.analysis.dashboard.sample_pages import (
    COMPILING,
    at_week,
    change,
    chromium,
    opened,
    press,
    serving,
    shows,
    tile,
    watched,
)

pytestmark = needs("nicegui", "playwright", extras="extras dashboard and test")

PRICE = "[data-path='firms.Alba.pricing.price']"
NUMBERS = """() => Array.from(document.querySelectorAll('.grid-of-charts .nicegui-echart')).map(element =>
    getElement(parseInt(element.id.slice(1))).chart.getOption().series.map(series => series.data.length))"""
PAINTED = """() => Array.from(document.querySelectorAll('.grid-of-charts canvas')).map(canvas => {
    const dots = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
    const seen = new Set()
    for (let i = 0; i < dots.length; i += 4) if (dots[i + 3]) seen.add(dots[i] + ',' + dots[i + 1] + ',' + dots[i + 2])
    return seen.size})"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("desk")) as (address, _):
        yield address


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser, served):
    with watched(browser, served) as page:
        yield page


def is_drawn(page):
    """Waits until four charts are up; then each must have its numbers, without anything more being done."""
    page.wait_for_function("document.querySelectorAll('.grid-of-charts canvas').length === 4")
    page.wait_for_timeout(250)
    *lines, funnel = page.evaluate(NUMBERS)
    assert all(min(series[::2]) >= 12 for series in lines), lines
    assert funnel[0] == 6
    assert min(page.evaluate(PAINTED)) > 20
    return [series[1] for series in lines], funnel[1]


@pytest.mark.parametrize("is_paused", [False, True])
def test_charts_keep_their_numbers_whenever_the_page_is_rebuilt_at_rest(page, is_paused):
    if is_paused:  # at rest before the end, too
        page.get_by_role("button", name="Step").click()
    for _ in range(4):
        page.get_by_role("button", name="Pin").click()
        page.get_by_role("button", name="Unpin").wait_for()
        assert is_drawn(page) == ([12, 12, 12], 6)
        page.get_by_role("button", name="Brio").click()
        page.get_by_text("Loyalty to Brio").wait_for()
        is_drawn(page)
        page.get_by_role("button", name="Light or dark").click()
        is_drawn(page)
        page.get_by_role("button", name="Alba").click()
        page.get_by_text("Loyalty to Alba").wait_for()
        is_drawn(page)
        page.get_by_role("button", name="Unpin").click()
        page.get_by_role("button", name="Pin", exact=True).wait_for()
        assert is_drawn(page) == ([0, 0, 0], 0)


def test_customers_opened_after_the_end_are_drawn(page):
    page.get_by_role("tab", name="Customers").click()
    drawn = """() => { const map = document.querySelector('.map .nicegui-echart')
        return getElement(parseInt(map.id.slice(1))).chart?.getOption().series[0]?.data.length === 120 }"""
    page.wait_for_function(drawn)
    page.get_by_role("button", name="Light or dark").click()
    page.wait_for_function(drawn)
    assert page.evaluate(drawn)


def state(page, path=PRICE):
    """The number typed, the slider's, and the market's."""
    slider = page.locator(path)
    typed = slider.locator("xpath=..").locator("input").input_value()
    return float(typed), float(slider.get_attribute("aria-valuenow"))


def type_in(page, text, path=PRICE):
    field = page.locator(path).locator("xpath=..").locator("input")
    field.fill(text)
    field.press("Tab")


@pytest.mark.parametrize(("texts", "price"), [
    (["25"], 25.0), (["25", "-5"], 25.0), (["0.05", "10.3"], 10.3), ([""], 10.0), (["12", ""], 12.0),
    (["-5"], 10.0), (["1000", "9"], 9.0),
])  # fmt: skip
def test_a_typed_number_its_slider_and_the_market_agree(page, texts, price):
    for text in texts:
        type_in(page, text)
        page.wait_for_timeout(400)
    shows(page, "Price", f"{price:.2f}")
    at_week(page, 12)
    assert state(page) == (price, price)
    if "-5" in texts:
        page.get_by_text("-5.0 is out of range").wait_for()


def test_a_slider_reaches_as_far_as_was_typed_and_moves_on_from_there(page):
    type_in(page, "25")
    shows(page, "Price", "25.00")
    press(page, "firms.Alba.pricing.price", "ArrowRight", 1)
    shows(page, "Price", "25.10")
    page.wait_for_function(f"""document.querySelector("{PRICE}").ariaValueNow === '25.1'""")
    assert state(page) == (25.1, 25.1)


def test_a_typed_share_is_shown_as_the_whole_percent_that_runs(page):
    page.get_by_text("Customers", exact=True).first.click()
    impulsive = "[data-path='customers.mix.impulsive']"
    page.locator(impulsive).wait_for()
    type_in(page, "0.333", impulsive)
    page.wait_for_function(f"""document.querySelector("{impulsive}").ariaValueNow === '0.33'""")
    assert state(page, impulsive) == (0.33, 0.33)
    type_in(page, "7", impulsive)  # more than all
    page.wait_for_function(f"""document.querySelector("{impulsive}").ariaValueNow === '1'""")
    assert state(page, impulsive) == (1.0, 1.0)


def test_what_cannot_be_a_duration_or_a_seed_is_put_back(page):
    page.get_by_text("Customers", exact=True).first.click()
    for text, said in (("1000", "more than a page can show"), ("0", "out of range"), ("2.5", "not a whole number")):
        page.get_by_role("spinbutton", name="Weeks").fill(text)
        page.get_by_role("spinbutton", name="Weeks").press("Enter")
        page.get_by_text(said).first.wait_for()
        page.wait_for_function("document.querySelector('input[aria-label=\"Weeks\"]')?.value === '12'")
    page.get_by_label("Luck (seed)").fill("-1")
    page.get_by_label("Luck (seed)").press("Enter")
    page.get_by_text("-1 is out of range").wait_for()
    page.wait_for_function("document.querySelector('input[aria-label=\"Luck (seed)\"]')?.value === '1'")
    assert page.get_by_role("spinbutton", name="Weeks").input_value() == "12"


def test_a_run_pinned_while_it_plays_is_compared_to_the_end(page):
    page.get_by_role("button", name="Reset").click()
    at_week(page, 0)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("/week [23456] of 12/.test(document.querySelector('[data-week]').innerText)")
    page.get_by_role("button", name="Pin").click()
    press(page, "firms.Alba.pricing.price", "ArrowLeft", 10)
    shows(page, "Price", "9.00")
    at_week(page, 12)
    assert change(page, "Price") == "−1.00"
    assert change(page, "Market share, %")
    assert "beneath: by how much it differs now" in page.locator(".note").inner_text()


def choose(page, scenario):
    field = page.get_by_label("Scenario")
    field.fill(scenario)
    page.get_by_role("option", name=scenario).first.click()


@pytest.mark.parametrize("tab", ["Market", "Customers"])
def test_a_scenario_of_more_firms_and_back_again_goes_on_playing(page, tab):
    page.get_by_role("tab", name=tab).click()
    for scenario, firms in (("newcomer", 5), ("market.yaml", 4)):
        choose(page, scenario)
        page.wait_for_function("/week [1-9]\\d* of/.test(document.querySelector('[data-week]').innerText)")
        page.wait_for_function(f"document.querySelectorAll('.firms button').length === {firms}")
        assert page.locator(".status.failed").count() == 0
        assert page.locator("h2").count() >= 5
    at_week(page, 12)
    page.get_by_role("tab", name="Market").click()
    is_drawn(page)
    assert tile(page, "Price") == "10.00"


def test_on_a_phone_the_levers_are_put_away_until_they_are_asked_for(browser, served):
    page = opened(browser, served, width=390)
    at_week(page, 12, COMPILING)
    lever = page.locator(f"{PRICE} [tabindex]")
    lever.wait_for(state="hidden")
    pause = page.get_by_role("button", name="Play")
    pause.click(timeout=5_000)  # nothing lies over it
    page.get_by_role("button", name="Levers").click(timeout=5_000)
    lever.click()
    page.get_by_role("button", name="Done").click(timeout=5_000)
    lever.wait_for(state="hidden")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
