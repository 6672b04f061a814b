"""Plans in the making from foreign files, and what is left of a plan that was written to one."""
