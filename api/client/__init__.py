"""The command line as a client of the service that keeps the store."""
