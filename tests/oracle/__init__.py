"""The oracle: the market a second time, one plain Mesa object a customer, which the engine must agree with to the bit.

The engine keeps customers in columns and works through them with compiled loops, in chunks, on threads. That is fast,
and easy to get wrong in silence: a column of the wrong row, a phase in the wrong order, a sum that threads share. Here
the same week is written as one would write it in Mesa without a thought of speed. Both call the same rules of behaviour
(`simulation.behavior`, `simulation.loyalty`), so what is compared is everything around the rules: who is asked, when,
with which numbers and which luck, and what is kept of it.

- `tests/contracts/test_one_rule_two_callers.py` lets both live through the same weeks (`live.py`) and compares every
  column and every recorded number exactly. Who changes a phase of the week changes it here too.
- `tests/simulation/engine/test_chance.py` holds the compiled generator to the one of `drawn.py`.
- `python -m benchmarks.run` takes it for the ordinary way of doing things, whose speed the engine is compared with.

Imports go down: `live`, `market`, then `customer`, `complaint_desk` and `tally`, `trip`, `need` and
`relationship_marketing`, `person`, `surroundings`, `drawn`. What those below need of those above is named in
`surroundings.py` (the market that somebody lives in) and `person.py` (whoever buys).
"""
