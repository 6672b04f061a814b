"""What all charts are drawn with: one look, a stage to place things on, export as SVG."""
