"""The catalogue of everything goalconv may say about a file: one `Kind` for each code, one module a family.

GC1xx  files      the file cannot be read at all
GC2xx  structure  the structure of the table
GC3xx  packed     the packed indicators
GC4xx  money      amounts of money
GC50x  taxonomy   the taxonomy of indicators
GC52x  weights    points and results
GC60x  targets    target values (and GC61x)
GC65x  projects   what a project should say
GC7xx  document   the canonical JSON document
GC80x  writing    writing
GC85x  forms      the user's own forms (and GC86x)
GC89x  settings   settings files, the log of a run, plug-ins that fail
GC90x  call       the call
GC92x  comparing  comparing, merging, splitting, round trips
GC84x  batches    batches (and GC97x)
"""

from __future__ import annotations

from .batches import *
from .call import *
from .comparing import *
from .document import *
from .files import *
from .forms import *
from .money import *
from .packed import *
from .projects import *
from .settings import *
from .structure import *
from .targets import *
from .taxonomy import *
from .weights import *
from .writing import *
