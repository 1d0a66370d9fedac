"""The state of a market: tables of columns. Phases of the week change them in place; nothing else does.

A customer is a row i, a firm a row j, what a customer thinks and feels about a firm a cell [j, i]. Fractions,
money and utilities are kept in single precision and computed in double: a rule receives `float64(column[i])`.
Weeks count from the start of the run, burn-in included; NEVER marks a week that has not come. A column of weeks is
int16, int32 where the run is too long for that; a set of firms is a bit each, in as many bytes as they need.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simulation.engine.numba_structs import Handed
from simulation.state.contracts import Contracts, Tariffs
from simulation.state.firm_attributes import FirmAttributes
from simulation.state.programme_table import ProgrammeTable

NEVER = -(2**15)
WORKING_DAYS = 5.0  # a week
CELLS = 384  # relationships in a block
LONGEST_AWAY = 2**14 - 1  # weeks: who would stay away for longer stays away for so long
PEOPLE = 2**27  # more than there are in any market: who takes the place of another is so many numbers away
NOBODY = -1  # no firm: nothing bought yet, or nothing bought this time


class Customers(NamedTuple):
    """One row a customer, shape (customers,)."""

    identity: np.ndarray  # int32: who it is; keys all luck, so that the row does not matter
    loyalty_type: np.ndarray  # int8: place in LOYALTY_TYPES (loyalty/__init__.py)
    rate: np.ndarray  # float32: purchases needed a week
    reservation: np.ndarray  # float32: the most that it pays for a unit, a multiple of the usual price, for life
    price_care: np.ndarray  # float32: own price_weight for life, a multiple of its type's
    quality_care: np.ndarray  # float32: the same of quality_weight
    affect_care: np.ndarray  # float32: the same of affect_weight
    habit_care: np.ndarray  # float32: the same of habit_weight
    previous_choice: np.ndarray  # int8: firm of the last purchase, or NOBODY
    stock: np.ndarray  # int16: units at home that were bought ahead
    last_trip: np.ndarray  # week of the last shopping trip, bought or not
    last_reason: np.ndarray  # int8: why the last purchase was a switch (switch_reasons.py), 0 when it was none
    last_process: np.ndarray  # int8: how the last choice was made (visit_codes.py)
    last_considered: np.ndarray  # bit j set when firm j was weighed on the last trip
    news: np.ndarray  # int8: what is told to acquaintances this week: +(j+1) praise, -(j+1) warning, 0 none
    is_told: np.ndarray  # int8: 1 when an acquaintance has news this week, so that others need not be asked
    window_units: np.ndarray  # int32: units bought in the category within the window of reported weeks
    window_cents: np.ndarray  # int64: cents spent in the category within that window
    main_firm: np.ndarray  # int8: firm of most units in the window that ends now (week/belong.py), or NOBODY
    former_main: np.ndarray  # int8: the same of the window before, or NOBODY
    vacant_from: np.ndarray  # week from which a newcomer may take the place of who dropped out, or NEVER: nobody did


class Relationships(NamedTuple):
    """What customer i holds about firm j, shape (firms, customers), in Fortran's order: the cells of one customer lie
    side by side, since shoppers are few and far between, and each weighs several firms.
    """

    taste: np.ndarray  # float32, utility: lasting liking that nothing in the market explains
    affect: np.ndarray  # float32, 0-1: emotional loyalty
    habit: np.ndarray  # float32, 0-1: behavioral loyalty, smoothed share of own purchases
    conviction: np.ndarray  # float32, 0-1: conscious loyalty, commitment and intention
    cumulative_satisfaction: np.ndarray  # float32, 0-1: smoothed over encounters
    expectation: np.ndarray  # float32, 0-1: predicted performance
    reference_price: np.ndarray  # float32, money: price held in memory
    word_of_mouth: np.ndarray  # float32, utility: what hearsay still weighs, fades
    salience: np.ndarray  # float32, 0-1: chance of coming to mind
    purchases: np.ndarray  # int32: purchases ever
    first_purchase: np.ndarray  # week, or NEVER
    last_purchase: np.ndarray  # week, or NEVER
    earlier_purchase: np.ndarray  # week: last purchase at or before 52 weeks ago, or NEVER
    gone_until: np.ndarray  # week from which a customer who left may come back, or NEVER
    last_failure: np.ndarray  # week of the last dissatisfying encounter, or NEVER
    exit_reason: np.ndarray  # int8: why the customer left (switch_reasons.py), 0 when it did not
    was_active: np.ndarray  # bool: active at the first reported week
    year_trips: np.ndarray  # uint8: purchases within the last 52 weeks, at most one a week
    recent_units: np.ndarray  # int32: units bought within the window that ends now
    former_units: np.ndarray  # int32: units bought within the window before
    former_purchase: np.ndarray  # week of the last purchase within that window or before it, or NEVER
    balance: np.ndarray  # float32: saved up in the firm's reward programme; as joined, untouched where none has one
    joined: np.ndarray  # week in which it joined that programme, or last paid for a year of it; 0: it did not


class Firms(NamedTuple):
    """One row a firm, shape (firms,) unless told otherwise, float64: what it offers this week, written by the firm
    before customers act.
    """

    price: np.ndarray  # money: shelf price, promotion included
    cents: np.ndarray  # the same in whole cents
    unit_cents: np.ndarray  # cost of a unit in whole cents
    depth: np.ndarray  # share of the list price taken off, labelled as a promotion
    attraction_by_type: np.ndarray  # utility that each loyalty type sees in it beside attraction, shape (firms, types)
    display: np.ndarray  # 0-1: how prominently it is displayed or featured, whatever its price
    standing: np.ndarray  # 1: its usual list price as a multiple of what the category costs, slowly smoothed
    presence: np.ndarray  # 0-1: salience of the firm for who knows nothing of it
    performance: np.ndarray  # 0-1: service level met on the first visits, before the sale and during it
    performance_after: np.ndarray  # 0-1: the same for customers who have bought before, after-sale service included
    failure_rate: np.ndarray  # per visit
    major_share: np.ndarray  # of failures
    wait: np.ndarray  # minutes in the queue
    steps: np.ndarray  # steps of the purchase
    is_open: np.ndarray  # 1 or 0
    availability: np.ndarray  # 0-1: chance that a customer finds it in stock
    rumour: np.ndarray  # -1..1: what is said in public
    rumour_reach: np.ndarray  # 0-1: chance that a customer hears it in a week
    sight: np.ndarray  # 0-1: chance that it meets the eye of who shops and has it not in mind
    allure: np.ndarray  # utility: what the new of it is worth to everybody
    changed: np.ndarray  # share of customers to whom its product becomes another one this week
    turn: np.ndarray  # utility by which it then pleases them more, on average
    ease_of_voice: np.ndarray  # 0-1
    frontline_authority: np.ndarray  # 0-1
    resolution: np.ndarray  # 0-1: chance that a voiced problem is settled
    answer_days: np.ndarray  # working days until an answer that is not given at once
    compensation: np.ndarray  # share of the price paid
    empathy: np.ndarray  # 0-1
    alliance: np.ndarray  # 0-1: joint benefits of staying, lost on leaving
    reputation: np.ndarray  # 0-1: performance that the firm is known for among those who never bought from it
    assurance: np.ndarray  # 0-1, signed: performance that customers count on more, since staff know what they sell
    let_go: np.ndarray  # share of all customers, the dearest to serve, that the firm serves no more
    knowledge: np.ndarray  # 0-1: how much of what customers show is kept and used
    tailors: np.ndarray  # 1 where offers are tailored to customers, else 0
    accuracy: np.ndarray  # 0-1: chance that an offer tailored to a well-known customer meets its wish
    visit_cents: np.ndarray  # cost of serving a visit in whole cents, whoever comes
    brand_message: np.ndarray  # 0-1: strength of messages that confirm the choice of brand
    service_message: np.ndarray  # 0-1: the same of supplier
    favours: np.ndarray  # share of visits that come with a small favour
    pre_sale: np.ndarray  # share of strangers who consider it that it advises, or lets try
    participation: np.ndarray  # share of visits on which customers are invited to take part
    promise: np.ndarray  # 0-1: performance promised beyond the truth
    disbelief: np.ndarray  # 0-1: part of that promise which nobody believes any more
    distrust: np.ndarray  # 0-1: how little firms are trusted in this market, the same of each
    extension_cents: np.ndarray  # price of other goods under the firm's name in whole cents, 0 where it has none
    extension_usual_cents: np.ndarray  # what such goods usually cost, in whole cents
    extension_fit: np.ndarray  # 0-1: how well they suit the brand
    extension_quality: np.ndarray  # 0-1: their performance


class Earlier(NamedTuple):
    """What the firms' shelves were in the weeks before, shape (firms, weeks): last week's first.

    Only where groups of customers see different shelves: a group's is this week's, or that of some weeks ago.
    """

    price: np.ndarray
    cents: np.ndarray
    depth: np.ndarray
    display: np.ndarray


class Visits(NamedTuple):
    """This week's shopping trips. Those of chunk c lie from row c * chunk_size on, `trips[c]` of them."""

    trips: np.ndarray  # int64, shape (chunks,): trips in each chunk
    customer: np.ndarray  # int32
    quantity: np.ndarray  # int32: units needed
    firm: np.ndarray  # int8: chosen firm, or NOBODY
    previous: np.ndarray  # int8: firm of the purchase before
    considered: np.ndarray  # bit j set when firm j was weighed
    process: np.ndarray  # int8: how the choice was made
    attributes: np.ndarray  # int8: attributes of offers that were read
    reason: np.ndarray  # int8: why the customer bought elsewhere than last time, 0 when it did not
    paid: np.ndarray  # int64: cents paid for everything bought on this trip
    goods_cents: np.ndarray  # int64: cost of what was bought
    service_cents: np.ndarray  # int64: cost to serve this customer that depends on its tenure
    known: np.ndarray  # float32, 0-1: what the firm knows of this customer
    extension: np.ndarray  # int8: items of other goods of the firm bought beside
    standing: np.ndarray  # int8: how the customer stood with the firm before (standings.py)
    takes_part: np.ndarray  # int8: 1 when the customer answers, refers or joins as the firm has asked it to
    is_new: np.ndarray  # int8: 0 no, 1 first purchase from the firm, 2 the same with a referring acquaintance
    failure: np.ndarray  # int8: 0 none, 1 minor, 2 major
    performance: np.ndarray  # float32, 0-1: perceived performance
    broken: np.ndarray  # float32, 0-1: performance promised, believed and not given
    satisfaction: np.ndarray  # float32, 0-1: with this encounter
    satisfaction_before: np.ndarray  # float32, 0-1: cumulative satisfaction before this encounter
    response: np.ndarray  # int8: what a dissatisfied customer did and what came of it (visit_codes.py)
    has_left: np.ndarray  # int8: 1 when the customer turned its back on the firm for a time
    compensation: np.ndarray  # int64: cents paid back on the spot
    reward: np.ndarray  # int64: cents that the firm's programme takes off; as the next two, read where it has one
    issued: np.ndarray  # int64: worth in cents of what was earned in it
    fee: np.ndarray  # int64: cents paid for being in it


