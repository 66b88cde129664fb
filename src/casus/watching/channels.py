"""How a message leaves: e-mail over SMTP, a signed request to a webhook, or whatever Apprise knows. What is a feed only leaves by nothing.

What is secret comes from the environment and is never kept in the record: ``CASUS_SMTP_URL`` (``smtp://user:password@host:587``, ``smtps://`` for TLS from
the start; ``starttls`` is used wherever the server offers it, and needed before a password is sent), ``CASUS_MAIL_FROM``, ``CASUS_WEBHOOK_SECRET``, and
``CASUS_APPRISE_NAME``, the addresses of services, which hold their tokens.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import quote, unquote, urlsplit

from casus.store.errors import QueryError

CHANNELS = ("email", "webhook", "apprise", "feed")
NOBODY = "casus.invalid"
SECONDS = 20.0  # without an answer
_MAILBOX = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")
_SERVICE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")


class DeliveryError(Exception):
    """A message was not taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message: ``key`` is the same whenever the same is sent again; ``body`` is JSON, ``text`` and ``html`` are for people. ``about`` is what somebody
    who wants no more of it would name."""

    key: str
    subject: str
    text: str
    html: str
    body: bytes
    about: str = ""


def check_target(channel: str, target: str) -> None:
    """Refuse a channel that there is not, and what is no address of it. Raises :class:`QueryError`."""
    if channel not in CHANNELS:
        raise QueryError(f"alerts cannot tell by {channel!r}; they can by {', '.join(CHANNELS)}")
    if channel == "email" and not _MAILBOX.fullmatch(target):
        raise QueryError(f"{target!r} is no e-mail address")
    if channel == "webhook":
        _check_web_address(target)
    if channel == "apprise" and not _SERVICE.fullmatch(target):
        raise QueryError(
            f"{target!r} is no name of a service: give one such as desk, and its address, which holds secrets, in CASUS_APPRISE_DESK"
        )


def service_variable(name: str) -> str:
    """The variable of the environment that holds the address of a service for Apprise."""
    return f"CASUS_APPRISE_{name.upper().replace('-', '_')}"


def send(channel: str, target: str, message: Outgoing, settings: Mapping[str, str], now: int) -> None:
    """Send it; ``now`` is the time in seconds (POSIX). Raises :class:`DeliveryError` where it was not taken."""
    if channel == "email":
        send_mail(target, message, settings)
    elif channel == "webhook":
        send_hook(target, message, settings, now)
    elif channel == "apprise":
        send_by_apprise(target, message, settings)


def mail_of(target: str, message: Outgoing, sender: str) -> EmailMessage:
    """The e-mail: plain text with an HTML alternative; its Message-ID is the message's key, so that mailboxes can tell a repeat.

    Who wants no more of it can say so to the sender, a person: mail programs show that as a button.
    """
    mail = EmailMessage()
    mail["Subject"] = " ".join(message.subject.split())
    mail["From"] = sender
    mail["To"] = target
    mail["Message-ID"] = f"<{message.key}@{NOBODY}>"
    mail["Auto-Submitted"] = "auto-generated"
    if message.about and _MAILBOX.fullmatch(sender) and not sender.endswith(NOBODY):
        mail["List-Unsubscribe"] = (
            f"<mailto:{quote(sender, safe='@.+-_')}?subject={quote(f'Unsubscribe: {message.about}')}>"
        )
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    return mail


def send_mail(target: str, message: Outgoing, settings: Mapping[str, str]) -> None:
    """Send it by e-mail. Raises :class:`DeliveryError`."""
    url = settings.get("CASUS_SMTP_URL", "")
    if not url:
        raise DeliveryError("no mail server is known; set CASUS_SMTP_URL, as in smtp://user:password@mail.example:587")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise DeliveryError(
            "CASUS_SMTP_URL is no address; it looks like smtp://user:password@mail.example:587"
        ) from None
    if parts.scheme not in ("smtp", "smtps") or not host:
        raise DeliveryError("CASUS_SMTP_URL must begin with smtp:// or smtps:// and name a host")
    sender = settings.get("CASUS_MAIL_FROM") or f"casus@{host}"
    try:
        context = ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port or 465, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, port or 587, timeout=SECONDS)
        with server:
            server.ehlo()
            if parts.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            elif parts.scheme == "smtp" and parts.username:
                raise DeliveryError("the mail server offers no encryption, so no password is sent; use smtps://")
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(mail_of(target, message, sender))
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(f"the mail server did not take it ({_line(error)})") from error


def signature(secret: str, now: int, body: bytes) -> str:
    """HMAC-SHA256 over ``TIME.BODY``, in hexadecimal."""
    return hmac.new(secret.encode(), f"{now}.".encode() + body, hashlib.sha256).hexdigest()


def send_hook(target: str, message: Outgoing, settings: Mapping[str, str], now: int) -> None:
    """POST it as JSON; redirects are not followed, any status of 200 to 299 counts as taken. Raises :class:`DeliveryError`."""
    import httpx

    headers = {"Content-Type": "application/json", "Casus-Delivery": message.key}
    secret = settings.get("CASUS_WEBHOOK_SECRET", "")
    if secret:
        headers["Casus-Signature"] = f"t={now},v1={signature(secret, now, message.body)}"
    try:
        with httpx.Client(timeout=SECONDS, trust_env=False, follow_redirects=False) as client:
            answer = client.post(target, content=message.body, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise DeliveryError(f"the webhook cannot be reached ({_line(error)})") from error
    if not answer.is_success:
        raise DeliveryError(f"the webhook answered {answer.status_code}")


def send_by_apprise(name: str, message: Outgoing, settings: Mapping[str, str]) -> None:
    """Send it by the services of a name, as text. Raises :class:`DeliveryError`, without their addresses, which hold secrets."""
    variable = service_variable(name)
    addresses = settings.get(variable, "").split()
    if not addresses:
        raise DeliveryError(
            f"no service called {name!r} is known; set {variable} to its address as Apprise has it, as in ntfys://topic"
        )
    try:
        import apprise
    except ImportError as error:
        raise DeliveryError("this needs Apprise: pip install 'casus-monitor[apprise]'") from error
    services = apprise.Apprise()
    if not all(services.add(address) for address in addresses):
        raise DeliveryError(f"Apprise does not know what is in {variable}; see https://appriseit.com/services/")
    if not services.notify(body=message.text, title=message.subject, body_format=apprise.NotifyFormat.TEXT):
        raise DeliveryError(f"Apprise could not send it by {name!r}")


def _check_web_address(given: str) -> None:
    try:
        parts = urlsplit(given)
    except ValueError:
        parts = urlsplit("")
    if "@" in parts.netloc:
        raise QueryError(
            "an address with a password in it would be kept in the record; give it without, and have requests signed (CASUS_WEBHOOK_SECRET)"
        )
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise QueryError(f"{given!r} is no http or https address")


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:160] or type(error).__name__
