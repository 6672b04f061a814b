"""What all checks share: findings, profiles, settings, languages, repairs."""
