"""What is it worth to know more before choosing: of everything, of each number, of a study."""
