"""The shelf of finished bytes. One contract (contract.py), one suite, one module an adapter."""
