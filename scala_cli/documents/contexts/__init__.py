"""What each template may know of a case: typed, in words, already decided."""
