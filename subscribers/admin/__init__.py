"""Finance's and the operators' desks in the readers' wing."""

from subscribers.admin.codes import RedemptionCodeAdmin
from subscribers.admin.entitlements import EntitlementAdmin
from subscribers.admin.plans import PlanAdmin

__all__ = ["EntitlementAdmin", "PlanAdmin", "RedemptionCodeAdmin"]
