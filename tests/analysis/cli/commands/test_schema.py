"""`schema`: what editors know of scenarios."""

import json
from pathlib import Path

from simulation.scenario.inheritance import SHIPPED, shipped_names
from simulation.scenario.json_schema import editor_schema

ROOT = Path(__file__).resolve().parents[4]


def test_the_committed_schema_is_the_one_that_is_printed(run):
    """Where it is not: python run.py schema --out scenarios/scenario.schema.json --force."""
    _, out, _ = run("schema")
    assert (SHIPPED / "scenario.schema.json").read_text(encoding="utf-8") == out
    assert json.loads(out) == editor_schema()


def test_every_shipped_scenario_names_the_schema_in_its_first_line():
    for name in shipped_names():
        first = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
        up = "../" * name.count("/")
        assert first == f"# yaml-language-server: $schema={up}scenario.schema.json", name


def test_the_schema_lets_a_file_say_only_what_differs():
    schema = editor_schema()
    assert "extends" in schema["properties"]
    assert schema["additionalProperties"] is False
    required = [
        block["required"] for block in (schema, *schema["$defs"].values()) if isinstance(block.get("required"), list)
    ]
    assert required == []
    assert {"type": "null"} in schema["properties"]["firms"]["additionalProperties"]["anyOf"]
    assert "oneOf" not in json.dumps(schema)
