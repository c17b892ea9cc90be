"""What the API can do: one file a subject, thin. Deeds are commands for the door, or those of the desk's pages."""
