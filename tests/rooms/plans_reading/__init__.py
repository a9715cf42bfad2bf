"""Tests of the plan reader on plans written for it; every person and place in them is made up."""
