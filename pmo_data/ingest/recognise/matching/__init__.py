"""Which column feeds which field, and which entity a table is of: proposed, corrected, remembered."""
