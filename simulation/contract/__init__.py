"""What happens under contracts: billed without deciding, served apart from that, asked to think by occasions only?

`looking_around` has the four kinds of loyalty in one short rule each; `prices` what a contract costs whom; `causes`
what makes a customer think; `weigh` how offers compare; `decide` what becomes of it; `keep` how contracts begin, go on
and end; `live` a customer's week, `contacts` its calls and visits, `census` who holds what; `weeks` calls one after
the other. What surrounds it (word of mouth, service, judgement, complaints) is that of all markets.
"""

__all__ = ["first_day", "looking_around", "occasions", "prices", "tariff_sheet", "weeks"]
