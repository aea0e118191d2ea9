"""Which texts are addresses of the web: what may be linked to, and what a source may name."""

from __future__ import annotations

from urllib.parse import urlsplit

__all__ = ["link"]


def link(url: str) -> str:
    """Return an address that a page may link to, or empty: http and https, nothing else.

    >>> link("https://example.org/a"), link("javascript:alert(1)"), link("see page 4")
    ('https://example.org/a', '', '')
    """
    try:
        parts = urlsplit(url)
        proper = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    hidden = any(sign.isspace() or not sign.isprintable() for sign in url)
    return url if proper and not hidden else ""
