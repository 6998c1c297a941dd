"""Use cases: each module joins the rooms that one command needs."""
