"""A plan as a drawing: what is in it, where it stands, how wide its words are; pure."""
