"""One firm, two, three and fifty: what a market with so many can tell, and that it behaves."""

import pytest

from simulation import load, simulate

BLANK = """\
extends: blank
question: What pays?
market: {{customers: 500, weeks: 26, burn_in_weeks: 52}}
firms: {{{firms}}}
"""


def market(folder, prices):
    """A market of as many firms as prices, alike but for these."""
    firms = ", ".join(
        f"F{place}: {{unit_cost: 6.0, overhead: 50, pricing: {{price: {price}}}}}" for place, price in enumerate(prices)
    )
    file = folder / "market.yaml"
    file.write_text(BLANK.format(firms=firms), encoding="utf-8")
    return load(file)


def test_a_monopoly_loses_sales_to_buying_nothing_and_has_a_best_price(tmp_path):
    found = [simulate(market(tmp_path, [price])).outcomes for price in (8.0, 14.0, 40.0)]
    units = [one["F0", "units"] for one in found]
    profits = [one["F0", "profit"] for one in found]
    assert units[0] > units[1] > units[2]
    assert profits[1] > max(profits[0], profits[2])
    for metric in ("market_share", "repeat_rate", "share_of_requirements"):
        assert found[0]["F0", metric] == 1.0


@pytest.mark.parametrize("count", [2, 3])
def test_of_few_firms_the_cheaper_sells_more(tmp_path, count):
    found = simulate(market(tmp_path, [9.0] + [10.0] * (count - 1))).outcomes
    shares = [found[f"F{place}", "market_share"] for place in range(count)]
    assert max(shares) == shares[0] > 1.1 / count
    assert sum(shares) == pytest.approx(1.0)


def test_fifty_firms_share_one_market(tmp_path):
    found = simulate(market(tmp_path, [10.0] * 50)).outcomes
    shares = [found.get((f"F{place}", "market_share"), 0.0) for place in range(50)]
    assert sum(shares) == pytest.approx(1.0)
    assert max(shares) < 0.2
