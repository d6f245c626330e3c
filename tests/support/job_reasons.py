"""What can go with a job that isn't printed, not for certain, or not to the last character."""

from printers.reasons import Reason

JOB_REASONS = tuple(each for each in Reason if each not in (Reason.OK, Reason.NEAR_END))
