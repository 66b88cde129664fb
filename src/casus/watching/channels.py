"""How a message leaves: e-mail over SMTP, or a signed request to a webhook.

What is secret comes from the environment and is never kept in the record: ``CASUS_SMTP_URL`` (``smtp://user:password@host:587``, ``smtps://`` for TLS from
the start; ``starttls`` is used wherever the server offers it, and needed before a password is sent), ``CASUS_MAIL_FROM``, ``CASUS_WEBHOOK_SECRET``.
"""

from __future__ import annotations

import hashlib
import hmac
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

SECONDS = 20.0  # without an answer


class DeliveryError(Exception):
    """A message was not taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message: ``key`` is the same whenever the same is sent again; ``body`` is JSON, ``text`` and ``html`` are for people."""

    key: str
    subject: str
    text: str
    html: str
    body: bytes


def send(channel: str, target: str, message: Outgoing, settings: Mapping[str, str], now: int) -> None:
    """Send it; ``now`` is the time in seconds (POSIX). Raises :class:`DeliveryError` where it was not taken."""
    if channel == "email":
        send_mail(target, message, settings)
    else:
        send_hook(target, message, settings, now)


def mail_of(target: str, message: Outgoing, sender: str) -> EmailMessage:
    """The e-mail: plain text with an HTML alternative; its Message-ID is the message's key, so that mailboxes can tell a repeat."""
    mail = EmailMessage()
    mail["Subject"] = " ".join(message.subject.split())
    mail["From"] = sender
    mail["To"] = target
    mail["Message-ID"] = f"<{message.key}@casus.invalid>"
    mail["Auto-Submitted"] = "auto-generated"
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


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:160] or type(error).__name__
