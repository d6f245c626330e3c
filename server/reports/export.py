"""A report as a file: CSV that a spreadsheet opens, XLSX with its definitions, JSON."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from server.reports.answering import ReportLine
from server.reports.question import GroupedBy
from server.reports.words import COLUMNS, LINES, Column, Value

BOM = "\ufeff"
DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report to be written: lines with their names, in one language. `title`: what and when."""

    title: str
    by: GroupedBy
    first: date
    last: date
    language: str
    lines: Sequence[tuple[str, ReportLine]]

    @property
    def columns(self) -> list[Column]:
        """Those that any line has a value in."""
        return [c for c in COLUMNS if any(c.value(line) is not None for _, line in self.lines)]

    def heading(self, column: Column) -> str:
        return column.heading[self.language]


def as_csv(sheet: Sheet) -> str:
    """With a byte order mark, so that Excel reads it as UTF-8; durations are whole seconds."""
    out = io.StringIO()
    writer = csv.writer(out)
    columns = sheet.columns
    unit = {"zh": "秒", "en": "s"}[sheet.language]
    writer.writerow(
        [
            LINES[sheet.by][sheet.language],
            *(
                f"{sheet.heading(c)} ({unit})" if c.kind == "seconds" else sheet.heading(c)
                for c in columns
            ),
        ]
    )
    for name, line in sheet.lines:
        writer.writerow(
            [_safe(name), *("" if (v := c.value(line)) is None else v for c in columns)]
        )
    return BOM + out.getvalue()


def _safe(name: str) -> str:
    """No spreadsheet takes a name for a formula."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name


def as_json(sheet: Sheet) -> str:
    """Columns by their keys, durations in seconds."""
    lines = [
        {"key": line.key, "name": name, **{c.key: c.value(line) for c in sheet.columns}}
        for name, line in sheet.lines
    ]
    told = {
        "title": sheet.title, "by": sheet.by, "from": sheet.first.isoformat(),
        "to": sheet.last.isoformat(), "lines": lines,
        "definitions": {c.key: c.definition[sheet.language] for c in sheet.columns},
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def as_xlsx(sheet: Sheet) -> bytes:
    """A workbook: the report, durations as hours, minutes and seconds, and what each figure is."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    formats = {
        "seconds": book.add_format({"num_format": "[h]:mm:ss"}),
        "share": book.add_format({"num_format": "0.0%"}),
        "number": book.add_format({"num_format": "#,##0"}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    page = book.add_worksheet({"zh": "报表", "en": "Report"}[sheet.language])
    page.write_string(0, 0, sheet.title)
    page.set_column(0, 0, 28)
    page.set_column(1, len(sheet.columns), 11)
    page.write_string(2, 0, LINES[sheet.by][sheet.language], formats["head"])
    for at, column in enumerate(sheet.columns, 1):
        page.write_string(2, at, sheet.heading(column), formats["head"])
    for row, (name, line) in enumerate(sheet.lines, 3):
        page.write_string(row, 0, name)
        for at, column in enumerate(sheet.columns, 1):
            value = _cell(column, column.value(line))
            if value is not None:
                page.write_number(row, at, value, formats[column.kind])
    page.freeze_panes(3, 1)
    page.autofilter(2, 0, 2 + len(sheet.lines), len(sheet.columns))
    meant = book.add_worksheet({"zh": "指标说明", "en": "Definitions"}[sheet.language])
    meant.set_column(0, 0, 28)
    meant.set_column(1, 1, 90)
    for row, column in enumerate(sheet.columns):
        meant.write_string(row, 0, sheet.heading(column), formats["wrap"])
        meant.write_string(row, 1, column.definition[sheet.language], formats["wrap"])
    book.close()
    return out.getvalue()


def _cell(column: Column, value: Value) -> float | None:
    if not isinstance(value, int | float):
        return None
    return value / DAY_S if column.kind == "seconds" else value
