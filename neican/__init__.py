"""The front door: settings, addresses, the clock; and the ground floor both wings stand on."""

from neican.celery import app as celery_app

__all__ = ["celery_app"]
