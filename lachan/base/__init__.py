"""The ground every room stands on: clock, ids, Vietnamese text, labels, refusals, the home folder. Plain Python."""
