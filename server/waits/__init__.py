"""The waits engine's life: journal feed, state, scores, log reading, answers."""
