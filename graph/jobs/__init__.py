"""Documents that are read in after the request that brought them: kept on disk, taken up again after a crash."""
