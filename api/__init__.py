"""The ways in: the HTTP service, the pages and the command line."""
