"""What goes in and out of the API: one file a subject. What comes in is strict: an unknown field is refused."""
