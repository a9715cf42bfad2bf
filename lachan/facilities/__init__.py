"""Facilities: the directory of services, their licences, places, equipment, assessments, and who is taken in."""
