"""How long somebody will wait: learned from the hall's own past, honest about its doubt."""
