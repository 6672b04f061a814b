"""Which uncertain numbers drive the outcome: swings, ranks, variance shares, screening."""
