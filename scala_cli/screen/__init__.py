"""What a person sees: pages, their content for each view, and printing them. Only room of Rich."""
