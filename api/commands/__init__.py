"""Groups of commands, each of which adds itself to the command line."""
