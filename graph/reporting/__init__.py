"""What is known about one claim, for a colleague: a page that needs nothing else, and the evidence to check it by."""
