"""A browser for tests of pages, where there is one."""

import importlib.util
import shutil

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def needs(*modules: str, extras: str) -> list[pytest.MarkDecorator]:
    """Marks of slow tests that are skipped, with the reason, without Chromium or one of these modules."""
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    return [
        pytest.mark.slow,
        pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed here"),
        pytest.mark.skipif(bool(missing), reason=f"not installed: {' and '.join(missing)} ({extras})"),
    ]
