"""The pieces of an HTML page: elements, words, tables, pictures, the embedded font."""
