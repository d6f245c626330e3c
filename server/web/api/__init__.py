"""The JSON interface: one blueprint per noun."""
