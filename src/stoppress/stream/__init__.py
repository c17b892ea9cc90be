"""The fan-out core: positions, frames, ring, hub. No sockets, no clock, no asyncio."""
