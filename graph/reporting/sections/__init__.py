"""The sections of a report, one in each module, as blocks."""
