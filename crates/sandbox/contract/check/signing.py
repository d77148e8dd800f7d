"""How schemathesis calls the sandbox: signed, where a call's headers are meant to be right.

A call whose headers were made wrong on purpose goes out as it is. All others are signed, those with a wrong body too:
then it is the body that must be refused, and not a missing signature. Refusals of clock and nonce have tests of their
own, in tests/gate.rs. The keys of the sandbox come in the environment.
"""

import hashlib
import os
import secrets
import time

import schemathesis
from schemathesis.core.parameters import ParameterLocation

ACCESS_KEY = os.environ["SANDBOX_ACCESS_KEY"]
ACCESS_SECRET = os.environ["SANDBOX_ACCESS_SECRET"]
USER_ID = os.environ["SANDBOX_USER_ID"]


@schemathesis.hook
def before_call(context, case, kwargs):
    """Signs the call."""
    if case.meta is not None and case.meta.is_negative_at(ParameterLocation.HEADER):
        return
    timestamp = str(time.time_ns() // 1_000_000)
    nonce = secrets.token_hex(16)
    text = ACCESS_KEY + timestamp + nonce + ACCESS_SECRET
    case.headers["access-key"] = ACCESS_KEY
    case.headers["timestamp"] = timestamp
    case.headers["nonce-str"] = nonce
    case.headers["user-id"] = USER_ID
    case.headers["signature"] = hashlib.md5(text.encode()).hexdigest().upper()


@schemathesis.check
def says_why_it_refuses(ctx, response, case):
    """A refusal carries a code of its own and words; a success carries 200."""
    answer = response.json()
    if response.status_code == 200:
        assert answer["code"] == 200 or answer["msg"], "refused without words"
    else:
        assert answer["code"] != 200, f"code 200 under the status {response.status_code}"
        assert answer["msg"], "refused without words"
