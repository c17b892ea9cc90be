"""Django settings, addresses, and the wiring of adapters from their URLs."""
