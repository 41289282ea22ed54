"""HTTP in: short handlers, one router a noun."""
