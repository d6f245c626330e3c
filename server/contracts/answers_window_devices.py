"""What the interface answers to the program that drives keypads and strips."""

from typing import Literal

from pydantic import Field

from server.contracts.texts import Part

LineStateName = Literal["ok", "no_port", "no_answer"]


class WindowDeviceSetting(Part):
    """A keypad or strip as its site file has it."""

    hall: str = Field(description="Key of the hall.")
    key: str = Field(description="Its name in the site file.")
    kind: Literal["keypad", "strip"] = Field(description="What it is.")
    window: str = Field(description="Key of its window.")
    port: str = Field(description="serial:///dev/ttyUSB0?baud=9600 or tcp://host:port.")
    protocol: Literal["lines", "bus"] = Field(description="What is spoken on the line.")
    address: int = Field(description="Its address on the line.")
    language: str = Field(description="The hall's first language: what a strip says.")


class WindowDeviceNoted(Part):
    """How it is, as the hall knows it now."""

    state: LineStateName = Field(description="`ok`, or why it is away.")
