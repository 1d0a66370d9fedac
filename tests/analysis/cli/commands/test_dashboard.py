"""`dashboard` as users meet it before anything is served."""

import sys


def test_without_the_extra_the_command_says_what_to_install(loyalty, monkeypatch):
    monkeypatch.setitem(sys.modules, "nicegui", None)
    code, out, err = loyalty("dashboard", "--no-browser")
    assert code == 2
    assert out == ""
    assert "pip install 'loyalty-simulator[dashboard]'" in err


def test_an_unknown_scenario_is_refused_before_anything_is_served(loyalty):
    code, _, err = loyalty("dashboard", "basline", "--no-browser")
    assert code == 2
    assert "baseline" in err
