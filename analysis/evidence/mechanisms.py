"""What each mechanism that has a switch was put in for."""

BUILT_FOR = {
    "habit": {"F18"},
    "affect": {"F13"},
    "conviction": {"F02"},
    "tastes": {"F01"},
    "heterogeneity": set(),  # no claim asks for it: that people of one type differ is what panels say
    "shared_tastes": set(),  # likewise of firms that are liked alike
    "type_change": set(),  # an option
    "loss_aversion": {"L13"},
    "reference_price": {"F29"},
    "reservation_price": set(),  # no claim asks for it: without it there is no price that nobody pays
    "doubt": {"F30", "L14"},
    "negativity": {"L16"},
    "satisfaction_minimum": {"F07"},
    "recovery_paradox": {"F42", "L20"},
    "word_of_mouth": {"F34"},
    "homophily": {"L21"},
    "trust": {"L21"},
    "stockpiling": {"L09", "L10"},
    "expansion": {"L10"},
    "variety": set(),  # no claim asks for it: without it hardly anybody tries what it has no reason to buy
    "renewal": {"L06"},
    "search": {"F16"},
    "tenure": {"F48", "F49", "F50"},
    "bonds": {"F24"},
    "reputation": {"F27"},
    "difficult": {"F36"},
    "employees": {"F31", "F46", "F47", "L25"},
    "customer_knowledge": {"F32", "F39"},
    "confirmation": {"F25"},
    "favours": {"F26"},
    "promises": {"F55"},
    "leniency": set(),  # no claim asks for it: without it answers spread less than those of surveys
    "standards": set(),  # no claim asks for it: without it who expects little is content with bad service
    "own_experience": set(),  # no claim asks for it: without it a firm that always fails keeps a third of its share
    "longing": set(),  # no claim asks for it: without it nobody likes what it does not own
    "integrity": set(),  # no claim asks for it: without it broken promises cost with who was promised alone
    "contract_differences": set(),  # no claim is asked of a market of contracts: tests/theory/test_contract_laws.py
    "contract_ties": set(),  # likewise
    "points_pressure": set(),  # no claim is asked of a reward programme: tests/theory/test_programmes.py
    "reward_lift": set(),  # likewise
    "reward_stake": set(),  # likewise
    "brand_extension": {"F14"},
}
"""Claims and laws that a mechanism was put in for: that such a claim needs it proves little; each is `about` it."""
