"""A load test of one's own server: many readers of one story, counted and timed. It knows addresses, not stories."""
