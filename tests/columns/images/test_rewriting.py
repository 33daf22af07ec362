"""Whatever is brought, what is stored are pixels that we wrote ourselves."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageOps, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from columns import pictures
from tests.columns.images import files

RED, BLUE = (255, 0, 0), (0, 0, 255)


def _rewritten(content: bytes) -> tuple[pictures.Picture, Image.Image]:
    written = pictures.rewrite(BytesIO(content))
    return written, Image.open(BytesIO(written.file.read()))


def _at(picture: Image.Image, x: int, y: int) -> tuple[int, ...]:
    """The colour of a pixel."""
    found = picture.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def _near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 12 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_every_kind_becomes_webp(kind: str) -> None:
    written, stored = _rewritten(files.plain(kind))
    assert (stored.format, stored.size, stored.mode) == ("WEBP", files.SIZE, "RGB")
    assert written.file.name == f"{written.digest[:32]}.webp"


def test_a_wide_picture_is_bounded_and_comes_in_every_width() -> None:
    written, stored = _rewritten(files.plain("JPEG", (3000, 1500)))
    assert stored.size == (2000, 1000)
    assert [(one.width, one.height) for one in written.narrower] == [
        (480, 240),
        (960, 480),
        (1440, 720),
    ]
    for one in written.narrower:
        assert Image.open(BytesIO(one.file.read())).size == (one.width, one.height)
        assert one.file.name == f"{written.digest[:32]}-{one.width}.webp"


def test_no_width_is_made_larger_than_the_picture() -> None:
    written, _stored = _rewritten(files.plain("PNG", (960, 600)))
    assert [one.width for one in written.narrower] == [480]


def test_the_same_pixels_get_the_same_name_and_others_another() -> None:
    once, _ = _rewritten(files.plain("PNG"))
    again, _ = _rewritten(files.plain("PNG"))
    other, _ = _rewritten(files.plain("PNG", colour="#0000ff"))
    assert once.digest == again.digest != other.digest


@pytest.mark.parametrize("size", [files.SIZE, (4400, 2200)])
def test_a_telephones_picture_stands_upright_and_says_no_longer_where_it_was_taken(
    size: tuple[int, int],
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter to the right
    exif[0x010F] = "TELEPHONE"
    exif.get_ifd(0x8825)[1] = "N"
    written, stored = _rewritten(files.written(files.halves(size), "JPEG", exif=exif))
    assert stored.size == (min(size[1], 2000), min(size[0], 4000))
    assert _near(_at(stored, stored.width // 2, 5), RED)
    assert _near(_at(stored, stored.width // 2, stored.height - 5), BLUE)
    assert not stored.getexif()
    written.file.seek(0)
    assert b"TELEPHONE" not in written.file.read()


def test_what_one_could_look_through_stays_so() -> None:
    picture = Image.new("RGBA", (600, 400), (255, 0, 0, 0))
    picture.paste((0, 0, 255, 255), (300, 0, 600, 400))
    written, stored = _rewritten(files.written(picture, "PNG"))
    assert stored.mode == "RGBA"
    assert (_at(stored, 10, 10)[3], _at(stored, 500, 10)[3]) == (0, 255)
    assert Image.open(BytesIO(written.narrower[0].file.read())).mode == "RGBA"


def test_an_alpha_channel_that_hides_nothing_is_left_out() -> None:
    _written, stored = _rewritten(files.written(Image.new("RGBA", files.SIZE, "#a8301f"), "PNG"))
    assert stored.mode == "RGB"


def test_a_transparent_palette_stays_transparent() -> None:
    picture = Image.new("P", files.SIZE, 0)
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.paste(1, (60, 0, 120, 80))
    _written, stored = _rewritten(files.written(picture, "GIF", transparency=0))
    assert (_at(stored, 5, 5)[3], _at(stored, 115, 5)[3]) == (0, 255)


def test_a_printers_picture_gets_screen_colours() -> None:
    _written, stored = _rewritten(
        files.written(Image.new("CMYK", files.SIZE, (0, 255, 255, 0)), "JPEG")
    )
    assert stored.mode == "RGB"
    assert _near(_at(stored, 5, 5), RED)


def test_sixteen_bits_become_eight_without_burning_out() -> None:
    picture = Image.new("I;16", files.SIZE, 128 * 256)
    _written, stored = _rewritten(files.written(picture, "PNG"))
    assert _near(_at(stored, 5, 5), (128, 128, 128))


def test_a_colour_profile_is_applied_and_a_broken_one_passed_over() -> None:
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (screen, b"no profile at all"):
        content = files.written(files.halves(), "JPEG", icc_profile=profile, quality=95)
        _written, stored = _rewritten(content)
        assert _near(_at(stored, 10, 10), RED)
        assert "icc_profile" not in stored.info


def test_of_an_animation_the_first_picture_stays_and_it_is_said() -> None:
    written, stored = _rewritten(files.moving())
    assert written.was_moving
    assert not getattr(stored, "is_animated", False)
    assert _near(_at(stored, 5, 5), RED)
    assert not _rewritten(files.plain("GIF"))[0].was_moving


def test_a_telephones_double_picture_is_no_animation() -> None:
    pair = [files.halves(), Image.new("RGB", files.SIZE)]
    content = files.written(pair[0], "MPO", save_all=True, append_images=pair[1:])
    written, stored = _rewritten(content)
    assert not written.was_moving
    assert _near(_at(stored, 10, 10), RED)


def test_nothing_hides_in_what_is_stored() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "<script>alert(1)</script>")
    content = files.written(files.halves(), "PNG", pnginfo=words)
    for hostile in (content, files.plain("GIF") + b"<script>alert(1)</script>"):
        written, _stored = _rewritten(hostile)
        written.file.seek(0)
        assert b"script" not in written.file.read()


CUT_OFF = files.written(Image.effect_noise((400, 400), 90).convert("RGB"), "JPEG")[:4000]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空的"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "SVG"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC"),
        (b"<!doctype html><script>alert(1)</script>", "这不是能用的图片"),
        (b"GIF89a<script>alert(1)</script>", "这不是能用的图片"),
        (b"%PDF-1.4", "这不是能用的图片"),
        (files.written(Image.new("RGB", files.SIZE), "BMP"), "这不是能用的图片"),
        (CUT_OFF, "不完整"),
        (files.plain("PNG")[:60], "损坏"),
        (files.bomb(9000, 9000), "4000 万像素"),
        (files.bomb(30_000, 30_000), "4000 万像素"),
        (files.bomb(17_000, 10), "16383 像素"),
        (files.bomb(2000, 2000), "不完整"),
        (b"\xff\xd8" + b"x" * (10 * 1024 * 1024), "10 MB"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(pictures.PictureRefused, match=sentence):
        pictures.rewrite(BytesIO(content))


def test_the_share_card_keeps_the_focus_in_sight() -> None:
    wide = files.written(files.halves((2000, 500)), "WEBP", lossless=True)
    for left, colour in ((0, RED), (100, BLUE)):
        card = pictures.share_card(BytesIO(wide), "name", (left, 50))
        assert card.name == f"name-share-{left}x50.jpg"
        with Image.open(card) as seen:
            assert (seen.format, seen.size) == ("JPEG", (1200, 630))
            assert _near(_at(seen, 600, 300), colour)


def test_the_share_card_puts_what_one_can_look_through_on_white() -> None:
    clear = files.written(Image.new("RGBA", (1300, 700), (255, 0, 0, 0)), "WEBP", lossless=True)
    with Image.open(pictures.share_card(BytesIO(clear), "name", (50, 50))) as seen:
        assert _near(_at(seen, 600, 300), (255, 255, 255))


@pytest.mark.parametrize("noted", range(10))
def test_every_way_to_hold_a_camera_ends_upright(noted: int) -> None:
    corners = files.halves((40, 20))
    corners.paste("#00ff00", (0, 0, 10, 5))
    exif = Image.Exif()
    exif[0x0112] = noted
    content = files.written(corners, "PNG", exif=exif)
    _written, stored = _rewritten(content)
    expected = ImageOps.exif_transpose(Image.open(BytesIO(content)))
    assert stored.size == expected.size
    for x, y in ((1, 1), (38, 1), (1, 18), (18, 1), (1, 38), (18, 38), (38, 18)):
        if x < stored.width and y < stored.height:
            assert _near(_at(stored, x, y), _at(expected, x, y)), (x, y)


def _with_notes() -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x011A], exif[0x010E] = 6, IFDRational(72, 1), "desc"
    return files.written(files.halves(), "JPEG", exif=exif)


def test_a_note_that_is_not_what_it_says_is_passed_over() -> None:
    content = _with_notes()
    odd = content[:41] + b"\x00" + content[42:]
    _written, stored = _rewritten(odd)
    assert stored.size == (80, 120)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_whatever_is_wrong_with_a_pictures_notes_it_is_taken_or_refused() -> None:
    content, taken = _with_notes(), 0
    for place in range(2, 110):
        for value in (0, 1, 0x7F, 0xFF):
            odd = content[:place] + bytes([value]) + content[place + 1 :]
            try:
                pictures.rewrite(BytesIO(odd))
            except pictures.PictureRefused:
                continue
            taken += 1
    assert taken > 200


def test_an_animation_whose_second_picture_is_broken_is_refused() -> None:
    content = files.moving()
    control = content.index(b"\x21\xf9", content.index(b"\x21\xf9") + 2)
    with pytest.raises(pictures.PictureRefused, match="损坏"):
        pictures.rewrite(BytesIO(content[: control + 2] + b"\x01" + content[control + 3 :]))
