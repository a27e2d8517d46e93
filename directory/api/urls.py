"""The addresses of the interface; each also with a slash at its end, no redirects."""

from django.urls import path, re_path

from directory.api import downloads, organisations, places, root, services, terms

V3 = r"^api/oruk/v3"

urlpatterns = [
    re_path(rf"{V3}/?$", root.root, name="api-root"),
    re_path(rf"{V3}/openapi\.json$", root.openapi, name="api-openapi"),
    re_path(rf"{V3}/services/?$", services.services, name="api-services"),
    re_path(rf"{V3}/services/(?P<id>[^/]+)/?$", services.service, name="api-service"),
    re_path(
        rf"{V3}/service_at_locations/?$",
        places.service_at_locations,
        name="api-service-at-locations",
    ),
    re_path(
        rf"{V3}/service_at_locations/(?P<id>[^/]+)/?$",
        places.service_at_location_by_id,
        name="api-service-at-location",
    ),
    re_path(rf"{V3}/taxonomies/?$", terms.taxonomies, name="api-taxonomies"),
    re_path(rf"{V3}/taxonomies/(?P<id>[^/]+)/?$", terms.taxonomy, name="api-taxonomy"),
    re_path(
        rf"{V3}/taxonomy_terms/?$", terms.taxonomy_terms, name="api-taxonomy-terms"
    ),
    re_path(
        rf"{V3}/taxonomy_terms/(?P<id>[^/]+)/?$",
        terms.taxonomy_term,
        name="api-taxonomy-term",
    ),
    re_path(
        rf"{V3}/organizations/?$", organisations.organizations, name="api-organizations"
    ),
    re_path(
        rf"{V3}/organizations/(?P<id>[^/]+)/?$",
        organisations.organization,
        name="api-organization",
    ),
    path("data/services.csv", downloads.services_csv, name="api-services-csv"),
    path("data/hsds.zip", downloads.hsds_zip, name="api-hsds-zip"),
    re_path(r"^api/(?P<path>.*)$", root.unknown, name="api-unknown"),
]
