"""Where Django looks for the admin of an app; ours stands in `directory.curation`.

This file is outside the layers on purpose: Django imports `<app>.admin` by that name
when the site starts, and nothing of ours imports it. It only opens the door, so that
`models`, `find` and `pages` never need to know that the moderators' side exists.
"""

from directory.curation import (  # noqa: F401 importing them registers them
    area,
    area_keeper,
    contact,
    crisis_line,
    do_not_list,
    finding,
    from_outside,
    guide,
    history,
    importing,
    organisation,
    place,
    proposal,
    representative,
    service,
    taxonomy,
    their_terms,
    translation,
    verification,
)
