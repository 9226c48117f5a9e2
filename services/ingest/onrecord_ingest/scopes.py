"""What a caller needs to drop articles, to follow them, and to decide about dead letters; in the description, too."""

from fastapi import Depends, Security
from fastapi.security import HTTPBearer
from onrecord_core.access import SCHEME, needs

TOKEN = HTTPBearer(scheme_name="token", description=SCHEME, auto_error=False)
WRITING = [Security(TOKEN, scopes=["write"]), Depends(needs("write"))]
FOLLOWING = [Security(TOKEN, scopes=["write", "read"]), Depends(needs("write", "read"))]
"""How far an article is may be asked by whoever dropped it."""
DECIDING = [Security(TOKEN, scopes=["admin"]), Depends(needs("admin"))]
"""Dead letters hold what others dropped."""
