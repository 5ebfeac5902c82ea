"""Pictures for the evidence of the demonstration: a notice on a wall, drawn anew for each report."""

from __future__ import annotations

import io
from random import Random

from PIL import Image, ImageDraw

SIZE = (960, 720)
WALLS = ("#d9d4c5", "#c9d6d3", "#d8cbb8", "#cfd3dd")
HEADINGS = ("#0f6466", "#8a5a00", "#2f4a7a", "#6b3a5b")
PAPER, INK, SHADOW, TICK = "#fdfcf7", "#3a4a4a", "#a9a493", "#2f8f4e"
LINES = 6


def notice(luck: Random) -> bytes:
    """A JPEG, the same for the same luck."""
    image = Image.new("RGB", SIZE, luck.choice(WALLS))
    draw = ImageDraw.Draw(image)
    left, top = luck.randint(150, 260), luck.randint(60, 110)
    right, bottom = left + luck.randint(440, 560), top + luck.randint(500, 560)
    draw.rectangle((left + 12, top + 14, right + 12, bottom + 14), fill=SHADOW)
    draw.rectangle((left, top, right, bottom), fill=PAPER, outline=INK, width=3)
    draw.rectangle((left, top, right, top + 84), fill=luck.choice(HEADINGS))
    for place in range(LINES):
        y = top + 124 + place * 64
        draw.line([(left + 44, y + 12), (left + 54, y + 24), (left + 74, y - 4)], fill=TICK, width=7)
        draw.rectangle((left + 100, y, left + 100 + luck.randint(180, right - left - 140), y + 18), fill=INK)
    draw.rectangle((0, SIZE[1] - 40, *SIZE), fill=SHADOW)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85)
    return file.getvalue()