class Tally(NamedTuple):
    """The week in numbers, by chunk, measure (counts.py), firm and loyalty type."""

    counts: np.ndarray  # int64, shape (chunks, measures, firms, types)
    sums: np.ndarray  # float64, shape (chunks, sums, firms, types)
    standings: np.ndarray  # int64, shape (chunks, sales, firms, standings): the first counts by standing instead
    moves: np.ndarray  # int64, shape (chunks, firms, firms, reasons): switches by origin, destination, reason


class Scratch(NamedTuple):
    """Where a pass over everybody lays out one block of cells, side by side; nothing in it outlives the pass.

    Each chunk has its own, of CELLS cells: few enough to stay at hand, with room for a firm of every customer.
    """

    reals: np.ndarray  # float64, shape (chunks, 5, CELLS)
    wholes: np.ndarray  # int64, shape (chunks, 9, CELLS)
    totals: np.ndarray  # int64, shape (chunks, types, firms, 9)


@dataclass(frozen=True)
class World(Handed):
    """All that a phase of the week may see."""

    customers: Customers
    relationships: Relationships
    firms: Firms
    attributes: FirmAttributes
    programmes: ProgrammeTable
    earlier: Earlier
    visits: Visits
    tally: Tally
    scratch: Scratch
    contracts: Contracts
    tariffs: Tariffs
    offsets: np.ndarray  # int64, shape (customers + 1,): acquaintances of i are neighbours[offsets[i]:offsets[i + 1]]
    neighbours: np.ndarray  # int32
    rates: np.ndarray  # float64: quantiles of the purchase rate, from which a changed life draws its rate
    mix: np.ndarray  # float64: share of each loyalty type, from which a changed life may draw its type
    groups: np.ndarray  # int64, shape (firms,): the first firm that is liked alike, or NOBODY
    growth: np.ndarray  # float64: more bought by year of tenure, share of the purchase
    premium: np.ndarray  # float64: more paid for the same by year of tenure, share of the price
    images: np.ndarray  # float64, 0-1, shape (firms,): affect for each firm before any experience
    dropouts: np.ndarray  # float64: quantiles of a customer's chance to drop out after a purchase
    readiness: np.ndarray  # float64: quantiles of a customer's chance to question its contract
    survival: np.ndarray  # int64, shape (chunks, firms, 2, LONGEST_TENURE): weeks under contract, ends, by month
    replaced: np.ndarray  # int64, shape (chunks,): units bought ever by customers whose places others have taken
    chunk_size: int
    shelves: int  # groups of customers who see different shelves
    shelf_shift: int  # weeks by which an offer reaches the next group's shelf later
