"""Checks of a plan: what is unwise rather than impossible. One rule a file; ``check`` runs them all."""
