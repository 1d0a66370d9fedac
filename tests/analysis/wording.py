"""What commands say that tests expect, word for word: each sentence once, with the facts that it tells left open.

`test_wording.py` makes each verdict from numbers by hand and holds it against its sentence; all other tests assert the
facts, or take the sentence from here. Who words a verdict or a refusal anew changes it in the code and in this table.
Refusals that quote a line and a column stand beside the document that they refuse, in the tests of `reading`.
"""

VERDICTS = {
    # analysis/outcomes/verdict.py
    "beats": "{strategy} beats {baseline}: {what} {size}.",
    "loses": "{strategy} loses to {baseline}: {what} {size}.",
    "may beat": "{strategy} may beat {baseline}: {what} {size}; one of {asked} strategies may differ so by chance "
    "(p {p} by Holm's correction).",
    "same": "no difference: {strategy} leaves the {what} as it is under {baseline} in all {n} replicates.",
    "not shown": "no difference shown between {strategy} and {baseline}: {what} {size}; the interval includes 0.",
    "one replicate": "{strategy} against {baseline}: {what} {size} in the one replicate; "
    "one cannot tell effect from luck.",
    "all undefined": "{what} is undefined: nothing to compare.",
    "undefined": "{strategy}: {what} is undefined; it is not compared.",
    "best": "best of the {n}: {first}, with a chance of {chance}.",
    "no clear best": "no clear best of the {n}: {first} leads with a chance of {chance}, then {second} with {next}.",
    "no single best": "no single best of the {n}: {tied} do equally well.",
    "no best": "no best of the {n}: they do equally well.",
    "dear later": "{strategy} earns more now but leaves a less valuable customer base: profit {now}, "
    "customer equity {later}; {advice}.",
    "dear now": "{strategy} earns less now but leaves a more valuable customer base: profit {now}, "
    "customer equity {later}; {advice}.",
    "note of one replicate": "1 replicate: no interval can be given; ask for --replicates 10 or more.",
    "note of replicates": "{n} replicates, paired on the same customers and luck.",
    "note of luck": "{n} replicates, paired on the same customers and luck: independent luck would need {times} times "
    "as many for the same precision.",
    # analysis/tournaments/findings.py
    "game undefined": "{metric} is not defined in every profile: no equilibrium can be told.",
    "game all tied": "the strategies do equally well: {metric} of each firm is the same whichever of its own it plays.",
    "replies tied": "{tied} do equally well for {firm}, whatever {others} may do.",
    "some replies tied": "{tied} do equally well for {firm}, whatever {others} may do, and none does better.",
    "dominates": "{strategy} dominates for {firm}: the best reply whatever {others} may do, surely.",
    "never worse": "{strategy} is never worse for {firm}, whatever {others} may do, and surely better against some.",
    "seems best": "{strategy} seems the best reply for {firm} whatever {others} may do, "
    "though luck may have decided some of the comparisons.",
    "equilibrium": "equilibrium: {plays}; {metric}: {earns}.",
    "equilibrium tied": "equilibrium, in which a firm may as well play otherwise: {plays}; {metric}: {earns}.",
    "equilibrium unsure": "equilibrium, not a sure one: {plays}; {metric}: {earns}.",
    "no rest": "no choice is stable: in each, some firm would rather play otherwise; "
    "they keep each other guessing (see the mixed equilibria).",
    "several of the same": "several choices are stable, and each firm earns the same in all of them.",
    "several": "several choices are stable: which one the firms end in depends on where they begin.",
    "no better": "no other choice would earn all of them more.",
    "dilemma": "a prisoner's dilemma: all would earn more, {surely}, under {plays}, which none can hold alone.",
    # analysis/tournaments/adaptive_pricing.py
    "climbing reached": "{climbing}: the equilibrium ({rest}) is reached.",
    "climbing open": "{climbing}: luck leaves open whether that is the equilibrium ({rest}); "
    "more --replicates would tell.",
    "climbing missed": "{climbing}: not the equilibrium ({rest}), missed for {missed}.",
    "climbing too short": "{climbing}: not the equilibrium ({rest}), missed for {missed}; {short} could not come so "
    "far in these weeks, give more --weeks.",
    "climbing to nothing": "{climbing}: no pure equilibrium to reach.",
    "climbing to the edge": "that equilibrium lies at the edge of the prices played, for {firms}: "
    "whoever may ask any price need not stay there.",
    "climbing apart": "where climbing ends depends on where it begins, for {firms}.",
    # analysis/lessons/found.py
    "claim holds": "The claim holds here.",
    "claim fails": "The claim does not hold here.",
    "claim holds in part": "The claim holds in part here.",
    "claim not shown": "Here the claim is not shown.",
    "claim not shown in part": "Here a part of the claim is not shown.",
}
REFUSALS = {
    "too short for it": "{outcome} is not defined in a run of {weeks} weeks",
    "undefined at points": "{outcome} is not defined at {n} of {points} points",
    "undefined at any point": "{outcome} is not defined at any point",
    "undefined at all tried": "{outcome} is not defined at any of the {points} points",
    "file exists": "error: {file} exists; take another name, or --force to overwrite it\n",
    "results are there": "{folder} already holds these results",
    "nothing written": "nothing was written; give the same command again to start over",
}


def wording(name: str, **facts: object) -> str:
    """The sentence of that name with these facts in it."""
    return {**VERDICTS, **REFUSALS}[name].format(**facts)
