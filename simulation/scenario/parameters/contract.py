"""Contracts: what moves customers who hold one, and what a firm's contract says."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from simulation.reading.block import SHARE, Block, above, between, quantity

Share = Annotated[float, Field(ge=0, le=1)]
MOST_YEARS = 10


class UnderContract(Block):
    """What happens to who holds a contract, and what makes it think about leaving; of markets of contracts only."""

    contacts: float = quantity(
        3.0, "service contacts", "service contacts (calls, claims, visits) of a customer in a year, mean of all",
        "contacts a year", between(0, 52), source="P: 2-5", plausible="2:5",
    )  # fmt: skip
    again: float = quantity(
        0.3, "calls again", "chance that a matter which was not settled brings another contact within a week",
        "probability", SHARE, source="P", plausible="0.15:0.5",
    )  # fmt: skip
    offers: float = quantity(
        4.0, "rivals' offers", "offers of rivals that reach a customer in a year", "offers a year", between(0, 52),
        source="P: one a quarter", plausible="2:8",
    )  # fmt: skip
    reviews: float = quantity(
        1.0, "looks over the contract", "times a year that who is bound to nothing looks over its contract",
        "1 a year", between(0, 52), source="P: once a year", plausible="0.5:2",
    )  # fmt: skip
    readiness: float = quantity(
        0.35, "readiness to question", "chance that an occasion makes a customer look around, mean of all; beta"
        " distributed among customers", "probability", SHARE,
        source="P; form M: Fader and Hardie 2007", plausible="0.2:0.5",
    )  # fmt: skip
    readiness_size: float = quantity(
        1.9, "sameness in readiness",
        "sum of both parameters of the beta distribution of that chance; the smaller, the more customers differ", "1",
        above(0, 1_000_000), source="M: 1.9, Fader and Hardie 2007, regular customers", plausible="1:4 log",
    )  # fmt: skip
    effort: float = quantity(
        1.2, "effort of switching", "worth of not having to change the provider", "utility", between(0, 50),
        source="P", plausible="0.6:2",
    )  # fmt: skip
    ties: float = quantity(
        1.0, "ties grow with bills", "how fast habit grows with each bill, as a multiple of its growth with a purchase",
        "1", between(0, 5), source="P", plausible="0.5:1.5",
    )  # fmt: skip
    grudge: float = quantity(
        2.0, "grudge", "what a provider loses with who has turned its back on it", "utility", between(0, 50),
        source="P", plausible="1:3",
    )  # fmt: skip
    must_leave: float = quantity(
        0.05, "must leave", "contracts that end whatever the firms do: moving, death, no more money", "share a year",
        SHARE, source="P: 3-8 %", plausible="0.03:0.08",
    )  # fmt: skip
    sees_welcome: float = quantity(
        0.5, "sees what newcomers pay", "times a year that a customer sees its own provider's price for newcomers",
        "1 a year", between(0, 52), source="P", plausible="0.25:1",
    )  # fmt: skip
    seek: float = quantity(
        4.0, "weeks without", "mean weeks until who has no contract looks for one", "weeks", between(1, 10_000),
        source="P: a month", plausible="2:8",
    )  # fmt: skip
    use: float = quantity(
        0.1, "use is noticed", "weight of a period's plain use in satisfaction and expectation, against a contact's",
        "share", SHARE, source="P", plausible="0.05:0.2",
    )  # fmt: skip
    covered: float = quantity(
        0.95, "under contract at first", "customers who hold a contract on the first day", "share", SHARE,
        source="P", plausible="0.9:1",
    )  # fmt: skip
    first_tenure: float = quantity(
        3.0, "age of the first contracts", "mean time for which they have lasted by then", "years", between(0, 100),
        source="P", plausible="2:5",
    )  # fmt: skip


class FirmContract(Block):
    """What a firm's contract says; read in markets of contracts only."""

    term: int = quantity(
        52, "term", "weeks to which a new contract binds; 0: to nothing", "weeks", between(0, 5_200),
    )  # fmt: skip
    notice: int = quantity(4, "notice", "weeks from a notice to the end of the contract", "weeks", between(0, 520))
    renewal_term: int = quantity(
        0, "term of a renewal", "weeks to which a renewed contract binds; 0: to nothing", "weeks", between(0, 5_200),
    )  # fmt: skip
    automatic: bool = quantity(
        True,  # noqa: FBT003  # its default
        "renews by itself", "whether the contract goes on unless notice is given", "yes/no",
    )  # fmt: skip
    exit_fee: float = quantity(
        1.0, "fee for leaving early", "part of the bills left in the term that leaving before its end costs", "share",
        SHARE,
    )  # fmt: skip
    holds_price: bool = quantity(
        True,  # noqa: FBT003  # its default
        "holds the price", "whether a price is held within the term; if not, a rise lets customers go free", "yes/no",
    )  # fmt: skip
    welcome_price: float | None = quantity(
        None, "price for newcomers", "price of a period for who signs, but has not just left; null: the usual one",
        "money", between(0, 1e9),
    )  # fmt: skip
    welcome_weeks: int = quantity(
        26, "weeks of that price", "weeks for which newcomers pay it", "weeks", between(0, 5_200),
    )  # fmt: skip
    tenure_discount: tuple[Share, ...] = quantity(
        (), "discount by tenure", "part of the price taken off in the first, second … year under contract; the last"
        " holds on", "share",
    )  # fmt: skip
    save_offer: float = quantity(
        0.0, "offer to who gives notice", "part of the price that who gives notice is offered to stay", "share", SHARE,
    )  # fmt: skip
    save_weeks: int = quantity(
        52, "weeks of that offer", "weeks for which it holds", "weeks", between(0, 5_200),
    )  # fmt: skip
    win_back: float = quantity(
        0.0, "offer to who has left", "part of the price that a former customer is offered to return", "share", SHARE,
    )  # fmt: skip
    win_back_weeks: int = quantity(
        26, "weeks of winning back", "weeks after the end in which it is offered, and for which it then holds",
        "weeks", between(1, 5_200),
    )  # fmt: skip

    @model_validator(mode="after")
    def _can_be_given_notice(self) -> Self:
        shortest = min((weeks for weeks in (self.term, self.renewal_term) if weeks), default=self.notice)
        if self.notice > shortest:
            told = f"a notice of {self.notice} weeks is longer than a term of {shortest}"
            raise ValueError(f"{told}, so that no notice could ever be given in time; write at most {shortest}")
        if len(self.tenure_discount) > MOST_YEARS:
            raise ValueError(f"tenure_discount has {len(self.tenure_discount)} years; {MOST_YEARS} are told apart")
        return self
