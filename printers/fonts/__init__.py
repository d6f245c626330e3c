"""The open-licence fonts that travel with the package, and how they were made (subset.py)."""
