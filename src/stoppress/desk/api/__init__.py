"""The desk for programs: HTTP and JSON in, commands out, problem documents when it can't be done (docs/api.md).

address.py puts all together. An operation is a function in operations/, declared with the action that it needs
(declare.py); what goes in and out has a shape in shapes/. A token says who asks (bearer.py); a session does not.
"""
