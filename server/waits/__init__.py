"""Wait estimates: journal feed, saved state, answers, scores of recorded logs; ml/ learns."""
