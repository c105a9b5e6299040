"""Types of parameters and the names under which clients send them."""

from typing import Any

import pytest
from pydantic import Field, ValidationError

from emulator.vendors.rees46.wire import fields
from emulator.vendors.rees46.wire.fields import Identified, Integer, Number, Object, Objects, Params, Texts


class Sample(Params):
    texts: Texts = Field(default_factory=list)
    flag: bool | None = None
    whole: Integer | None = None
    number: Number | None = None
    some: Object | None = None
    rows: Objects | None = None


@pytest.mark.parametrize("given", ["1,2", "1, 2", ["1", "2"], [1, 2], '["1","2"]', "[1, 2]", {"0": "1", "x": 2}])
def test_a_list_may_be_written_in_many_ways(given: Any) -> None:
    assert Sample(texts=given).texts == ["1", "2"]


@pytest.mark.parametrize(
    ("given", "meant"),
    [(x, True) for x in (True, "true", 1, "1", "yes", "on")] + [(x, False) for x in (False, "false", 0, "0")],
)
def test_a_boolean_may_be_written_in_many_ways(given: Any, meant: bool) -> None:
    assert Sample(flag=given).flag is meant


def test_numbers_and_objects_may_be_texts() -> None:
    sample = Sample.model_validate({"whole": "5", "number": "199.0000", "some": '{"a": 1}', "rows": '[{"b": 2}]'})

    assert (sample.whole, sample.number, sample.some, sample.rows) == (5, 199.0, {"a": 1}, [{"b": 2}])


@pytest.mark.parametrize("phone", ["+1 (000) 000-00-00", " 10000000000", "10000000000", 10000000000])
def test_only_the_digits_of_a_phone_count(phone: Any) -> None:
    assert Identified(shop_id="s", phone=phone).phone == "10000000000"


def test_an_email_is_trimmed_and_in_lower_case() -> None:
    assert Identified(shop_id="s", email=" Jane@Example.ORG ").email == "jane@example.org"


@pytest.mark.parametrize(
    ("given", "kind"), [("did", "did"), ("ssid", "did"), ("external_id", "external_id"), ("user_id", "external_id")]
)
def test_each_era_has_its_name_for_an_identifier(given: str, kind: str) -> None:
    assert Identified.model_validate({"shop_id": "s", given: 5}).identifiers() == {kind: "5"}


def test_an_email_may_be_named_as_old_clients_name_it() -> None:
    found = Identified.model_validate({"shop_id": "s", "user_email": " Jane@Example.ORG "})

    assert found.identifiers() == {"email": "jane@example.org"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "nobody"},
        {"email": "a@" + "b" * 300},
        {"phone": "none"},
        {"phone": "1" * 21},
        {"phone": ["1"]},
        {"did": "d" * 256},
        {"did": ["d"]},
        {"did": {"d": 1}},
    ],
)
def test_a_wrong_parameter_is_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        Identified.model_validate({"shop_id": "s", **wrong})

    assert fields.sentence(refused.value).startswith(f"{next(iter(wrong))}: ")


@pytest.mark.parametrize(
    "wrong",
    [
        {"texts": '["\\ud800"]'},
        {"rows": '[{"a": "\\ud800"}]'},
        {"some": '{"a": NaN}'},
        {"texts": "[1"},
        {"some": "{"},
        {"some": "x"},
        {"rows": "x"},
        {"whole": 2**63},
        {"number": "inf"},
    ],
)
def test_what_is_not_of_its_type_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Sample.model_validate(wrong)


def test_a_missing_parameter_is_named() -> None:
    with pytest.raises(ValidationError) as refused:
        Identified.model_validate({})

    assert fields.sentence(refused.value) == "shop_id is missing"
