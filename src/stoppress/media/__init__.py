"""Pictures: probe, re-encode, store. Knows files and bytes, no stories."""
