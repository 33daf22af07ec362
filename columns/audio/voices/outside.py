"""Addresses that an engine names: it must not send us round our own house."""

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit


def outside(url: str) -> str | None:
    """The address by https, if it lies outside; None for any that we do not ask."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError:
        return None
    # Alibaba's own hosts still write http here and there; the same file lies behind https.
    if parts.scheme == "http" and host.endswith(".aliyuncs.com"):
        parts = parts._replace(scheme="https")
    return parts.geturl() if parts.scheme == "https" and _is_public(host, port) else None


def _is_public(host: str, port: int) -> bool:
    """
    Whether all that the name stands for lies outside.

    A name may change its mind until it is asked for the file; then the certificate does not fit.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return all(ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found)
