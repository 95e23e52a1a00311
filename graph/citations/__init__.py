"""Who passes on whom, document by document, in tables beside the store: counted whatever the number of statements."""
