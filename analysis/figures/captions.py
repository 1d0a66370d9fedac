"""What stands beside each figure: a heading, how to read it, and a description for who cannot see it.

Words in braces are filled in: {focus} the firm, {base} the baseline, {others} the other strategies, {firms} all firms,
{one} the run that portraits of customers are taken from, {accounts} whose customers accounts tell apart.
"""

from __future__ import annotations

from typing import NamedTuple


class Caption(NamedTuple):
    """The words of a figure."""

    heading: str
    reading: str
    alt: str

    def filled(self, names: dict[str, str]) -> Caption:
        """The same with the names of a study in it."""
        return Caption(*(words.format_map(names) for words in self))


NUMBERS = {
    "profit": ("comparison.csv",),
    "rivals": ("rivals.csv", "replies.csv"),
    "payback": ("payback.csv", "figures/payback.csv"),
    "standing": ("standing.csv",),
    "market_share": ("weekly.csv",),
    "loyalty": ("segments.csv",),
    "complaints": ("weekly.parquet",),
    "flows": ("flows.parquet", "figures/flows.csv"),
    "worlds": ("world_outcomes.parquet", "figures/worlds.csv"),
    "tornado": ("tornado.csv",),
    "worth": ("worth.csv",),
}
"""Where a researcher finds the numbers of a figure that are not, or not only, in a table of its own beside it."""


def numbers_of(name: str) -> tuple[str, ...]:
    """The tables of an output folder that hold the numbers of a figure."""
    return NUMBERS.get(name, (f"figures/{name}.csv",))


CAPTIONS = {
    "profit": Caption(
        "What each strategy earns, now and later",
        "Profit over the reported weeks, and customer equity: what the customers of the end are expected to bring in"
        " ten years, less what every week costs, discounted. A strategy can do well in one and badly in the other.",
        "Differences in profit and customer equity of {focus} against {base}, with 95 % intervals, for {others}.",
    ),
    "drivers": Caption(
        "Where the difference in profit comes from",
        "Volume is what more or fewer units brought at the mean margin; price paid is what dearer or cheaper units"
        " brought at the mean volume; costs are shown as what they add to profit.",
        "Parts of the difference in profit of {focus} against {base}: price, volume and each kind of cost, for"
        " {others}.",
    ),
    "rivals": Caption(
        "Plans against what rivals may do",
        "Each cell is what a plan earns {focus} beyond {base} while the rivals do the same. A frame marks the reaction"
        " that pays the rivals best: there a plan ends up if they answer it.",
        "Grid of differences in profit of {focus} against {base}, a row a plan, a column a reaction of the rivals.",
    ),
    "payback": Caption(
        "When each plan has paid back",
        "What a plan has brought so far, more than {base}, after all that it costs. It has paid back in the week from"
        " which the line stays at 0 or above; where the line falls again in the end, it has not.",
        "Lines of the profit of {focus} so far against {base}, week by week, with 95 % intervals, for {others}.",
    ),
    "standing": Caption(
        "Who brings the money",
        "Books by month or branch hide that few loyal customers may bring most of it, and that new ones cost what it"
        " takes to win them. Profit is after all costs: what no customer causes is shared out by units. Money of"
        " lapsed customers is that of their first purchase after the silence.",
        "Bars of customers, revenue and profit by new, regular, loyal and lapsed customers of {accounts}.",
    ),
    "market_share": Caption(
        "Who sells how much",
        "Share of all purchases, week by week. Single weeks scatter; look for where lines part.",
        "Lines of weekly market shares of {firms}, a panel a strategy.",
    ),
    "loyalty": Caption(
        "Three kinds of loyalty, four kinds of customers",
        "Conviction is conscious loyalty, affect emotional, habit behavioral; each type of customer holds another"
        " mixture of the three.",
        "Lines of conviction, affect and habit towards {focus} under {base}, a line a loyalty type, from 0 to 100.",
    ),
    "complaints": Caption(
        "From failure to exit",
        "Most of the dissatisfied never reach the complaint desk; who speaks up is helped on the spot or there, and who"
        " leaves without a word gives nobody a chance to help.",
        "Bars of service failures, dissatisfied, complaining, helped, staying and leaving customers of {focus}.",
    ),
    "flows": Caption(
        "Who left whom, and why",
        "Purchases that {focus} lost to each rival and won from it. The reason is the strongest motive at the moment of"
        " the switch.",
        "Bars of customers lost and won by {focus} under {base} by rival, by loyalty type and by reason.",
    ),
    "cohorts": Caption(
        "How long customers keep buying",
        "{one} Rare buyers skip quarters without having left.",
        "Lines of the share of each cohort of customers of {focus} that bought again, by quarter since they joined.",
    ),
    "lifetime_value": Caption(
        "What customers are worth",
        "{one} Expected discounted margin of each customer; the values add up to customer equity.",
        "Histogram of lifetime value of the customers of {focus}, and the share of the total that each tenth of them"
        " holds.",
    ),
    "attitudes": Caption(
        "Loyal, or only buying",
        "{one} After Dick and Basu (1994): who buys much without caring is there until something better comes along;"
        " who cares and buys elsewhere is waiting to be served.",
        "Map of customers by affect for {focus} against its strongest rival, and by its share of their purchases.",
    ),
    "expected_price": Caption(
        "The expected price",
        "Above the expected price a customer feels a loss; far below it, a stranger doubts the quality.",
        "Curves of the worth of a price by its ratio to the expected price, a line a loyalty type, for strangers and"
        " for regular customers.",
    ),
    "word_of_mouth": Caption(
        "Who talks to whom",
        "{one} The circle around the customer who talked most, of all who know each other.",
        "Network of acquaintances; colour tells the firm that each bought from last, triangles who praised or warned.",
    ),
}
DOUBT = {
    "worlds": Caption(
        "How plans fare in plausible worlds",
        "Each world has other values of all that nobody knows. What scatters over worlds, beyond luck, is doubt.",
        "Dots of the difference in {metric} of {focus} against {base} in each plausible world, a row a plan.",
    ),
    "tornado": Caption(
        "What decides",
        "How far the difference between the two leading plans moves when one assumption goes from its low to its high"
        " end, all others averaged.",
        "Bars of the expected difference between the two leading plans of {focus} at both ends of each assumption.",
    ),
    "worth": Caption(
        "What is worth finding out",
        "The most that knowing an assumption before the choice is worth; what luck could reach as well is not told from"
        " 0.",
        "Bars of the worth of knowing all, and each assumption, before {focus} chooses a plan.",
    ),
}
"""Of the figures that only plausible worlds have."""
