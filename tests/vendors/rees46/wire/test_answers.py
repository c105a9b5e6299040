"""What operations answer alike."""

from emulator.vendors.rees46.wire import answers


def test_a_described_refusal_has_its_text_at_both_places() -> None:
    described = answers.refusals(404, 422)

    assert {status: one["content"]["application/json"]["example"]["payload"] for status, one in described.items()} == {
        400: {"message": "Your request is invalid."},
        401: {"message": "Shop not found"},
        403: {"message": "Invalid secret key"},
        404: {"message": "The specified object could not be found."},
        406: {"message": "You requested a format that isn't json."},
        422: {"message": "Your request is invalid."},
        429: {"message": "You're sending too many requests."},
    }
