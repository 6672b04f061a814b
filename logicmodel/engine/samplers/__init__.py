"""Ways to choose the points of the unit cube: one a file, known by kind. See ``Sampler``."""
