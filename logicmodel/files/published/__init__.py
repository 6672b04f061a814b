"""IATI activities: reading and writing what aid organisations publish."""
