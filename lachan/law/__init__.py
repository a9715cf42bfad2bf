"""The law as dated data with its source, and the arithmetic over it: time limits, working days, periods, regimes."""
