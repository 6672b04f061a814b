"""Plans as graphs: nodes and links with attributes, for tools that draw and measure networks."""
