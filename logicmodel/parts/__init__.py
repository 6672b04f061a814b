"""Floor 1: pure mathematics, in three open families: distributions, curves and combiners."""
