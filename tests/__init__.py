"""What holds the rest to its word. Where to find what:

- `simulation/<room>/test_<module>.py` and `analysis/<room>/test_<module>.py` test the module of that room and name; a
  file named after its room, or after what people do in it, tests the room as a whole.
- `analysis/cli/commands/test_<command>.py`: commands as users meet them; `analysis/test_*.py`: what all of them share.
  `analysis/conftest.py` has `loyalty`, a shell in an empty folder, and `analysis/wording.py` the sentences of verdicts.
- `contracts/`: promises of the whole: one rule for all callers, phases that write what they name, numbers that act.
- `oracle/`: the same market as plain objects, which the engine must agree with to the bit (its docstring says why).
- `theory/`: what is false if the simulator is wrong. `scenarios/`: the shipped ones. `docs/`: the pages.
- `golden/`: outcomes written down; `python -m tests.golden.test_golden` writes them anew.

What tests share is named for what it is: `simulation/sample_parameters.py` (natures, traits, offers by hand),
`simulation/sample_markets.py` (small ones that run), `simulation/week/sample_worlds.py` (tables of a few rows),
`simulation/array_agents/sample_shoppers.py`, `simulation/engine/sample_package.py` (a copy to compile),
`simulation/measurement/customer_journal.py`, `analysis/tournaments/sample_games.py`, `analysis/sample_results.py` (made
up), `analysis/sample_studies.py` (words and files of commands), `analysis/dashboard/sample_pages.py`,
`random_scenarios.py` (from the schema, by luck).

It is a package of its own, since others ship one named `tests`.
"""
