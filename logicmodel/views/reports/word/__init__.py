"""The parts of a Word file: styles, marks that python-docx has no words for, blocks and tables."""
