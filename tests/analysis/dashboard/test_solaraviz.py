"""Mesa's own page shows our market, without a network, with the pins of the extra `solara`."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.analysis.dashboard.chromium import CHROMIUM, needs

ROOT = Path(__file__).resolve().parents[3]

pytestmark = needs("solara", "playwright", extras="extra solara, outside of all")


@pytest.fixture
def address():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = ROOT / "analysis" / "dashboard" / "solaraviz.py"
    line = [sys.executable, "-m", "solara", "run", str(app), "--host", "127.0.0.1", "--port", str(port)]
    told = {**os.environ, "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([*line, "--no-open", "--production"], env=told, stderr=subprocess.DEVNULL) as process:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/"
        process.kill()


def test_mesas_page_steps_our_market_and_draws_it(address):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        offline = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", offline])
        page = chromium.new_page()
        page.set_default_timeout(120_000)
        page.goto(address)
        page.get_by_role("button", name="Step").click()
        page.get_by_text("Step: 1").wait_for()
        page.wait_for_function("document.querySelectorAll('img, svg.marks').length >= 2")
        assert page.get_by_text("Price of Alba").count() == 1
        chromium.close()
