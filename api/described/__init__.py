"""Pages and addresses of what can be looked up by its IRI."""
