"""Measured values as people keep them: tables long and wide, sheets, published files, data frames."""
