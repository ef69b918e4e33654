"""How the service runs. The defaults are safe on a machine of one's own: loopback only, everything bounded."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from goalconv import Budget, UsageError
from goalconv.converters import catalogue as kinds

__all__ = ["Settings", "checked"]

_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """All that can be set. Sizes in bytes, times in seconds.

    `hosts` are names beyond loopback under which the service may be called; `waiting` is how many requests
    may wait for a worker before the next is told to come again, `requests` how many may be under way at all, waiting or
    still being sent, and `connections` how many connections may be open, beyond which they are cut short;
    `headers` is the size of a request's head and `head_time` how long it may take to come, `body` and
    `body_time` the same of its body; `files` is how many files a request may bring, `jobs` and `stored` how
    many jobs and how much of them are kept, `keep` for how long; `store` is the file for jobs, "" for one that
    goes with the process.
    """

    host: str = "127.0.0.1"
    port: int = 8420
    hosts: tuple[str, ...] = ()
    api_key: str = ""
    workers: int = 2
    waiting: int = 16
    requests: int = 64
    connections: int = 512
    headers: int = 32 << 10
    head_time: float = 10
    body: int = 20 << 20
    body_time: float = 120
    files: int = 100
    jobs: int = 100
    stored: int = 1 << 30
    keep: int = 600
    store: str = ""
    budget: Budget = Budget()

    @property
    def names(self) -> frozenset[str]:
        """The host names under which a request may come."""
        return frozenset({*_LOOPBACK, *self.hosts, *({self.host} - {"0.0.0.0", "::"})})


def checked(settings: Settings) -> Settings:
    """The settings; raises `UsageError` where the service would be open to others without a key."""
    if settings.host not in _LOOPBACK and not settings.api_key:
        raise UsageError(kinds.KEY_NEEDED, host=settings.host)
    return settings
