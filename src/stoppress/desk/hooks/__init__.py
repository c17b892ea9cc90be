"""Webhooks out, by the convention “Standard Webhooks”: signed, in order for each story, at least once.

The log is the outbox. A webhook is a place in it (models/hooks.py): what was told is behind the place, what was not
is before it, so that no crash can fall between a fact and its message.

events.py    facts → events and what is told of them
signing.py   secrets and signatures
receivers.py which addresses may be asked
sending.py   one request, bounded in every way
patience.py  when to try again
deeds.py     what people do with webhooks
telling.py   one round of one webhook
delivery.py  the thread that goes round
"""
