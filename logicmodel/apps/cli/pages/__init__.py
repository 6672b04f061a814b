"""What is printed for people, one file a page."""
