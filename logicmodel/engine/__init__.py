"""Floor 3: plan -> program -> draws -> results."""
