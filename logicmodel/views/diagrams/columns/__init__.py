"""The layout of a logic model: given columns, few crossings, straight rows, clear arrows."""
