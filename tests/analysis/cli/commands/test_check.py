"""`check`: every fault of every file, warnings that refuse nothing, and what is taken over."""

import json

from simulation.scenario.inheritance import shipped_names


def test_check_tells_all_faults_of_all_files_and_what_is_right(run, tmp_path):
    (tmp_path / "good.yaml").write_text("extends: baseline\nmarket: {weeks: 5}\n")
    (tmp_path / "bad.yaml").write_text("extends: baseline\nfirms:\n  Alba:\n    pricing: {prise: 9}\nfocus: Zed\n")
    code, out, err = run("check", "good.yaml", "bad.yaml", "gone.yaml")
    assert code == 2
    assert out == "good.yaml: ok (firms: 4, strategies: 1, weeks: 5)\n"
    lines = err.splitlines()
    assert lines[0] == "error: bad.yaml:4:15: firms.Alba.pricing.prise: unknown key; did you mean 'price'?"
    assert [line.split(":")[1] for line in lines] == [" bad.yaml", " bad.yaml", *[lines[2].split(":")[1]]]
    assert "'gone.yaml' is neither" in lines[2]


def test_check_takes_the_changes_of_the_command_line(run):
    code, out, _ = run("check", "baseline", "--weeks", "9", "--set", "market.burn_in_weeks=3")
    assert (code, out) == (0, "baseline: ok (firms: 4, strategies: 1, weeks: 9)\n")
    assert run("check", "baseline", "--weeks", "0")[2].startswith("error: --weeks: 0 is out of range")


LATE = """\
extends: baseline
market: {weeks: 8}
events:
  - {event: promotion, firm: Brio, from_week: 200, weeks: 2, depth: 0.2}
"""


def test_check_warns_of_what_has_no_effect_and_refuses_nothing(run, tmp_path):
    (tmp_path / "late.yaml").write_text(LATE)
    code, out, err = run("check", "late.yaml")
    assert (code, out) == (0, "late.yaml: ok (firms: 4, strategies: 1, weeks: 8)\n")
    assert err.startswith("warning: late.yaml:4:5: events.0: never happens: it begins in week 200, and")
    code, out, err = run("check", "late.yaml", "--json")
    assert (code, err) == (0, "")
    (warned,) = json.loads(out)["scenarios"][0]["warnings"]
    assert (warned["line"], warned["path"]) == (4, "events.0")
    assert run("check", "late.yaml", "--weeks", "300")[2] == ""


def test_check_says_which_firms_and_costs_come_with_the_baseline(run, tmp_path):
    firms = "firms:\n  Ours: {pricing: {price: 240}}\n  Theirs: {pricing: {price: 230}}\n"
    (tmp_path / "dear.yaml").write_text(f"extends: baseline\nmarket: {{usual_price: 250}}\n{firms}")
    code, out, err = run("check", "dear.yaml")
    assert code == 0
    assert "as in the baseline: Alba, Brio, Corda, Dorra; `Alba: null` under firms removes one" in out
    assert "costs that nobody states follow market.usual_price: 25 times those of a market of 10" in out
    assert "Alba, Brio, Corda and Dorra ask 9.30 to 10.60 USD" in err
    gone = "".join(f"  {name}: null\n" for name in ("Alba", "Brio", "Corda", "Dorra"))
    (tmp_path / "dear.yaml").write_text(f"extends: baseline\nmarket: {{usual_price: 250}}\n{firms}{gone}")
    code, out, err = run("check", "dear.yaml")
    assert "as in the baseline" not in out + err


def test_check_says_nothing_when_it_is_to_be_quiet(run):
    assert run("check", "baseline", "--quiet") == (0, "", "")


def test_json_is_one_object_and_nothing_else(run):
    code, out, err = run("check", "baseline", "--json", "--set", "focus=Zed")
    assert (code, err) == (2, "")
    answer = json.loads(out)
    assert answer["ok"] is False
    assert answer["scenarios"][0]["faults"][0]["file"] == "--set focus"
    assert json.loads(run("check", "baseline", "--json")[1])["ok"] is True
    assert json.loads(run("new", "mine", "--json")[1]) == {"file": "mine.yaml"}
    scenarios = json.loads(run("list", "--json")[1])["scenarios"]
    assert [row["scenario"] for row in scenarios] == shipped_names()
