"""Copies of an installation: database and files in one sealed parcel. Keys never travel with what they open."""
