from emulator.kernel import image

COMMON = bytes(range(256)) * 8 * 4


def test_only_the_pages_are_kept_that_differ() -> None:
    changed = bytearray(COMMON)
    changed[image.PAGE + 7] ^= 255

    kept = image.of(bytes(changed), COMMON)

    assert list(kept.pages) == [image.PAGE]
    assert kept.whole() == changed


def test_what_does_not_differ_is_not_copied() -> None:
    assert image.of(COMMON, COMMON).whole() is COMMON


def test_longer_and_shorter_ones_are_whole_again() -> None:
    for database in (COMMON + b"x" * 3000, COMMON + bytes(5000), COMMON[: image.PAGE], b"", b"y" * 9000):
        assert image.of(database, COMMON).whole() == database
        assert image.of(database, b"").whole() == database
