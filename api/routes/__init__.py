"""The HTTP resources, one module a group."""
