"""Each contested mechanism, on or off. What one makes neutral: `simulation/population/derived_parameters.py`."""

from simulation.reading.block import Block, switch


class Switches(Block):
    """Each contested mechanism, on or off."""

    habit: bool = switch("habit", "habit enters choices")
    affect: bool = switch("affect", "affect enters choices")
    conviction: bool = switch("conviction", "conviction enters choices")
    tastes: bool = switch("tastes", "customers have lasting tastes of their own")
    heterogeneity: bool = switch("heterogeneity", "customers of one type differ in what they care for")
    shared_tastes: bool = switch("shared tastes", "firms of one group are liked alike")
    loss_aversion: bool = switch("loss aversion", "paying more hurts otherwise than paying less pleases")
    reference_price: bool = switch("reference price", "prices are compared with remembered ones")
    reservation_price: bool = switch("reservation price", "nobody pays more for a unit than it is worth to them")
    doubt: bool = switch("doubt", "a stranger's low price raises doubt")
    negativity: bool = switch("negativity", "falling short weighs more than exceeding")
    satisfaction_minimum: bool = switch("satisfaction minimum", "loyalty cannot grow without satisfaction")
    recovery_paradox: bool = switch(
        "recovery paradox", "a good recovery wins affect back, and more satisfaction than was"
    )
    word_of_mouth: bool = switch("word of mouth", "acquaintances talk")
    homophily: bool = switch("homophily", "acquaintances have similar tastes")
    trust: bool = switch("trust", "newcomers trust a firm that acquaintances recommended")
    stockpiling: bool = switch("stockpiling", "customers buy ahead when it is cheap")
    expansion: bool = switch("expansion", "prices in sight move need")
    variety: bool = switch("variety", "customers seek variety at times")
    renewal: bool = switch("renewal", "lives change")
    type_change: bool = switch("type change", "a changed life may bring another loyalty type")
    search: bool = switch("search", "cognitive customers look firms up")
    cross_sell: bool = switch("cross sell", "spending grows with tenure")
    cost_to_serve: bool = switch("cost to serve", "established customers cost less to serve")
    bonds: bool = switch("bonds", "joint benefits, and being met with empathy, hold and warm customers")
    reputation: bool = switch("reputation", "strangers expect what a firm is known for")
    difficult: bool = switch("difficult", "some customers cost more than they bring")
    employees: bool = switch("employees", "employees' satisfaction, experience and knowledge reach customers")
    usage_growth: bool = switch("usage growth", "customers buy more of the same with tenure")
    price_premium: bool = switch("price premium", "established customers pay more for the same")
    customer_knowledge: bool = switch(
        "customer knowledge",
        "known customers are served with fewer failures, at less cost, and with offers that suit them",
    )
    confirmation: bool = switch("confirmation", "messages confirm buyers in their choice")
    favours: bool = switch("favours", "small favours please")
    promises: bool = switch("promises", "promises are believed, and found out")
    leniency: bool = switch("leniency", "some customers are pleased more easily than others")
    standards: bool = switch("standards", "a firm is held to what others give, and what it always gives pleases less")
    own_experience: bool = switch(
        "own experience", "own satisfaction enters choices, and a bad encounter wipes out good ones"
    )
    longing: bool = switch("longing", "firms never bought from are liked for what is seen and heard of them")
    integrity: bool = switch("integrity", "broken promises get about, and cost the firm and the market trust")
    brand_extension: bool = switch("brand extension", "who likes a firm buys its other goods")
