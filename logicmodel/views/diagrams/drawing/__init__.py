"""The parts of a drawn page: headers, boxes, arrows, notes and legend, each as SVG text."""
