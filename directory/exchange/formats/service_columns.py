"""The columns of services.csv: what the starter reads, and what an export writes."""

COLUMNS = (
    "code uuid side source_key organisation organisation_url charity_number"
    " organisation_kind led_by_and_for service summary description eligibility"
    " audience types needs communities genders languages accepts access"
    " referral_routes delivery coverage takes_from trans_inclusive age_min age_max"
    " cost phone phone_notes relay text_number whatsapp email webchat_url website"
    " address postcode confidential_location opening_hours police_contact"
    " accreditation paid_by tells_police tells_home_office tells_gp tells_family"
    " tells_council source_url source_date publish notes"
)
# Column, and the taxonomy whose terms it holds.
ANSWERS = {
    "audience": "audience",
    "types": "type",
    "needs": "need",
    "communities": "community",
    "genders": "gender",
    "languages": "language",
    "accepts": "accepts",
    "access": "access",
    "referral_routes": "referral",
    "delivery": "delivery",
}
