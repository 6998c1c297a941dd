"""The commands of the group `dossier`: what corrects a case, and what erases it."""
