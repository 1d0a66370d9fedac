"""The market: how many customers, who talks to whom, those who serve, and how business is done."""

from typing import Literal

from pydantic import Field

from simulation.market.season import Season
from simulation.reading.block import SHARE, Block, Cost, Topic, above, between, quantity

LIVING = 8_200_000_000
"""People alive: no market has more customers."""


class Employees(Block):
    """Those who serve are customers too: how their satisfaction forms, and how it reaches those whom they serve.

    All effects are counted from what is usual: there they are nil.
    """

    topic = Topic.STAFF

    usual_morale: float = quantity(
        0.7, "usual morale", "employees' satisfaction at usual pay, workload and training", "0-1", SHARE,
        plausible="0.6:0.8",
    )  # fmt: skip
    pay: float = quantity(
        1.0, "pay lifts morale", "morale per share of pay above the usual", "1", between(0, 20), plausible="0.5:1.5",
    )  # fmt: skip
    training: float = quantity(
        0.15, "training lifts morale", "morale gained by training without end", "0-1", SHARE, plausible="0.05:0.25",
    )  # fmt: skip
    training_half: Cost = quantity(
        300.0, "training for half its effect", "training that brings half of it, per 10,000 customers", "money a week",
        above(0, 1e9), plausible="x0.5:2 log",
    )  # fmt: skip
    overload: float = quantity(
        0.6, "overwork lowers morale", "morale lost per share of load above the comfortable one", "1", between(0, 20),
        plausible="0.3:1",
    )  # fmt: skip
    comfortable_load: float = quantity(
        0.85, "load without strain", "share of capacity that staff work at without strain", "share", above(0, 10),
        plausible="0.75:0.95",
    )  # fmt: skip
    adaptation: float = quantity(
        0.1, "speed of morale", "share of the way that morale moves in a week", "share a week", SHARE,
        plausible="0.05:0.2 log",
    )  # fmt: skip
    process: float = quantity(
        0.35, "morale in the way of serving", "service process per unit of morale", "1", between(0, 5),
        source="P: 0.2-0.5; full mediation V: Brown and Lam 2008", plausible="0.2:0.5",
    )  # fmt: skip
    failures: float = quantity(
        1.0, "morale prevents failures", "share of failures that a unit of morale prevents", "1", between(0, 5),
        plausible="0.5:1.5",
    )  # fmt: skip
    empathy: float = quantity(
        0.5, "morale makes kind", "empathy shown to customers per unit of morale", "1", between(0, 5),
        plausible="0.25:0.75",
    )  # fmt: skip
    turnover: float = quantity(
        0.25, "staff who leave", "employees who leave at the usual morale", "share a year", between(0, 5),
        plausible="0.15:0.4",
    )  # fmt: skip
    restlessness: float = quantity(
        3.0, "the unhappy leave", "how much a unit of morale lowers that", "log points", between(0, 20),
        source="P; sign V: Hogreve et al. 2017", plausible="1.5:4.5",
    )  # fmt: skip
    schooling: float = quantity(
        1.0, "speed of learning the job", "rate at which newcomers become experienced", "1 a year", above(0, 50),
        plausible="0.5:2 log",
    )  # fmt: skip
    training_speed: float = quantity(
        1.0, "training speeds learning", "how much faster with training without end", "share", between(0, 20),
        plausible="0.5:1.5",
    )  # fmt: skip
    skill: float = quantity(
        0.5, "experience makes expert", "technical capability per share of experienced staff", "1", between(0, 5),
        plausible="0.25:0.75",
    )  # fmt: skip
    replacement: float = quantity(
        0.3, "cost of replacing staff", "cost of replacing one who leaves", "years' pay", between(0, 10),
        source="P: above the usual fifth of a year's pay; V: Boushey and Glynn 2012", plausible="0.2:0.5",
    )  # fmt: skip
    usual_knowledge: float = quantity(
        0.5, "usual knowledge of staff", "what staff usually know of products and discounts", "0-1", SHARE,
        plausible="0.4:0.6",
    )  # fmt: skip
    prevented: float = quantity(
        0.6, "knowledge prevents failures", "share of failures that full knowledge prevents", "share", SHARE,
        plausible="0.3:0.8",
    )  # fmt: skip
    trust: float = quantity(
        0.05, "knowledge earns trust", "performance that customers count on more where staff know everything", "0-1",
        SHARE, plausible="0.02:0.1 log",
    )  # fmt: skip


