"""Reports: sections made of neutral blocks, and writers that turn them into pages and documents."""
