"""What came out of a virtual printer, waited for by a test."""

from printers.virtual.paper import Receipt
from printers.virtual.printer import VirtualPrinter
from tests.support.patience import eventually


def papers_out(printer: VirtualPrinter, count: int = 1) -> list[Receipt]:
    """The receipts, once there are `count`."""
    assert eventually(lambda: len(printer.receipts) >= count), f"{len(printer.receipts)} of {count}"
    return printer.receipts
