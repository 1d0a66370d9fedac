"""What makes a customer decide about its contract, and what comes of it: codes in the columns of contracts."""

NOTHING, TERM, PRICE, FAILURE, OFFER, LIFE, CLOSED, SEARCH = range(8)
"""Occasion: none; the term ends, or the contract is looked over; the price has risen, or newcomers are seen to pay
less; the provider failed, or left a complaint unanswered; a rival's offer; another life; the provider is gone; the
customer has no contract and looks for one."""

OCCASIONS = (
    "nothing", "end of the term", "price", "failure", "rival's offer", "life event", "provider gone", "search",
)  # fmt: skip

UNASKED, NOT_MOVED, STAYS, BOUND, GIVES_NOTICE, IS_SAVED, SIGNS, GOES_WITHOUT = range(8)
"""Outcome: nothing asked; did not look around; looked around and stays; would go, and is bound; gives notice; withdrew
the notice for the provider's offer; signs a contract; has none and wants none."""

OUTCOMES = (
    "not asked", "did not look around", "compared, and stays", "would go, but is bound", "gives notice",
    "stays for an offer", "signs", "goes without",
)  # fmt: skip
