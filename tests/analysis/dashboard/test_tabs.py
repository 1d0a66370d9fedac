"""Several pages at once, pages that lose their connection or are loaded again, and who is not let in."""

import contextlib
import http.client
import re
import socket
import threading
import time
from email.message import Message
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

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
)

pytestmark = needs("nicegui", "playwright", extras="extras dashboard and test")

FULL = "4 pages are open, each with a market of its own"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("desk")) as (address, process):
        yield address, process


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


class Answer(NamedTuple):
    status: int
    headers: Message
    text: str


def asked(address, path="", **headers):
    """The answer to a plain request for the address, or another path of its server."""
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    line.request("GET", path or f"{parts.path}?{parts.query}", headers=headers)
    answer = line.getresponse()
    text = answer.read().decode(errors="replace")
    line.close()
    return Answer(answer.status, answer.headers, text)


def markets(process):
    """Processes that hold a market: those that the page's own has started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            if int(parent) == process.pid and state != "Z" and "spawn_main" in (folder / "cmdline").read_text():
                found.append(int(folder.name))
    return found


class Relay:
    """A connection to a server that can be cut and mended: the same page under a port of its own."""

    def __init__(self, address):
        self._parts = urlsplit(address)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open, self._is_cut = [], False
        self.address = address.replace(f":{self._parts.port}", f":{self._listener.getsockname()[1]}")
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                browser, _ = self._listener.accept()
                if self._is_cut:
                    browser.close()
                    continue
                server = socket.create_connection((self._parts.hostname, self._parts.port))
                self._open += [browser, server]
                for ends in ((browser, server), (server, browser)):
                    threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, one, other):
        with contextlib.suppress(OSError):
            while found := one.recv(65536):
                other.sendall(found)
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def cut(self):
        self._is_cut = True
        for end in self._open:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open.clear()

    def mend(self):
        self._is_cut = False

    def close(self):
        self.cut()
        self._listener.close()


@pytest.fixture
def relay(served):
    relay = Relay(served[0])
    yield relay
    relay.close()


def moved_and_pinned(browser, address):
    """A page with a run pinned and the price moved to 9."""
    page = opened(browser, address)
    at_week(page, 12, COMPILING)
    page.get_by_role("button", name="Pin").click()
    page.get_by_role("button", name="Unpin").wait_for()
    press(page, "firms.Alba.pricing.price", "ArrowLeft", 10)
    shows(page, "Price", "9.00")
    at_week(page, 12)
    return page


def has_lost_nothing(page):
    page.get_by_text("1 setting moved").wait_for()
    page.get_by_role("button", name="Unpin").wait_for()
    at_week(page, 12)
    shows(page, "Price", "9.00")
    return change(page, "Price") == "−1.00"


def test_what_was_moved_outlives_a_lost_connection(browser, relay):
    page = moved_and_pinned(browser, relay.address)
    document = page.evaluate("window.documentId")
    relay.cut()
    page.get_by_text("Connection lost").wait_for()
    page.wait_for_timeout(15_000)
    relay.mend()
    page.get_by_text("Connection lost").wait_for(state="hidden")
    assert has_lost_nothing(page)
    assert page.evaluate("window.documentId") == document, "it was not loaded again"
    press(page, "firms.Alba.pricing.price", "ArrowLeft", 10)
    shows(page, "Price", "8.00")
    at_week(page, 12)
    page.close()


def test_what_was_moved_outlives_loading_the_page_again_in_its_tab_alone(browser, served):
    page = moved_and_pinned(browser, served[0])
    for _ in range(6):  # more often than there are markets
        page.reload()
        assert has_lost_nothing(page)
    other = opened(browser, served[0])
    at_week(other, 12)
    shows(other, "Price", "10.00")
    assert len(markets(served[1])) <= 4
    page.close()
    other.close()


def test_pages_that_load_at_once_have_a_market_each_or_are_told(browser, served):
    pages = [browser.new_page() for _ in range(6)]
    for page in pages:
        page.set_default_timeout(60_000)
        page.goto(served[0], wait_until="commit")  # the next one begins while this one loads
    told = []
    for page in pages:
        page.wait_for_function(f"/week 12 of 12|{FULL}/.test(document.body.innerText)", timeout=COMPILING)
        told.append(FULL in page.inner_text("body"))
    assert sorted(told) == [False] * 4 + [True] * 2
    assert len(markets(served[1])) == 4
    playing = [page for page, is_full in zip(pages, told, strict=True) if not is_full]
    refused = pages[told.index(True)]
    for times, page in enumerate(playing):
        press(page, "firms.Alba.pricing.price", "ArrowLeft", 5 * times)
    for times, page in enumerate(playing):
        shows(page, "Price", f"{10 - 0.5 * times:.2f}")
        at_week(page, 12)
    assert len({tile(page, "Profit since week 1") for page in playing}) == 4
    refused.reload()
    refused.get_by_text(FULL).wait_for()
    playing[0].close()  # when the page is loaded again, or once more
    deadline = time.monotonic() + 60
    while FULL in refused.inner_text("body") or "week 12 of 12" not in refused.inner_text("body"):
        assert time.monotonic() < deadline
        refused.reload()
        refused.wait_for_function(f"/week 12 of 12|{FULL}/.test(document.body.innerText)")
    assert len(markets(served[1])) == 4
    for page in pages:
        page.close()


def test_a_tab_that_is_left_ends_its_market_at_once_and_goes_on_when_it_is_back(browser, served):
    pages = [moved_and_pinned(browser, served[0]) for _ in range(2)]
    for page in pages:
        page.goto("about:blank")
    deadline = time.monotonic() + 30
    while len(markets(served[1])) > 1:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    for page in pages:
        page.go_back()
        assert has_lost_nothing(page)
        page.close()


def test_a_page_whose_market_was_given_away_gets_another_when_it_is_back(browser, served, relay):
    page = moved_and_pinned(browser, relay.address)
    relay.cut()
    page.get_by_text("Connection lost").wait_for()
    page.wait_for_timeout(1000)
    others = [opened(browser, served[0]) for _ in range(4)]
    for other in others:
        at_week(other, 12, COMPILING)
    relay.mend()
    page.get_by_text("Connection lost").wait_for(state="hidden")
    page.get_by_text(FULL).wait_for()
    others[0].close()
    page.reload()
    assert has_lost_nothing(page)
    for other in [page, *others[1:]]:
        other.close()


def test_every_loading_is_of_one_size(served):
    sizes = {len(asked(served[0]).text) for _ in range(5)}
    assert len(sizes) == 1


def test_who_only_asks_for_the_address_starts_no_market(served):
    before = markets(served[1])
    for _ in range(6):
        assert asked(served[0]).status == 200
    time.sleep(1)
    assert set(markets(served[1])) <= set(before)


@pytest.mark.parametrize("headers", [
    {"Host": "["}, {"Host": "evil.example"}, {"Origin": "http://["}, {"Origin": "http://127.0.0.1:9999"},
    {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
])  # fmt: skip
def test_other_sites_and_ports_are_refused_even_with_the_token(served, headers):
    answer = asked(served[0], **headers)
    assert (answer.status, "127.0.0.1 only" in answer.text) == (403, True)


@pytest.mark.parametrize(
    "path", ["/", "/?token=", "/?token=0123", "/?tok=1", "/_nicegui_ws/socket.io/?EIO=4", "/x", "//a"]
)
def test_who_has_no_token_is_refused(served, path):
    answer = asked(served[0], path)
    assert (answer.status, "with its token" in answer.text) == (403, True)


def test_what_the_page_loads_is_below_the_token_and_may_not_be_framed(served):
    token = served[0].partition("token=")[2]
    answer = asked(served[0])
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    paths = set(re.findall(r'(?:src|href)="(/[^"]+)"', answer.text))
    assert paths
    assert all(path.startswith(f"/{token}/") for path in paths)
    assert {asked(served[0], path).status for path in paths} == {200}
    assert {asked(served[0], path.removeprefix(f"/{token}")).status for path in paths} == {403}


def test_a_websocket_is_refused_to_other_ports_and_without_the_token(served):
    token = served[0].partition("token=")[2]
    wants = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
             "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}  # fmt: skip
    path = "/_nicegui_ws/socket.io/?EIO=4&transport=websocket"
    assert asked(served[0], path, **wants).status == 403
    assert asked(served[0], f"/{token}{path}", **wants, Origin="http://127.0.0.1:9999").status == 403
    host = urlsplit(served[0]).netloc
    with socket.create_connection(host.split(":"), timeout=30) as line:
        headers = "".join(f"{name}: {value}\r\n" for name, value in {**wants, "Origin": f"http://{host}"}.items())
        line.sendall(f"GET /{token}{path} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 101")
