"""An encounter as it is lived, judged, and turned into conscious loyalty."""

from simulation.reading.block import SHARE, Block, Topic, above, between, quantity


class Experience(Block):
    """How an encounter turns out, on the scale of performance from 0 to 1."""

    topic = Topic.JUDGEMENT

    quality: float = quantity(
        0.4, "weight of the product", "weight of product quality in performance", "share", SHARE,
        plausible="0.3:0.5 shares",
    )  # fmt: skip
    process: float = quantity(
        0.35, "weight of the way of serving", "weight of the service process", "share", SHARE,
        plausible="0.25:0.45 shares",
    )  # fmt: skip
    technical: float = quantity(
        0.25, "weight of expertise", "weight of technical capability, met after the sale", "share", SHARE,
        plausible="0.15:0.35 shares",
    )  # fmt: skip
    noise: float = quantity(
        0.09, "good days and bad days", "standard deviation between encounters", "0-1", SHARE, plausible="0.05:0.13",
    )  # fmt: skip
    fit: float = quantity(
        0.06, "what suits, works", "performance felt per unit of lasting taste for the firm: what suits, works", "0-1",
        SHARE, source="P: answers of a firm's customers differ; V: sd 0.23-0.29, Charter Oak Group (undated)",
        plausible="0.03:0.1",
    )  # fmt: skip
    minor_loss: float = quantity(
        0.32, "harm of a small failure", "performance lost in a minor failure", "0-1", SHARE, plausible="0.2:0.45",
    )  # fmt: skip
    major_loss: float = quantity(
        0.6, "harm of a grave failure", "performance lost in a major failure", "0-1", SHARE,
        plausible="0.45:0.8 above minor_loss",
    )  # fmt: skip
    wait_loss: float = quantity(
        0.2, "harm of a long wait", "performance lost when the wait reaches the customer's tolerance", "0-1", SHARE,
        plausible="0.1:0.35",
    )  # fmt: skip
    wait_limit: float = quantity(
        2.0, "a queue is a queue", "wait, in tolerances, from which a longer one is felt no more",
        "multiple of tolerance", between(0, 100), plausible="1.5:3",
    )  # fmt: skip
    practice: float = quantity(
        0.5, "ease of the known firm", "part of the trouble of buying that who knows the firm well is spared", "share",
        SHARE, plausible="0.3:0.7",
    )  # fmt: skip


