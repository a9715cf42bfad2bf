"""Sealed fields, the keys around them, the keyed digests: the only room with cryptography."""
