"""Who contributes what: Shapley shares of activities, inputs or links, and the contribution-analysis table."""
