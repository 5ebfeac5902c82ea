"""Files that people attach: known by their content, cleaned of what nobody needs to see, and kept in a folder.

Knows neither Flask nor the database.
"""

from tracker.domain.evidence import PICTURES
from tracker.evidence_files.folder import EvidenceFolder
from tracker.evidence_files.kinds import ACCEPTED
from tracker.evidence_files.reading import Attachment, read_attachment

__all__ = ["ACCEPTED", "PICTURES", "Attachment", "EvidenceFolder", "read_attachment"]
