"""Files that people attach: known by their content, cleaned of what nobody needs to see, and kept in a folder.

Knows neither Flask nor the database.
"""

from tracker.domain.evidence import PICTURES
from tracker.evidence_files.folder import EvidenceFolder, PackFolder
from tracker.evidence_files.kinds import ACCEPTED
from tracker.evidence_files.reading import Attachment, read_attachment, read_emblem

__all__ = ["ACCEPTED", "PICTURES", "Attachment", "EvidenceFolder", "PackFolder", "read_attachment", "read_emblem"]
