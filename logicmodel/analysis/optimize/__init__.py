"""Where should the money go: searching allocations for the best chance of reaching the targets."""
