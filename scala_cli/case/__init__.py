"""A case (dossier) as a list of events, and what follows from them. Pure."""
