"""StratML: goals and objectives with stakeholders and performance indicators."""
