"""A logic model as a picture: a plan becomes a scene, and an engine draws the scene."""
