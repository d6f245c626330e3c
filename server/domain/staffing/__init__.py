"""How many windows a hall needs: arrivals forecast, the queue simulated from now on."""
