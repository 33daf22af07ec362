"""Days and hours as the newsroom reads and types them: in the publication's zone, always."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from neican.kernel import zones

_BEIJING = "Asia/Shanghai"
_YEARS = range(2000, 9000)  # what every zone and database can hold


def zone_name() -> str:
    """The zone as it stands beside every hour."""
    zone = settings.TIME_ZONE
    return _("北京时间") if zone == _BEIJING else _("%(zone)s 时间") % {"zone": zone}


def day(at: datetime, now: datetime) -> str:
    """A day, with its year where it is another."""
    here = localtime(at)
    is_this_year = here.year == localtime(now).year
    return date_format(here, _("n月j日") if is_this_year else _("Y年n月j日"))


def hour(at: datetime, now: datetime) -> str:
    """A day and a time on it."""
    return f"{day(at, now)} {localtime(at):%H:%M}"


def local_clock(at: datetime) -> str:
    """What the clock shows, and how far it is from UTC then: 01:30 UTC-05:00."""
    here = localtime(at)
    return f"{here:%H:%M} UTC{here.isoformat()[-6:]}"


def end_of(wanted: date) -> datetime:
    """The last minute of a day; where that minute comes twice, the first."""
    return zones.moment(datetime.combine(wanted, time(23, 59)), settings.TIME_ZONE, fold=0)


class LocalTimeField(forms.Field):
    """
    A day and a time without a zone, as they were typed.

    Django's own field guesses the zone and refuses hours that come twice; here the caller asks.
    """

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        """:raises ValidationError: for what is no local time."""
        if value in self.empty_values:
            return None
        try:
            found = parse_datetime(str(value))
        except ValueError:
            found = None
        if found is None or found.tzinfo is not None or found.year not in _YEARS:
            raise forms.ValidationError(_("请选日期和时间，例如 2027-05-26 17:19"))
        return found
