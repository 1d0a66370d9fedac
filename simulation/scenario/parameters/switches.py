"""Each contested mechanism, on or off. What one makes neutral: `simulation/population/derived_parameters.py`."""

from simulation.reading.block import Block, Topic, switch


class Switches(Block):
    """Each contested mechanism, on or off."""

    topic = Topic.MECHANISMS

    habit: bool = switch("habit", "habit enters choices", chance=0.98)
    affect: bool = switch("affect", "affect enters choices", chance=0.98)
    conviction: bool = switch("conviction", "conviction enters choices", chance=0.9)
    tastes: bool = switch("tastes", "customers have lasting tastes of their own", chance=0.98)
    heterogeneity: bool = switch("heterogeneity", "customers of one type differ in what they care for", chance=0.95)
    shared_tastes: bool = switch("shared tastes", "firms of one group are liked alike", chance=0.9)
    loss_aversion: bool = switch("loss aversion", "paying more hurts otherwise than paying less pleases", chance=0.8)
    reference_price: bool = switch("reference price", "prices are compared with remembered ones", chance=0.95)
    reservation_price: bool = switch(
        "reservation price", "nobody pays more for a unit than it is worth to them", chance=0.9,
    )  # fmt: skip
    doubt: bool = switch("doubt", "a stranger's low price raises doubt", chance=0.8)
    negativity: bool = switch("negativity", "falling short weighs more than exceeding", chance=0.95)
    satisfaction_minimum: bool = switch("satisfaction minimum", "loyalty cannot grow without satisfaction", chance=0.8)
    recovery_paradox: bool = switch(
        "recovery paradox",
        "a good recovery wins affect back, and more satisfaction than was",
        chance=0.6,
    )
    word_of_mouth: bool = switch("word of mouth", "acquaintances talk", chance=0.98)
    homophily: bool = switch("homophily", "acquaintances have similar tastes", chance=0.9)
    trust: bool = switch("trust", "newcomers trust a firm that acquaintances recommended", chance=0.9)
    stockpiling: bool = switch("stockpiling", "customers buy ahead when it is cheap", chance=0.9)
    expansion: bool = switch("expansion", "prices in sight move need", chance=0.9)
    variety: bool = switch("variety", "customers seek variety at times", chance=0.95)
    renewal: bool = switch("renewal", "lives change", chance=0.95)
    type_change: bool = switch("type change", "a changed life may bring another loyalty type", chance=0.8)
    search: bool = switch("search", "cognitive customers look firms up", chance=0.95)
    cross_sell: bool = switch("cross sell", "spending grows with tenure", chance=0.8)
    cost_to_serve: bool = switch("cost to serve", "established customers cost less to serve", chance=0.7)
    bonds: bool = switch("bonds", "joint benefits, and being met with empathy, hold and warm customers", chance=0.9)
    reputation: bool = switch("reputation", "strangers expect what a firm is known for", chance=0.9)
    difficult: bool = switch("difficult", "some customers cost more than they bring", chance=0.9)
    employees: bool = switch(
        "employees", "employees' satisfaction, experience and knowledge reach customers", chance=0.9,
    )  # fmt: skip
    usage_growth: bool = switch("usage growth", "customers buy more of the same with tenure", chance=0.7)
    price_premium: bool = switch("price premium", "established customers pay more for the same", chance=0.5)
    customer_knowledge: bool = switch(
        "customer knowledge",
        "known customers are served with fewer failures, at less cost, and with offers that suit them",
        chance=0.9,
    )
    confirmation: bool = switch("confirmation", "messages confirm buyers in their choice", chance=0.8)
    favours: bool = switch("favours", "small favours please", chance=0.9)
    promises: bool = switch("promises", "promises are believed, and found out", chance=0.9)
    leniency: bool = switch("leniency", "some customers are pleased more easily than others", chance=0.9)
    standards: bool = switch(
        "standards", "a firm is held to what others give, and what it always gives pleases less", chance=0.8,
    )  # fmt: skip
    own_experience: bool = switch(
        "own experience",
        "own satisfaction enters choices, and a bad encounter wipes out good ones",
        chance=0.95,
    )
    longing: bool = switch(
        "longing", "firms never bought from are liked for what is seen and heard of them", chance=0.8,
    )  # fmt: skip
    integrity: bool = switch(
        "integrity", "broken promises get about, and cost the firm and the market trust", chance=0.8,
    )  # fmt: skip
    contract_differences: bool = switch(
        "differences in readiness", "customers differ in how readily they question a contract", chance=0.95,
    )  # fmt: skip
    contract_ties: bool = switch("ties to a provider", "habit grows with each bill", chance=0.9)
    points_pressure: bool = switch(
        "points pressure", "a reward that is near draws, and is hurried for", chance=0.9,
    )  # fmt: skip
    reward_lift: bool = switch("reward lift", "a reward pleases beyond its money", chance=0.8)
    reward_stake: bool = switch("reward stake", "rewards that would be lost hold customers", chance=0.8)
    brand_extension: bool = switch("brand extension", "who likes a firm buys its other goods", chance=0.9)
