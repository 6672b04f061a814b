"""Floor 5b: what people look at. Views draw values they are given; they never simulate."""
