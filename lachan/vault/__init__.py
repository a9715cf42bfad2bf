"""What identifies a person, closed: sealed fields, the keys around them, the keyed digests. The only room with cryptography."""
