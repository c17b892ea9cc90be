// Follows the stream. A stand-in until the real one.
