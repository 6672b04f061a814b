"""Indicators of statistical platforms: their series of yearly values, and what is wanted of them."""
