"""What was measured since: set beside the plan."""
