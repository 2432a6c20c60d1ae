"""What a scan's readings are checked by: labels of the forms, the page's own digits, the size of the picture."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from index.readers.scan_ink import Strip
from index.readers.scan_lines import longest_side, unit_of
from index.readers.scan_numbers import DOUBTFUL, TWO_OF_THREE, Numeral, number_of
from index.readers.scan_ocr import Reading
from index.readers.scan_shapes import Gallery, Written
from index.readers.scan_words import mended


@pytest.mark.parametrize(
    ("read_as", "printed"),
    [
        pytest.param("白然人", "自然人", id="a letter that looks like another"),
        pytest.param("中请人情况", "申请人情况", id="a word of the header"),
        pytest.param("（一）子以公开", "(一)予以公开", id="the ordinal stays"),
        pytest.param("第：十条第（π）项", "第二十条第（π）项", id="an article of table 2"),
        pytest.param("其他", "其他", id="a label as it is"),
        pytest.param("其中", "其中", id="two letters are too few to mend"),
        pytest.param("忌计", "忌计", id="it may be a total or a subtotal"),
        pytest.param("工商企业数", "工商企业数", id="another word"),
        pytest.param("127", "127", id="a number"),
        pytest.param("12O", "12O", id="nor what may be one"),
    ],
)
def test_a_label_is_mended_only_where_it_can_be_no_other(read_as: str, printed: str) -> None:
    assert mended(read_as) == printed


def test_a_digit_that_looks_like_others_than_it_is_called_is_not_confirmed() -> None:
    """A page of numbers of which both readings took one 8 for a 3."""
    font = ImageFont.load_default(30)
    page, written = Image.new("L", (700, 1000), 255), []
    for at in range(20):
        text = f"{(at * 37 + 8365) % 10000:04d}"
        ImageDraw.Draw(page).text((40, 20 + at * 48), text, 0, font=font)
        left, top, right, bottom = ImageDraw.Draw(page).textbbox((40, 20 + at * 48), text, font=font)
        written.append(Written(Strip(int(left), int(top), int(right), int(bottom), 4), text, (right - left) / 4))
    gallery = Gallery(np.asarray(page), written)
    told = [gallery.confirms(number, at) for at, number in enumerate(written)]
    assert told.count(False) == 0
    assert told.count(True) >= 15
    at = next(at for at, number in enumerate(written) if "8" in number.text and told[at])
    misread = replace(written[at], text=written[at].text.replace("8", "3", 1))
    assert gallery.confirms(misread, at) is False
    assert number_of(Numeral(Reading("38", 0.99), Reading("38", 0.99), False), Strip(0, 0, 40, 30, 2), 20.0)[1] < 0.97


def test_the_reading_that_the_shapes_contradict_is_outvoted() -> None:
    strip = Strip(0, 0, 40, 30, 2)
    doubted = Numeral(Reading("36", 0.99), Reading("86", 0.99), False, True)
    assert number_of(doubted, strip, 20.0) == ("86", TWO_OF_THREE)
    assert number_of(Numeral(Reading("36", 0.99), Reading("86", 0.99), True, True), strip, 20.0)[1] <= DOUBTFUL


@pytest.mark.parametrize(
    ("high", "wide", "dots"),
    [
        pytest.param(2339, 1654, 200, id="a page"),
        pytest.param(1654, 2339, 200, id="a page on its side"),
        pytest.param(4410, 1654, 200, id="several pages in one picture"),
    ],
)
def test_the_size_of_a_picture_tells_its_resolution(high: int, wide: int, dots: int) -> None:
    assert unit_of(high, wide) == pytest.approx(dots / 72, rel=0.01)
    assert longest_side(high, wide, 2339) == pytest.approx(max(high, wide), rel=0.01)
