"""Secrets that the program must use again, such as an account's token: encrypted wherever they are kept.

The key is derived from the program's own, so a copy of the database alone opens nothing.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = "tidtam channel account"
KEY_BYTES = 32


class SealBroken(Exception):
    """It was sealed with another key, by or for another agency, or it was altered."""


class Sealer:
    """For one agency: what it sealed opens nothing in the row of another."""

    def __init__(self, secret_key: str, agency_id: int) -> None:
        info = f"{PURPOSE} {agency_id}".encode()
        key = HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(secret_key.encode())
        self._fernet = Fernet(urlsafe_b64encode(key))

    def seal(self, text: str) -> bytes:
        return self._fernet.encrypt(text.encode())

    def unseal(self, sealed: bytes) -> str:
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            raise SealBroken from None
