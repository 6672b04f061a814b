"""Times of this engine beside a program written by hand and beside other packages."""
