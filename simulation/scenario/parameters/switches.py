"""Each contested mechanism, on or off. What one makes neutral: `simulation/population/compile_parameters.py`."""

from simulation.reading.block import REQUIRED, Block, quantity


class Switches(Block):
    """Each contested mechanism, on or off."""

    habit: bool = quantity(REQUIRED, "habit enters choices", "yes/no")
    affect: bool = quantity(REQUIRED, "affect enters choices", "yes/no")
    conviction: bool = quantity(REQUIRED, "conviction enters choices", "yes/no")
    tastes: bool = quantity(REQUIRED, "customers have lasting tastes of their own", "yes/no")
    loss_aversion: bool = quantity(REQUIRED, "paying more hurts otherwise than paying less pleases", "yes/no")
    reference_price: bool = quantity(REQUIRED, "prices are compared with remembered ones", "yes/no")
    reservation_price: bool = quantity(default=True, meaning="nobody pays more for a unit than it is worth to them",
                                       unit="yes/no")  # fmt: skip
    doubt: bool = quantity(REQUIRED, "a stranger's low price raises doubt", "yes/no")
    negativity: bool = quantity(REQUIRED, "falling short weighs more than exceeding", "yes/no")
    satisfaction_minimum: bool = quantity(REQUIRED, "loyalty cannot grow without satisfaction", "yes/no")
    recovery_paradox: bool = quantity(REQUIRED, "a good recovery wins affect back, and more satisfaction than was",
                                      "yes/no")  # fmt: skip
    word_of_mouth: bool = quantity(REQUIRED, "acquaintances talk", "yes/no")
    homophily: bool = quantity(REQUIRED, "acquaintances have similar tastes", "yes/no")
    trust: bool = quantity(REQUIRED, "newcomers trust a firm that acquaintances recommended", "yes/no")
    stockpiling: bool = quantity(REQUIRED, "customers buy ahead when it is cheap", "yes/no")
    expansion: bool = quantity(REQUIRED, "promotions in sight raise need", "yes/no")
    renewal: bool = quantity(REQUIRED, "lives change", "yes/no")
    search: bool = quantity(REQUIRED, "cognitive customers look firms up", "yes/no")
    cross_sell: bool = quantity(REQUIRED, "spending grows with tenure", "yes/no")
    cost_to_serve: bool = quantity(REQUIRED, "established customers cost less to serve", "yes/no")
    bonds: bool = quantity(REQUIRED, "joint benefits, and being met with empathy, hold and warm customers", "yes/no")
    reputation: bool = quantity(REQUIRED, "strangers expect what a firm is known for", "yes/no")
    difficult: bool = quantity(REQUIRED, "some customers cost more than they bring", "yes/no")
    employees: bool = quantity(REQUIRED, "employees' satisfaction, experience and knowledge reach customers", "yes/no")
    usage_growth: bool = quantity(REQUIRED, "customers buy more of the same with tenure", "yes/no")
    price_premium: bool = quantity(REQUIRED, "established customers pay more for the same", "yes/no")
    customer_knowledge: bool = quantity(REQUIRED, "known customers are served with fewer failures, at less cost, and "
                                        "with offers that suit them", "yes/no")  # fmt: skip
    confirmation: bool = quantity(REQUIRED, "messages confirm buyers in their choice", "yes/no")
    favours: bool = quantity(REQUIRED, "small favours please", "yes/no")
    promises: bool = quantity(REQUIRED, "promises are believed, and found out", "yes/no")
    brand_extension: bool = quantity(REQUIRED, "who likes a firm buys its other goods", "yes/no")
