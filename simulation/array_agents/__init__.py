"""How is a crowd Mesa's agents? Columns hold the state, an agent is a view of one row, a set works on columns.

One object a customer costs seconds and hundreds of megabytes at a million customers. Here the numbers stay in
NumPy columns, where compiled phases change them, and Mesa's interface (`agents_by_type`, `select`, `groupby`,
`agg`, `DataCollector`) reads the same columns. Nothing in this package knows what the rows mean.
"""

from simulation.array_agents.array_model import ArrayModel
from simulation.array_agents.array_set import ArrayAgentSet
from simulation.array_agents.mixed_set import MixedAgentSet
from simulation.array_agents.population import Population
from simulation.array_agents.row_agent import RowAgent

__all__ = ["ArrayAgentSet", "ArrayModel", "MixedAgentSet", "Population", "RowAgent"]
