"""What each role may do in the directory; a new permission is one more word here."""

from django.apps import AppConfig

from accounts.roles import Role, give

# The first word of a permission's code: "change" stands for change_service and all.
WORDS = {
    Role.EDITOR: {"add", "change", "delete", "view", "propose", "take", "export"},
    Role.APPROVER: {"change", "view", "decide", "take", "export"},
    Role.IMPORTER: {"view", "import", "export"},
    Role.AUDITOR: {"view", "export"},
}
# Beside the words: whoever decides also checks; user admins say who keeps which area.
MORE = {
    Role.APPROVER: {"add_verification"},
    Role.USER_ADMIN: {
        "view_area",
        *(f"{word}_areakeeper" for word in ("add", "change", "delete", "view")),
    },
}
# Not for editors: whoever looks after an area is told by a user admin.
KEPT_FROM = {Role.EDITOR: "areakeeper", Role.APPROVER: "areakeeper"}


def permissions(app: AppConfig, role: Role) -> set[str]:
    """The codes of all that a role may do in the directory."""
    codes = {
        f"{word}_{model._meta.model_name}"
        for model in app.get_models()
        for word in model._meta.default_permissions
    } | {code for model in app.get_models() for code, _n in model._meta.permissions}
    words, kept = WORDS.get(role, set()), KEPT_FROM.get(role)
    allowed = {code for code in codes if code.partition("_")[0] in words}
    if kept:
        allowed = {
            code for code in allowed if kept not in code or code.startswith("view")
        }
    return allowed | MORE.get(role, set())


def let_roles_work(sender: AppConfig, **_options) -> None:
    """After `migrate`: each role holds just these permissions, new models included."""
    give(sender, {role: permissions(sender, role) for role in Role})
