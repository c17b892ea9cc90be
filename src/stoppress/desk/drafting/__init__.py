"""What is in the making: drafts and how they are kept, approved, scheduled, merged; who is there."""
