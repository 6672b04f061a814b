"""A drawn scene as native shapes of a slide: grounds and keys traced, boxes and arrows to be edited."""
