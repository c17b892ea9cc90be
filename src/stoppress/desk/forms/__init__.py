"""What was typed, and the commands that it asks for. Pure: no request, no database; a Refusal names the field."""
