"""Makes the fonts of the letters (src/main/resources/fonts); run by hand when a newer source font is wanted.

Needs fontTools, and from Debian fonts-noto-cjk and fonts-hanazono.
Usage: python3 make_fonts.py OUTPUT_FOLDER
"""
import sys

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem

NOTO = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
SIMPLIFIED_CHINESE = 2
HANA_B = "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
EXTENSION_B = (0x20000, 0x2A6DF)
# Letters, punctuation, marks of official papers, and every Chinese character the font has.
WANTED = [
    (0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x2030, 0x205E), (0x20AC, 0x20AC), (0x2103, 0x2103),
    (0x2116, 0x2116), (0x2150, 0x218F), (0x2190, 0x2193), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x257F),
    (0x25A0, 0x25FF), (0x2605, 0x2606), (0x2610, 0x2612), (0x2713, 0x2717), (0x3000, 0x303F), (0x30FB, 0x30FB),
    (0x3220, 0x3243), (0x3280, 0x32B0), (0x33A0, 0x33A4), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF), (0x20000, 0x2F7FF), (0x30000, 0x3FFFF),
]
# Neither radicals nor compatibility characters: they share glyphs with plain characters, and a reader that copies text out
# of a PDF would get them instead. These twelve are characters of their own in spite of their block.
WANTED += [(c, c) for c in (0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29)]
# Marks that look like another one, for the same reason.
TWINS = {0xAD, 0x2011, 0x2012, 0x2027, 0x22EF, 0x2035, 0x2215, 0x301C, 0x27EAF}


def characters(font):
    return set(font.getBestCmap())


def keep(font, wanted):
    options = subset.Options()
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "gasp", "cvt ", "fpgm", "prep", "meta"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.desubroutinize = True
    options.legacy_cmap = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)


def to_truetype(font, error):
    """PDFBox embeds subsets of TrueType outlines only."""
    order, glyph_set, glyphs = font.getGlyphOrder(), font.getGlyphSet(), {}
    for name in order:
        pen = TTGlyphPen(glyph_set)
        glyph_set[name].draw(Cu2QuPen(pen, error, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    del font["CFF "]
    table.compile(font)
    for name in order:
        if hasattr(glyphs[name], "xMin"):
            font["hmtx"][name] = (font["hmtx"][name][0], glyphs[name].xMin)
    maxp = font["maxp"]
    maxp.tableVersion = 0x10000
    for field in ("maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements maxSizeOfInstructions "
                  "maxComponentElements maxPoints maxContours maxCompositePoints maxCompositeContours "
                  "maxComponentDepth").split():
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    maxp.compile(font)
    font.sfntVersion = "\x00\x01\x00\x00"


def finish(font, units, family, file):
    copyright_notice = font["name"].getDebugName(0)
    if font["head"].unitsPerEm != units:
        scale_upem(font, units)
    post = font["post"]
    post.formatType, post.extraNames, post.mapping = 3.0, [], {}
    font["name"].names = []
    for number, text in {0: copyright_notice, 1: family, 2: "Regular", 3: family + " 1.0", 4: family, 5: "Version 1.0",
                         6: family.replace(" ", ""), 13: LICENCE, 14: "https://openfontlicense.org"}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font.save(file)


folder = sys.argv[1]
song = TTFont(NOTO, fontNumber=SIMPLIFIED_CHINESE)
keep(song, {c for first, last in WANTED for c in range(first, last + 1)} - TWINS)
has = characters(song)
to_truetype(song, 1.5)
finish(song, 500, "Medaid Song", folder + "/song.ttf")

rare = TTFont(HANA_B)
keep(rare, {c for c in characters(rare) if EXTENSION_B[0] <= c <= EXTENSION_B[1]} - has)
finish(rare, 250, "Medaid Song Rare", folder + "/song-rare.ttf")
