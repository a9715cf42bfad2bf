"""The pages: each asks a room's query or action and shows what comes back. No tables, no rules, no clock arithmetic."""
