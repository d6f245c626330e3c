"""The open-licence fonts that travel with the package; tools/fonts makes them."""

from pathlib import Path

FOLDER = Path(__file__).parent
