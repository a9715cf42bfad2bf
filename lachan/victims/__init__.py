"""Victims: received, verified, identified, supported, settled; and the referrals that carry them to other agencies."""
