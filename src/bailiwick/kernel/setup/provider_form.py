"""The form of who signs people in: what is asked depends on the protocol."""

from collections.abc import Mapping

from django import forms
from django.conf import settings

from bailiwick.kernel.identity.entrances.views.federated import saml_paths
from bailiwick.kernel.identity.federation.models import IdentityProvider
from bailiwick.kernel.ui.registers.declaration import RegisterForm

Kind = IdentityProvider.Kind
ALWAYS = ("kind", "name", "domains", "makes_people")
FIELDS: Mapping[str, tuple[str, ...]] = {
    Kind.OIDC: ("issuer", "client_id", "secret", "groups_claim", "scope"),
    Kind.SAML: ("metadata", "email_attribute", "name_attribute", "groups_attribute", "subject_attribute"),
    Kind.LDAP: (
        *("address", "certificates", "base", "people_filter", "bind_dn", "secret"),
        *("login_attribute", "id_attribute", "email_attribute", "name_attribute", "groups_attribute"),
    ),
}
# What is asked in other words of a directory, and what stands there at first.
OF_A_DIRECTORY: Mapping[str, tuple[str, str, str]] = {
    "secret": ("Its password", "It is never shown again. Left empty, it stays as it is.", ""),
    "email_attribute": ("Attribute with the e-mail address", "", "mail"),
    "name_attribute": ("Attribute with the name", "In Active Directory displayName.", "cn"),
    "groups_attribute": ("Attribute with the groups", "They give roles by their names.", "memberOf"),
}
USUAL = "Left empty, the usual names are tried."


def _line(label: str, help_text: str = "", **more: object) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, **{"max_length": 200, **more})  # type: ignore[arg-type]


class ProviderForm(RegisterForm):
    """Who signs people in, by which protocol."""

    kind = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Kind], required=False, widget=forms.HiddenInput
    )
    name = _line("Name", "As the sign-in page shows it.")
    issuer = _line(
        "Issuer", "The address the provider calls itself, beginning with https://.", max_length=500
    )
    client_id = _line("Client id")
    secret = _line(
        "Client secret",
        "It is never shown again. Left empty, it stays as it is.",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    metadata = forms.CharField(
        label="Metadata of the provider", max_length=500_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    address = _line(
        "Address", "Such as ldaps://ldap.example.com. With ldap:// the connection is secured by StartTLS."
    )
    certificates = forms.CharField(
        label="Certificates of its authority",
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="As PEM, where this machine does not know who signed the directory's certificate.",
    )
    base = _line("Base", "Below which people are, such as ou=people,dc=example,dc=com.")
    people_filter = _line(
        "Filter", "Who of those may sign in and is imported.", initial="(objectClass=person)", max_length=1000
    )
    bind_dn = _line("Account that searches", "Its distinguished name; empty if anybody may.", required=False)
    login_attribute = _line(
        "Attribute with the user name",
        "What people type to sign in, such as mail, uid or sAMAccountName.",
        initial="mail",
    )
    id_attribute = _line(
        "Attribute that identifies a person",
        "It never changes: entryUUID, or objectGUID in Active Directory.",
        initial="entryUUID",
    )
    domains = _line("E-mail domains", "Whose people it signs in, such as example.com.", max_length=2000)
    makes_people = forms.BooleanField(
        label="People of these domains are made known when they first sign in", required=False
    )
    groups_claim = _line("Claim with the groups", "They give roles by their names.", initial="groups")
    scope = _line("Scopes", initial="openid email profile")
    email_attribute = _line("Attribute with the e-mail address", USUAL, required=False)
    name_attribute = _line("Attribute with the name", USUAL, required=False)
    groups_attribute = _line(
        "Attribute with the groups", f"They give roles by their names. {USUAL}", required=False
    )
    subject_attribute = _line(
        "Attribute that identifies a person", "Left empty, it is the NameID.", required=False
    )

    def arrange(self) -> None:
        asked = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        self.protocol = self.record.kind if self.record is not None else asked or Kind.OIDC
        if self.protocol not in FIELDS:
            self.protocol = Kind.OIDC
        self.initial["kind"] = self.protocol
        for name in set(self.fields) - {*ALWAYS, *FIELDS[self.protocol]}:
            del self.fields[name]
        self.order_fields(["kind", "name", *FIELDS[self.protocol], "domains", "makes_people"])
        if self.protocol == Kind.LDAP:
            self._ask_of_a_directory()
        if self.record is not None:
            self._show_record()
        if "metadata" in self.fields:
            self.fields["metadata"].help_text = self._about_metadata()

    def _ask_of_a_directory(self) -> None:
        for name, (label, help_text, initial) in OF_A_DIRECTORY.items():
            field = self.fields[name]
            field.label, field.help_text, field.required = label, help_text, bool(initial)
            self.initial.setdefault(name, initial)

    def clean_kind(self) -> str:
        wanted: str = self.cleaned_data["kind"]
        if wanted and wanted != self.protocol:
            raise forms.ValidationError("A provider keeps its protocol: add another one.")
        return self.protocol

    def _show_record(self) -> None:
        self.initial.update(
            {
                "name": self.record.name,
                "domains": " ".join(self.record.domains),
                "makes_people": self.record.makes_people,
                **self.record.settings,
            }
        )
        if "metadata" in self.fields:
            self.fields["metadata"].required = False

    def _about_metadata(self) -> str:
        """What to do in the provider first, and what may stay empty here."""
        ours = dict(saml_paths(self.actor.organization_id))["saml-metadata"]
        kept = "Left empty, it stays as it is. " if self.record is not None else ""
        return f"{kept}Paste the XML that the provider gives you. Ours is at {settings.PUBLIC_URL}{ours}"
