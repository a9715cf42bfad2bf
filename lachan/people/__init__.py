"""Accounts, agencies and areas, all dated: units merge and split, and a record keeps the unit of its day."""
