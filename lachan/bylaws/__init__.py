"""The province's own rows over the shipped law: what it confirmed, with its own source and dates."""
