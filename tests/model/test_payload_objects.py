"""What an SDK or a program holds is read by its fields; what is no data is refused in one line."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

import pydantic

from adjudge.model.payload import read_payload
from support.told import refusal


class Model(pydantic.BaseModel):
    """As vendor SDKs make them: other names on the wire."""

    invoice_number: str = pydantic.Field(alias="invoiceNumber")
    total: Decimal
    day: date


def test_a_pydantic_model_is_read_by_the_wires_names() -> None:
    """Dates and amounts as JSON writes them."""
    model = Model(invoiceNumber="A-1", total=Decimal("12.50"), day=date(2024, 1, 31))

    assert read_payload(model) == {"invoiceNumber": "A-1", "total": "12.50", "day": "2024-01-31"}


def test_unchecked_models_do_not_warn() -> None:
    """SDKs that skip validation hold what their types forbid."""
    model = Model.model_construct(invoice_number=5, total=None, day="soon")

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_payload(model) == {"invoiceNumber": 5, "total": None, "day": "soon"}


class Old:
    """As pydantic 1 made them: `dict` and `__fields__`, no `model_dump`."""

    __fields__ = ("a",)

    def dict(self, *, by_alias: bool) -> dict[str, Any]:
        """Dump."""
        assert by_alias
        return {"a": [1, (2, {3})]}


def test_a_model_of_pydantic_1_is_read() -> None:
    """Some SDKs still carry it."""
    assert read_payload(Old()) == {"a": [1, [2, [3]]]}


class Colour(Enum):
    """A word with a wire form."""

    RED = "red"


@dataclass
class Inner:
    """A dataclass in a dataclass."""

    at: datetime
    key: UUID
    model: Model | None = None


@dataclass
class Result:
    """As the Datalab SDK makes them."""

    inner: Inner
    colour: Colour = Colour.RED
    names: tuple[str, ...] = ("a", "b")
    ratios: dict[int, float] = field(default_factory=lambda: {1: 0.5})
    file: Path = Path("x")
    amount: Decimal = Decimal("1.10")
    nothing: None = None


def test_a_dataclass_is_read_by_its_fields() -> None:
    """With what JSON would hold in each."""
    inner = Inner(datetime(2024, 1, 31, tzinfo=UTC), UUID(int=5), Model(invoiceNumber="A", total=1, day=date.min))  # type: ignore[arg-type]

    assert read_payload(Result(inner)) == {
        "inner": {
            "at": "2024-01-31T00:00:00+00:00",
            "key": "00000000-0000-0000-0000-000000000005",
            "model": {"invoiceNumber": "A", "total": "1", "day": "0001-01-01"},
        },
        "colour": "red",
        "names": ["a", "b"],
        "ratios": {"1": 0.5},
        "file": "x",
        "amount": Decimal("1.10"),
        "nothing": None,
    }


@dataclass
class Holder:
    """Holds anything."""

    held: Any


class Broken:
    """An object whose dump fails."""

    def model_dump(self, **_options: Any) -> Any:
        """Fail."""
        raise RuntimeError("no connection\nsecond line")


def test_objects_that_are_no_data_are_refused() -> None:
    """By their type's name."""
    assert refusal(object()) == "a payload cannot be an object"
    assert refusal(5) == "a payload cannot be an int"
    assert refusal(None) == "a payload cannot be a NoneType"
    assert refusal(Model) == "a payload cannot be a ModelMetaclass"
    assert refusal(Holder) == "a payload cannot be a type"
    assert refusal(Holder(object())) == "a payload cannot hold an object"
    assert refusal(Holder(Model)) == "a payload cannot hold a ModelMetaclass"
    assert refusal(Broken()) == "a Broken cannot be read: no connection"


def test_an_object_that_holds_itself_is_refused() -> None:
    """It has no end."""
    holder = Holder(None)
    holder.held = [holder]

    assert refusal(holder) == "the payload is nested deeper than 100 levels"


def test_an_object_that_dumps_to_itself_is_refused() -> None:
    """As a mock does."""

    class Mirror:
        def model_dump(self, **_options: Any) -> Any:
            return self

    assert refusal(Mirror()) == "the payload is nested deeper than 100 levels"
