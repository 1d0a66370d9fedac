"""Why customers switch: the eight categories of critical incidents [Keaveney1995], and 0 for no switch."""

NO_SWITCH, PRICING, INCONVENIENCE, CORE_FAILURE, ENCOUNTER_FAILURE = range(5)
RESPONSE, COMPETITION, ETHICS, INVOLUNTARY = range(5, 9)

REASONS = (
    "none",
    "pricing",
    "inconvenience",
    "core service failure",
    "failed service encounter",
    "response to failed service",
    "attraction by competitors",
    "ethical problem",
    "involuntary switching",
)
