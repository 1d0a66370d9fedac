"""What does a user know and believe of the market, and what has the model in its place?"""

__all__ = ["beliefs", "observed_facts", "telling"]
