"""The commands of the group `dossier`: what is added to a case apart from its steps."""
