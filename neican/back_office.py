"""The admin site: its content policy, and allauth's door instead of Django's."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import secure_admin_login
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_replace
from unfold.sites import UnfoldAdminSite

# CKEditor 4 writes inline handlers and styles, Unfold's Alpine evaluates expressions: neither
# starts under the readers' policy (docs/adr/0006). Nothing from elsewhere is loaded here either.
POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "script-src-attr": [UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}


class BackOffice(UnfoldAdminSite):
    """Unfold's site with our policy on every page."""

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.login = secure_admin_login(super().login)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Django's guard around a view, and the policy around both."""
        guarded: Callable[..., Any] = super().admin_view(view, cacheable)
        return csp_replace(POLICY)(guarded)