class Trade(Block):
    """What all firms have in common in running their business."""

    opening_hours: float = quantity(40.0, "opening hours", "hours that a firm serves in", "hours a week", above(0, 168))
    longest_wait: float = quantity(
        240.0, "longest queue", "longest wait that ever comes about", "minutes", between(0, 10_000),
        source="P: four hours", plausible="120:480 log",
    )  # fmt: skip
    wait_memory: float = quantity(
        0.5, "word of the queue", "share of the wait that customers reckon with which is the former", "share",
        SHARE, plausible="0.3:0.7",
    )  # fmt: skip
    advertising_memory: float = quantity(
        0.7, "advertising is remembered", "share of the advertising remembered which is remembered a week later",
        "share a week", between(0, 0.99), plausible="0.5:0.85",
    )  # fmt: skip
    price_memory: float = quantity(
        0.9, "memory for market prices", "share of the market price that firms reckon with which is the former",
        "share a week", SHARE, plausible="0.8:0.95",
    )  # fmt: skip
    first_error: float = quantity(
        0.15, "ignorance of rivals", "standard deviation of what a firm believes of a rival that it never visited",
        "0-1", SHARE, plausible="0.08:0.25",
    )  # fmt: skip
    visit_error: float = quantity(
        0.09, "luck of a visit to a rival", "standard deviation between visits, as between customers' encounters",
        "0-1", SHARE, plausible="0.05:0.15",
    )  # fmt: skip
    visits_to_learn: float = quantity(
        12.0, "visits until convinced", "visits to a rival that are worth as much as what is believed already",
        "visits", above(0, 10_000), plausible="6:24 log",
    )  # fmt: skip
    tale_error: float = quantity(
        0.25, "luck of a complainant's word", "standard deviation of what one complainant tells of a rival's service",
        "0-1", above(0, 1), source="P: nearly three times that of a visit, since it is remembered, and in anger",
        plausible="0.15:0.4",
    )  # fmt: skip
    answer_error: float = quantity(
        0.3, "luck of an answer", "standard deviation of one customer's answer on how much something matters", "share",
        between(0, 10), plausible="0.15:0.6",
    )  # fmt: skip


class Network(Block):
    """Who talks to whom."""

    topic = Topic.TALK

    kind: Literal["small_world", "ring", "random", "scale_free", "none"] = quantity(
        "small_world", "shape of acquaintance", "shape of the network of acquaintances", "name",
        source="V: Goldenberg et al. 2007", plausible="small_world|random|scale_free",
    )  # fmt: skip
    neighbours: int = quantity(
        8, "acquaintances", "mean number of acquaintances a customer", "count", between(0, 100), source="P: 6-10",
        plausible="6:10",
    )  # fmt: skip
    rewiring: float = quantity(
        0.05, "far acquaintances", "share of ties that lead far away, in a small world", "share", SHARE,
        source="P: 0.05-0.1", plausible="0.05:0.1",
    )  # fmt: skip


class Market(Block):
    """Size, duration and money of the market."""

    topic = Topic.MARKET

    customers: int = quantity(
        20000, "customers", "customers simulated; more make results surer, not different", "count",
        between(1, 100_000_000),
    )  # fmt: skip
    real_customers: int | None = quantity(
        None, "customers in reality",
        "customers whom the real market has, of whom those simulated are a sample: money and counts are told of so"
        " many; null: of 10,000", "count", between(1, LIVING),
    )  # fmt: skip
    weeks: int = quantity(104, "weeks reported", "weeks reported", "weeks", between(1, 100_000))
    burn_in_weeks: int = quantity(
        104, "weeks before the report", "weeks run before, not reported; habits and retention need two years to settle",
        "weeks", between(0, 100_000),
    )  # fmt: skip
    currency: str = quantity("USD", "money", "name of the money, in which whole cents are booked", "name")
    usual_price: float = quantity(10.0, "usual price", "usual price of a unit in the category", "money", above(0, 1e9))
    buying: Literal["repertoire", "contract"] = quantity(
        "repertoire", "way of buying", "whether people buy from trip to trip, or under a contract with one provider",
        "name",
    )  # fmt: skip
    bill: Literal["week", "month", "quarter", "year"] = quantity(
        "month", "billing period", "period for which a contract is billed, and for which prices and unit costs are;"
        " read in markets of contracts only", "name",
    )  # fmt: skip
    lapse_weeks: int | None = quantity(
        None, "silence that is a lapse",
        "weeks without a purchase after which a customer counts as lapsed; null: three mean times between "
        "purchases, at least 52", "weeks", between(1, 1_000), source="C: exp(-3) = 5 %",
    )  # fmt: skip
    discount_rate: float = quantity(
        0.12, "discount rate", "yearly rate at which future money is discounted", "share a year", above(0, 5),
        source="C: Gupta et al. 2004 use 0.12", plausible="0.08:0.16",
    )  # fmt: skip
    shelves: int = quantity(
        1, "groups with shelves of their own", "groups of customers who see different shelves in a week", "count",
        between(1, 20), source="P: one",
    )  # fmt: skip
    shelf_shift: int = quantity(
        2, "weeks between shelves", "weeks by which an offer reaches a group's shelf later than the group's before",
        "weeks", between(1, 26), source="P", plausible="1:4",
    )  # fmt: skip
    network: Network
    employees: Employees
    season: Season = Field(default_factory=Season, description="how need rises and falls over the weeks")
    trade: Trade = Field(default_factory=Trade, description="how business is done")
