"""The dossier: one encrypted SQLite file. The only room that knows sqlite-utils and the driver."""
