"""Who is it, may they: principals, sessions, and the one table of rights."""
