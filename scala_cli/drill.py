"""What stands above all that comes from a drill, wherever it is read."""

DRILL = "OEFENING: geen echt incident"
