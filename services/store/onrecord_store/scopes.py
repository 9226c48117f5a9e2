"""What a caller of the API needs a token for."""

from fastapi import Depends, Security
from fastapi.security import HTTPBearer
from onrecord_core.access import SCHEME, needs

TOKEN = HTTPBearer(scheme_name="token", description=SCHEME, auto_error=False)
READING = [Security(TOKEN, scopes=["read"]), Depends(needs("read"))]
DECIDING = [Security(TOKEN, scopes=["admin"]), Depends(needs("admin"))]
"""What changes the archive by hand."""
