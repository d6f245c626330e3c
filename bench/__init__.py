"""The benchmark behind `make bench`: what issue 2 asks to be measured, as ratios, in one run."""
