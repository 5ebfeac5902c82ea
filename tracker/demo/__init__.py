"""A demonstration: an agency with a year of lifelike reports, and the real plans of a folder, one agency each."""

from tracker.demo.build import DEMO_PASSWORD, build_demo
from tracker.demo.real_plans import add_real_plans
from tracker.demo.summary import DemoPost, DemoSummary, PlanOutcome

__all__ = ["DEMO_PASSWORD", "DemoPost", "DemoSummary", "PlanOutcome", "add_real_plans", "build_demo"]
