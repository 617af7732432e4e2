"""Cuts the two weights the printed documents use out of Source Sans 3, and renames them: the licence reserves the name "Source" for the
unmodified fonts. See README.md for the command. Needs fontTools 4.38 or later (Debian: python3-fonttools)."""

import json
import sys
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Waxbill Document"
# Latin with both extensions and Vietnamese, Greek, Cyrillic, combining marks, punctuation, sub- and superscripts, currencies, letterlike
# signs, fractions, arrows, a few mathematical signs, and the empty square that stands for a character the font lacks.
RANGES = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2B9, 0x2DD), (0x300, 0x338), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF),
    (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x214F), (0x2150, 0x215F), (0x2190, 0x2193), (0x2202, 0x22FF),
    (0x25A1, 0x25A1), (0x25CA, 0x25CA), (0x2713, 0x2713),
]


def cut(source: str, style: str) -> dict:
    font = TTFont(source, recalcTimestamp=False)
    options = Options(layout_features=[], hinting=False, glyph_names=False, notdef_outline=True, prune_unicode_ranges=True)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "DSIG", "STAT", "gasp", "MATH", "BASE"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    postscript = FAMILY.replace(" ", "") + "-" + style
    names = {1: FAMILY, 2: style, 3: postscript, 4: f"{FAMILY} {style}", 6: postscript}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    font.save(f"{postscript}.ttf")
    return widths(font)


def widths(font: TTFont) -> dict:
    """Runs of neighbouring characters: the first one's code point, and the advances in thousandths of the size."""
    runs, last = {}, None
    for code, glyph in sorted(font.getBestCmap().items()):
        if last is None or code != last + 1:
            run = runs[str(code)] = []
        run.append(font["hmtx"][glyph][0] * 1000 // font["head"].unitsPerEm)
        last = code
    return runs


folder = sys.argv[1]
metrics = {
    "regular": cut(f"{folder}/400Regular/SourceSans3_400Regular.ttf", "Regular"),
    "semibold": cut(f"{folder}/600SemiBold/SourceSans3_600SemiBold.ttf", "Semibold"),
}
with open("metrics.json", "w") as file:
    json.dump(metrics, file)
