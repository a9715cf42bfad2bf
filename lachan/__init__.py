"""Lá Chắn: one province's whole counter-trafficking programme, from the plan to the official report."""
