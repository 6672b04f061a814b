"""Readers under fire: whatever a file holds, it gives a plan or a clear refusal."""
