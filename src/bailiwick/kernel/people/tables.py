"""Tables of people out of CSV files; the file may be broken, and then it says where."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.people.types import PersonRow

LARGEST = 5_000_000
MOST = 10_000
MOST_COLUMNS = 100
LONGEST_CELL = 2_000
# What a column may say, by the headings that people give it.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "full name", "display name", "displayname"),
    "email": ("mail", "e-mail", "email", "e-mail address", "email address", "mail address"),
    "sign_in": ("sign-in name", "sign-in", "sign in", "login", "user name", "username"),
    "party": ("party", "customer", "supplier", "customer or supplier", "company"),
    "teams": ("teams", "team"),
    "roles": ("roles", "role"),
    "zone": ("zone", "time zone", "timezone"),
    "active": ("active", "enabled"),
}
MEANINGS: Mapping[str, str] = {
    "name": "Name",
    "email": "E-mail",
    "sign_in": "Sign-in name",
    "party": "Customer or supplier",
    "teams": "Teams",
    "roles": "Roles",
    "zone": "Time zone",
    "active": "Active (yes or no)",
}
YES, NO = frozenset({"yes", "y", "true", "1", "active"}), frozenset({"no", "n", "false", "0", "disabled"})
LISTS = frozenset({"teams", "roles"})


class MalformedTable(Invalid):
    """A file that is no table; it names the line and the column, and nothing of it is imported."""

    code = "malformed"

    def __init__(self, line: int, column: str, reason: str) -> None:
        where = f"Line {line}, column {column}" if column else f"Line {line}"
        super().__init__({"file": f"{where}: {reason} Nothing was imported."})
        self.line, self.column, self.reason = line, column, reason


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, and the cells of each row with the line where the row begins."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]

    def columns(self) -> list[str]:
        """What each column says by its heading; "" for one that is not read."""
        named = {text: name for name, texts in HEADINGS.items() for text in texts}
        found: list[str] = []
        for heading in self.headings:
            meant = named.get(" ".join(heading.lower().replace("_", " ").split()), "")
            found.append("" if meant in found else meant)
        return found


def read_table(content: bytes) -> Table:
    """The table of a CSV file in UTF-8 or UTF-16, separated by commas, semicolons or tabs; raises MalformedTable."""
    if len(content) > LARGEST:
        raise MalformedTable(1, "", f"The file is larger than {LARGEST // 1_000_000} MB.")
    text = _text(content)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_delimiter(text))
    headings: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if not headings:
                    headings = _headings(cells, begins)
                else:
                    rows.append((begins, _cells(cells, headings, begins)))
            begins = reader.line_num + 1
            if len(rows) > MOST:
                raise MalformedTable(begins, "", f"More than {MOST:,} people: import them in several files.")
    except csv.Error as error:
        raise MalformedTable(begins, "", f"This is no CSV: {error}.") from None
    if not rows:
        raise MalformedTable(begins, "", "The file has no rows.")
    return Table(headings, rows)


def rows_of(table: Table, columns: Sequence[str]) -> list[PersonRow]:
    """The rows of a table as people, each column saying what is named for it; raises Invalid for other columns."""
    wanted = [name for name in columns if name]
    if len(columns) != len(table.headings) or not set(wanted) <= set(HEADINGS):
        raise Invalid({"columns": "Say for each column of the file what it holds, or leave it out."})
    if len(set(wanted)) < len(wanted):
        raise Invalid({"columns": "Two columns are to say the same."})
    if not {"name", "email", "sign_in"} & set(wanted):
        raise Invalid({"columns": "One column must hold the name, the e-mail address or the sign-in name."})
    return [_row(line, cells, columns) for line, cells in table.rows]


def _row(line: int, cells: Sequence[str], columns: Sequence[str]) -> PersonRow:
    said = {name: cell.strip() for name, cell in zip(columns, cells, strict=True) if name and cell.strip()}
    values: dict[str, object] = {}
    faults: dict[str, str] = {}
    for name, cell in said.items():
        if name in LISTS:
            values[name] = tuple(part.strip() for part in cell.split(";") if part.strip())
        elif name == "active":
            if cell.lower() in YES | NO:
                values[name] = cell.lower() in YES
            else:
                faults[name] = f"“{cell[:40]}” is neither yes nor no."
        else:
            values[name] = cell
    return PersonRow(line, faults=faults, **values)  # type: ignore[arg-type]


def _text(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise MalformedTable(line, "", "The file is not written in UTF-8.") from None
    if "\0" in text:
        raise MalformedTable(text[: text.index("\0")].count("\n") + 1, "", "It holds a NUL character.")
    return text


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def _headings(cells: list[str], line: int) -> list[str]:
    headings = [cell.strip() for cell in cells]
    if len(headings) > MOST_COLUMNS:
        raise MalformedTable(line, "", f"More than {MOST_COLUMNS} columns.")
    seen: set[str] = set()
    for number, heading in enumerate(headings, 1):
        if not heading:
            raise MalformedTable(line, str(number), "The column has no heading.")
        if heading.lower() in seen:
            raise MalformedTable(line, heading[:60], "Two columns have this heading.")
        seen.add(heading.lower())
    return headings


def _cells(cells: list[str], headings: list[str], line: int) -> list[str]:
    if len(cells) != len(headings):
        column = headings[len(cells)] if len(cells) < len(headings) else str(len(headings) + 1)
        raise MalformedTable(line, column[:60], f"The row has {len(cells)} cells, not {len(headings)}.")
    for heading, cell in zip(headings, cells, strict=True):
        if len(cell) > LONGEST_CELL:
            raise MalformedTable(line, heading[:60], f"The cell has more than {LONGEST_CELL:,} characters.")
    return cells
