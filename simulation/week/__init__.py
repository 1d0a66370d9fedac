"""What happens in a week? One file a phase, in the order of the model's step.

A phase walks over the chunks `first` to `last` - 1 of the population. `WRITES` names the columns that it changes.
Phases after `choose` walk only over the visits, that is the customers who went shopping.

Phases do not know each other. What several of them need stands in files that are no phase: `price`, `meeting`,
`answer`, `standing`, `belong`, `cell_blocks`, `visit_lists`. `need`, `consider` and `switch` are parts of `choose`;
`shop` calls one phase after the other. `deepen` and `come_and_go` run in some
markets only.
"""

__all__ = [
    "belong",
    "census",
    "choose",
    "come_and_go",
    "complain",
    "consider",
    "count",
    "deepen",
    "experience",
    "hear",
    "judge",
    "meeting",
    "need",
    "offer_seen",
    "pay",
    "price",
    "reach",
    "recover",
    "remember",
    "shop",
    "standing",
    "visit_lists",
]
