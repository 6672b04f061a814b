"""Ways in which several contributions act together: one a file, known by kind. See ``Combiner``."""
