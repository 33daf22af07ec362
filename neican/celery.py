"""The doorbell: Celery says "now", the database says what must be done."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neican.settings.local")

app = Celery("neican")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
