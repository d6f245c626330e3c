"""ESC/POS ticket printing: slips, layout, drawing, transport, workers and a virtual printer.

Imports nothing of the rest of Servicehall, so that it can be used and tested alone.
"""
