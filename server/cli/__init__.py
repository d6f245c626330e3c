"""The commands of `servicehall`, a file each: they parse, then call."""
