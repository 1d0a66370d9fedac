"""Everything about customers: what all of them share, and how the loyalty types differ."""

from typing import Literal

from pydantic import Field

from simulation.reading.block import Block, figures, quantity
from simulation.scenario.parameters.complaints import Recovery, Voice
from simulation.scenario.parameters.contract import UnderContract
from simulation.scenario.parameters.heterogeneity import Heterogeneity
from simulation.scenario.parameters.judgement import Conviction, Experience, Satisfaction
from simulation.scenario.parameters.loyalty_types import Mix, Types
from simulation.scenario.parameters.need import Attention, Beginning, ComingAndGoing, Purchases, ReferencePrice
from simulation.scenario.parameters.relationship import (
    BeforeSale,
    Extension,
    Favours,
    Knowledge,
    Messages,
    Phases,
    TakingPart,
)
from simulation.scenario.parameters.switches import Switches
from simulation.scenario.parameters.talk import Recommendation, Reputation, WordOfMouth
from simulation.scenario.parameters.ties import Bonds, Difficult, Rewards, Tenure


class Customers(Block):
    """Everything about the demand side."""

    mode: Literal["types", "phases"] = quantity(
        "types", "types or phases", "loyalty types for life, or phases of loyalty that all customers may pass through",
        "name", source="P: the theory text; Oliver 1999",
    )  # fmt: skip
    mix: Mix = figures("how many customers there are of each type", "P: no empirical shares known")
    start: Beginning = Field(default_factory=Beginning, description="what customers start with")
    purchases: Purchases
    heterogeneity: Heterogeneity = Field(
        default_factory=Heterogeneity, description="how customers of one type differ, and change"
    )
    coming_and_going: ComingAndGoing = Field(
        default_factory=ComingAndGoing, description="who comes into the category, and who leaves it"
    )
    attention: Attention
    reference_price: ReferencePrice
    experience: Experience
    satisfaction: Satisfaction
    conviction: Conviction
    voice: Voice
    recovery: Recovery
    word_of_mouth: WordOfMouth
    recommendation: Recommendation = Field(default_factory=Recommendation, description="would you recommend it?")
    tenure: Tenure
    bonds: Bonds
    rewards: Rewards = Field(default_factory=Rewards, description="what reward programmes do beside the money")
    reputation: Reputation
    difficult: Difficult
    knowledge: Knowledge
    messages: Messages
    favours: Favours
    before_sale: BeforeSale = Field(default_factory=BeforeSale, description="what a contact before the sale does")
    taking_part: TakingPart = Field(default_factory=TakingPart, description="what taking part does")
    extension: Extension
    contract: UnderContract = Field(
        default_factory=UnderContract, description="what happens to who holds a contract, and what makes it think"
    )
    phases: Phases = figures("thresholds of the phases of loyalty", "P: Oliver 1999 names the order, no thresholds")
    switches: Switches
    types: Types
