"""What is measured, how is it defined, and who writes it down week by week?"""

__all__ = [
    "conservation",
    "contract_audit",
    "contract_metrics",
    "cost_parts",
    "customer_equity",
    "formulas",
    "metrics",
    "recorder",
    "records",
    "survival",
]
