"""`list`: each shipped scenario with its question."""

from simulation.scenario.inheritance import shipped_names


def test_list_shows_each_scenario_with_its_question(run):
    code, out, _ = run("list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == shipped_names()
    assert all(len(line.split()) > 3 for line in out.splitlines())
