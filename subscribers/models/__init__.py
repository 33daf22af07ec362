"""Tables of the readers' wing."""

from subscribers.models.code import Redemption, RedemptionCode
from subscribers.models.entitlement import Entitlement
from subscribers.models.plan import Plan, Subscription
from subscribers.models.scope import Scope

__all__ = ["Entitlement", "Plan", "Redemption", "RedemptionCode", "Scope", "Subscription"]
