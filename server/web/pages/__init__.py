"""Pages of the server itself."""
