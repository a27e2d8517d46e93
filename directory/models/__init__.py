"""What is known: one file per concept, its queryset above it."""

from directory.models.accreditation import Accreditation
from directory.models.area import Area, AreaCover, AreaKind, AreaOverlap, AreaParent
from directory.models.area_keeper import AreaKeeper
from directory.models.assignment import Assignment
from directory.models.contact import Contact, ContactKind, Held
from directory.models.coverage import Coverage
from directory.models.crisis_line import CrisisLine
from directory.models.daily_run import DailyRun
from directory.models.disclosure import Disclosure
from directory.models.do_not_list import DoNotList
from directory.models.doors import NamesAPlaceError, NeedsProposalError
from directory.models.edition import Edition, EditionChange
from directory.models.feed import FeedRecord, FeedSource, TheirTerm
from directory.models.finding import Finding
from directory.models.from_outside import (
    AlreadyDecidedError,
    Done,
    Handling,
    TooManyError,
)
from directory.models.funding import Funding
from directory.models.guide import Guide, GuideNeed
from directory.models.guide_source import GuideSource
from directory.models.history import Door, HistoryRow, recorded_as
from directory.models.imported import Import, ImportPiece, ImportRow
from directory.models.link import HiddenLink, Link
from directory.models.loaded_record import LoadedRecord
from directory.models.location import Location
from directory.models.merging import MergedService
from directory.models.opening_hours import OpeningHours, Weekday
from directory.models.organisation import ENFORCING, Body, Organisation
from directory.models.place import (
    DistrictArea,
    Place,
    PlaceName,
    Postcode,
    PostcodeDistrict,
    PostcodeException,
    PostcodeSector,
)
from directory.models.proposal import Kind, MovedError, Proposal, Source, State
from directory.models.proposal_queryset import NothingToProposeError
from directory.models.recording import Recorded
from directory.models.reminder import Reminder
from directory.models.report import Reason, Report
from directory.models.representative import Representative, provider_link
from directory.models.search_document import SearchDocument
from directory.models.service import Service
from directory.models.service_choices import Answer, Cost, TakesFrom, Waiting
from directory.models.service_questions import Status
from directory.models.service_term import ServiceTerm, TermAnswer
from directory.models.suggestion import Suggestion
from directory.models.taxonomy import Side, Taxonomy, Term
from directory.models.term_merging import MergedTerm
from directory.models.translation import Original, Translation, TranslationKind
from directory.models.verification import Verification

__all__ = [
    "ENFORCING",
    "Accreditation",
    "AlreadyDecidedError",
    "Answer",
    "Area",
    "AreaCover",
    "AreaKeeper",
    "AreaKind",
    "AreaOverlap",
    "AreaParent",
    "Assignment",
    "Body",
    "Contact",
    "ContactKind",
    "Cost",
    "Coverage",
    "CrisisLine",
    "DailyRun",
    "Disclosure",
    "DistrictArea",
    "DoNotList",
    "Done",
    "Door",
    "Edition",
    "EditionChange",
    "FeedRecord",
    "FeedSource",
    "Finding",
    "Funding",
    "Guide",
    "GuideNeed",
    "GuideSource",
    "Handling",
    "Held",
    "HiddenLink",
    "HistoryRow",
    "Import",
    "ImportPiece",
    "ImportRow",
    "Kind",
    "Link",
    "LoadedRecord",
    "Location",
    "MergedService",
    "MergedTerm",
    "MovedError",
    "NamesAPlaceError",
    "NeedsProposalError",
    "NothingToProposeError",
    "OpeningHours",
    "Organisation",
    "Original",
    "Place",
    "PlaceName",
    "Postcode",
    "PostcodeDistrict",
    "PostcodeException",
    "PostcodeSector",
    "Proposal",
    "Reason",
    "Recorded",
    "Reminder",
    "Report",
    "Representative",
    "SearchDocument",
    "Service",
    "ServiceTerm",
    "Side",
    "Source",
    "State",
    "Status",
    "Suggestion",
    "TakesFrom",
    "Taxonomy",
    "Term",
    "TermAnswer",
    "TheirTerm",
    "TooManyError",
    "Translation",
    "TranslationKind",
    "Verification",
    "Waiting",
    "Weekday",
    "provider_link",
    "recorded_as",
]
