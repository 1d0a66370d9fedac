"""What the years with a firm change in purchases and in prices, by year of tenure; switched off, nothing."""

from simulation.scenario.parameters.customers import Customers


def growth_of(customers: Customers) -> tuple[float, ...]:
    """More bought by year of tenure, of the same and of other things, as a share of the purchase."""
    tenure, switches = customers.tenure, customers.switches
    parts = [tenure.cross_sell if switches.cross_sell else (), tenure.usage if switches.usage_growth else ()]
    years = max(*map(len, parts), 1)
    held = [[*part, *[part[-1] if part else 0.0] * (years - len(part))] for part in parts]
    return tuple(float(sum(year)) for year in zip(*held, strict=True))


def premium_of(customers: Customers) -> tuple[float, ...]:
    """More paid for the same by year of tenure, as a share of the price."""
    return (customers.switches.price_premium and customers.tenure.premium) or (0.0,)
