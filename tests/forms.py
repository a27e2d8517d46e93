"""What a browser would send from a page's form, were it sent as it stands."""

from html.parser import HTMLParser


class _Controls(HTMLParser):
    """Collects the names and values of the controls of one form."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.values: dict[str, list[str]] = {}
        self.select = self.textarea = ""
        self.first_option: str | None = None

    def handle_starttag(self, tag, attrs):
        got = dict(attrs)
        if tag == "form":
            self.inside = got.get("id", "") == self.form_id
        if not self.inside:
            return
        name = got.get("name") or ""
        if tag == "input" and name:
            self._input(name, got)
        elif tag == "select":
            self.select, self.first_option = name, None
        elif tag == "option" and self.select:
            if self.first_option is None:
                self.first_option = got.get("value", "")
            if "selected" in got:
                self._add(self.select, got.get("value", ""))
        elif tag == "textarea":
            self.textarea = name
            self._add(name, "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            if self.select and self.select not in self.values:
                self._add(self.select, self.first_option or "")
            self.select = ""
        elif tag == "textarea":
            self.textarea = ""

    def handle_data(self, data):
        if self.textarea:
            old = self.values[self.textarea][0]
            # The line break after the tag belongs to the page, not to the text.
            text = data if old else data.removeprefix("\r\n").removeprefix("\n")
            self.values[self.textarea] = [old + text]

    def _input(self, name: str, got: dict) -> None:
        kind = got.get("type", "text")
        if kind in ("checkbox", "radio") and "checked" not in got:
            return
        if kind not in ("submit", "button", "reset", "image"):
            self._add(name, got.get("value", "on" if kind == "checkbox" else ""))

    def _add(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value or "")


def filled(response, form_id: str = "service_form") -> dict[str, list[str]]:
    """Every name and value of the form, as it came from the server."""
    reader = _Controls(form_id)
    reader.feed(response.content.decode())
    return {
        name: values
        for name, values in reader.values.items()
        if "__prefix__" not in name and name != "csrfmiddlewaretoken"
    }


def errors(response) -> str:
    """All that a page of the admin says is wrong, in one text."""
    context = response.context
    told = [str(context["adminform"].form.errors)]
    for inline in context["inline_admin_formsets"]:
        told.append(str(inline.formset.non_form_errors()))
        told += [str(found) for found in inline.formset.errors]
    return "\n".join(told)


def said(response) -> list[str]:
    """The messages that a moderator reads above the page."""
    return [str(message) for message in response.context["messages"]]
