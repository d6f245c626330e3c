"""A loudspeaker without a screen: the calls of its zones by a sound card, or into a folder."""