class Satisfaction(Block):
    """Expectation, disconfirmation, judgement."""

    topic = Topic.JUDGEMENT

    base: float = quantity(0.55, "mildness", "satisfaction when nothing performs", "0-1", SHARE, plausible="0.52:0.58")
    performance: float = quantity(
        0.5, "weight of what was got", "satisfaction per unit of performance", "1", between(0, 5),
        plausible="0.45:0.55",
    )  # fmt: skip
    gain: float = quantity(
        0.7, "joy at a surprise", "satisfaction per unit of performance above expectation", "1", between(0, 10),
        plausible="0.5:0.9",
    )  # fmt: skip
    loss: float = quantity(
        1.25, "pain of a let-down", "dissatisfaction per unit of performance below expectation", "1", between(0, 10),
        source="P: ratio 1.5-2.5; sign V: Anderson and Sullivan 1993", plausible="1:1.6 above gain",
    )  # fmt: skip
    memory: float = quantity(
        0.75, "memory for satisfaction", "share of cumulative satisfaction kept at each encounter", "share", SHARE,
        source="P: 0.7-0.9", plausible="0.7:0.9",
    )  # fmt: skip
    floor: float = quantity(
        0.5, "good enough to warm to", "satisfaction above which an encounter makes affect grow", "0-1", SHARE,
        plausible="0.45:0.55",
    )  # fmt: skip
    minimum: float = quantity(
        0.35, "least satisfaction for loyalty", "smoothed satisfaction that loyalty needs to grow and to last; 0: none",
        "0-1", SHARE, source="P; the theory text has one, F07 asks with 0.5", plausible="0.25:0.45",
    )  # fmt: skip
    dissatisfied_below: float = quantity(
        0.42, "unhappy below", "satisfaction below which an encounter dissatisfies", "0-1", SHARE,
        plausible="0.35:0.48",
    )  # fmt: skip
    delighted_above: float = quantity(
        0.82, "delighted above", "satisfaction above which an encounter is praised", "0-1", SHARE,
        plausible="0.76:0.88 above dissatisfied_below",
    )  # fmt: skip
    learning: float = quantity(
        0.33, "speed of learning", "how far one encounter moves a newcomer's expectation", "share", SHARE,
        source="P: 0.1-0.4", plausible="0.1:0.4",
    )  # fmt: skip
    anchor: float = quantity(
        120.0, "experience that settles opinion", "purchases after which an encounter teaches half as much",
        "purchases", above(0, 10_000), source="P; anchoring V: Bolton 1998", plausible="60:240 log",
    )  # fmt: skip
    ceiling: float = quantity(
        1.0, "best that can be had", "satisfaction that law, culture and other constraints leave in reach", "0-1",
        above(0, 1), source="P: none", plausible="+-0.05 unless 1",
    )  # fmt: skip
    prior: float = quantity(
        0.68, "hopes of a newcomer", "performance expected before any experience", "0-1", SHARE, plausible="0.6:0.75",
    )  # fmt: skip
    prior_spread: float = quantity(
        0.1, "differences in hopes", "standard deviation of that first impression", "0-1", SHARE, plausible="0.05:0.15",
    )  # fmt: skip
    leniency: float = quantity(
        0.03, "the easily pleased and the strict",
        "standard deviation between customers, for life, of the satisfaction that the same encounter gives", "0-1",
        SHARE, source="P; answers of a firm's customers differ, V: sd 0.23-0.29, Charter Oak Group (undated)",
        plausible="0.01:0.06",
    )  # fmt: skip
    norm: float = quantity(
        1.0, "held to what others give",
        "share of the way from what a firm is expected to give up to what the others are, by which it is judged",
        "share", SHARE, source="P; idea M: Thibaut and Kelley 1959", plausible="0.7:1",
    )  # fmt: skip
    habituation: float = quantity(
        1.0, "good things taken for granted",
        "part of what is expected of a firm beyond the others that pleases no more by its level", "share", SHARE,
        source="P; idea M: Helson 1964", plausible="0.7:1",
    )  # fmt: skip
    sting: float = quantity(
        0.18, "bad days stay longer", "share of former satisfaction that an encounter wipes out which dissatisfies",
        "share", SHARE, source="P; sign M: Baumeister et al. 2001", plausible="0.08:0.3",
    )  # fmt: skip
    weight: float = quantity(
        2.0, "own satisfaction counts",
        "utility of a firm once bought from per unit of cumulative satisfaction above or below `usual`", "utility",
        between(0, 100), source="P; that it foretells, most at the top V2: Jones and Sasser 1995", plausible="1:3",
    )  # fmt: skip
    usual: float = quantity(
        0.77, "neither here nor there", "cumulative satisfaction that speaks neither for nor against a firm", "0-1",
        SHARE, plausible="0.72:0.82",
    )  # fmt: skip
    avoidance: float = quantity(
        20.0, "once bitten",
        "utility that such a firm loses besides per unit of cumulative satisfaction below `avoided_below`", "utility",
        between(0, 100), source="P; existence M: Lee et al. 2009", plausible="10:30",
    )  # fmt: skip
    avoided_below: float = quantity(
        0.5, "shunned below", "cumulative satisfaction below which a firm is avoided", "0-1", SHARE,
        plausible="0.4:0.6",
    )  # fmt: skip


class Conviction(Block):
    """Conscious loyalty: intention and commitment, on the logit scale."""

    topic = Topic.JUDGEMENT

    base: float = quantity(
        -5.0, "conviction from nothing", "logit of conviction when nothing speaks for the firm", "logit",
        between(-50, 50), plausible="-5.5:-4.5",
    )  # fmt: skip
    satisfaction: float = quantity(
        4.0, "conviction from satisfaction", "what cumulative satisfaction adds", "logit", between(0, 50),
        plausible="3:5",
    )  # fmt: skip
    affect: float = quantity(
        2.0, "conviction from liking", "what affect adds", "logit", between(0, 50), plausible="1.3:2.7",
    )  # fmt: skip
    habit: float = quantity(
        2.5, "conviction from habit", "what habit adds", "logit", between(0, 50), plausible="1.7:3.3",
    )  # fmt: skip
    learning: float = quantity(
        0.2, "speed of conviction", "share of the way that one encounter moves conviction", "share", SHARE,
        plausible="0.1:0.35",
    )  # fmt: skip
    decay: float = quantity(
        0.02, "loyalty worn by discontent",
        "loyalty lost by the dissatisfied while satisfaction stays below the minimum", "share a week", SHARE,
        plausible="0.01:0.04 log",
    )  # fmt: skip
