"""The server of Servicehall: rules, storage, HTTP and live updates of service halls."""

__version__ = "0.1.0"
