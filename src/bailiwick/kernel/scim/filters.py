"""SCIM filters (RFC 7644, 3.4.2.2) as conditions of the database."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from scim2_models import InvalidFilterException
from scim2_models.path import AttrPath, Comparison, FilterVisitor, LogicalExpr, Not, Present, ValuePath

from bailiwick.kernel.scim.ids import GROUP, USER, read

Said = Callable[[str, Any], Q]

_LOOKUPS = {
    "eq": "iexact",
    "co": "icontains",
    "sw": "istartswith",
    "ew": "iendswith",
    "gt": "gt",
    "ge": "gte",
    "lt": "lt",
    "le": "lte",
}


def text(column: str) -> Said:
    """An attribute that is a text column, compared without regard to case."""

    def said(operator: str, value: Any) -> Q:
        if operator == "pr":
            return ~Q(**{column: ""})
        if not isinstance(value, str):
            raise InvalidFilterException(detail="This attribute is a text.")
        cleaned = value.replace("\0", "")
        if operator == "ne":
            return ~Q(**{f"{column}__iexact": cleaned})
        return Q(**{f"{column}__{_LOOKUPS[operator]}": cleaned})

    return said


def optional_text(column: str) -> Said:
    """A text in a row that may be missing."""
    inner = text(column)

    def said(operator: str, value: Any) -> Q:
        there = Q(**{f"{column}__isnull": False})
        return there & inner(operator, value) if operator != "ne" else ~there | inner(operator, value)

    return said


def key(column: str, kind: str) -> Said:
    """An attribute that is an id."""

    def said(operator: str, value: Any) -> Q:
        if operator == "pr":
            return Q(**{f"{column}__isnull": False})
        condition = Q(**{column: read(kind, str(value))})
        if operator not in ("eq", "ne"):
            raise InvalidFilterException(detail="Ids are equal or not.")
        return condition if operator == "eq" else ~condition

    return said


def absent(column: str) -> Said:
    """A truth value that is the absence of an instant."""

    def said(operator: str, value: Any) -> Q:
        if operator == "pr":
            return Q()
        if operator not in ("eq", "ne") or not isinstance(value, bool):
            raise InvalidFilterException(detail="This attribute is true or false.")
        return Q(**{f"{column}__isnull": value if operator == "eq" else not value})

    return said


def instant(column: str) -> Said:
    """An attribute that is an instant."""

    def said(operator: str, value: Any) -> Q:
        if operator == "pr":
            return Q()
        at = parse_datetime(value) if isinstance(value, str) else None
        names = {"eq": "exact", "ne": "exact", "gt": "gt", "ge": "gte", "lt": "lt", "le": "lte"}
        if at is None or at.tzinfo is None or operator not in names:
            raise InvalidFilterException(detail="This attribute is compared with a time and its zone.")
        condition = Q(**{f"{column}__{names[operator]}": at})
        return ~condition if operator == "ne" else condition

    return said


USERS: Mapping[str, Said] = {
    "id": key("pk", USER),
    "externalid": optional_text("provisioned__external_id"),
    "username": text("user_name"),
    "displayname": text("name"),
    "name.formatted": text("name"),
    "emails": text("email"),
    "emails.value": text("email"),
    "active": absent("disabled_at"),
    "meta.created": instant("created_at"),
    "groups": key("directory_groups__group", GROUP),
    "groups.value": key("directory_groups__group", GROUP),
}
GROUPS: Mapping[str, Said] = {
    "id": key("pk", GROUP),
    "externalid": text("external_id"),
    "displayname": text("name"),
    "meta.created": instant("created_at"),
    "members": key("members__person", USER),
    "members.value": key("members__person", USER),
}


class Condition(FilterVisitor[Q]):
    """Makes a condition of a filter; an attribute that is not among `attributes` cannot be filtered by."""

    def __init__(self, attributes: Mapping[str, Said], prefix: str = "") -> None:
        self.attributes, self.prefix = attributes, prefix

    def visit_comparison(self, node: Comparison) -> Q:
        if node.value is None:
            present = self._said(node.attr_path)("pr", None)
            return ~present if node.op.value == "eq" else present
        return self._said(node.attr_path)(node.op.value, node.value)

    def visit_present(self, node: Present) -> Q:
        return self._said(node.attr_path)("pr", None)

    def visit_not(self, node: Not) -> Q:
        return ~self.visit(node.expr)

    def visit_logical_expr(self, node: LogicalExpr) -> Q:
        terms = [self.visit(term) for term in node.terms]
        whole = terms[0]
        for term in terms[1:]:
            whole = whole & term if node.op.value == "and" else whole | term
        return whole

    def visit_value_path(self, node: ValuePath) -> Q:
        return Condition(self.attributes, f"{node.attr_path.attr.lower()}.").visit(node.val_filter)

    def _said(self, path: AttrPath) -> Said:
        name = self.prefix + ".".join(part for part in (path.attr, path.sub_attr) if part).lower()
        if self.prefix == "emails." and name == "emails.type":
            # Only one address is kept, and it is the one for work.
            return lambda operator, value: Q() if operator == "pr" or value == "work" else Q(pk=0)
        if name not in self.attributes:
            raise InvalidFilterException(detail=f"“{name}” cannot be filtered by.")
        return self.attributes[name]
