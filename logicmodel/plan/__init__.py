"""Floor 2: the logic model as an immutable value. What can never be right is refused here."""
