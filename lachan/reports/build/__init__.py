"""Official documents as data, and their Word files in the layout of Decree 30/2020. Plain Python: no database."""
