"""Floor 4: questions asked of a run or a plan. Each is a function that returns an ``Answer``."""
