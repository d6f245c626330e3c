"""Learned waits (the extra `servicehall[ml]`): imported only where somebody asked for them."""
