"""Property tests meet the same examples each time; `--hypothesis-profile=explore` looks for new ones."""

from hypothesis import settings

# No deadline: the first call of a compiled rule compiles it.
settings.register_profile("repeat", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("repeat")
