"""Every bound of the system, with its unit and its reason, one file a subject. docs/limits.md is generated from them.

A name says what is bounded and in which unit: _MAX of a count, _CHARS, _BYTES, _S (seconds), _MS (milliseconds).
"""
