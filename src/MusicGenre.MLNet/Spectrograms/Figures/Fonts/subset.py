"""Cuts Inter to the letters that figures need: python3 subset.py FOLDER_OF_INTER (needs fonttools; see README.md)."""
import sys
from fontTools import subset
from fontTools.ttLib import TTFont

# Latin, accents that combine, Greek, Cyrillic, Vietnamese, punctuation, currencies; №, ™, arrows, mathematics.
UNICODES = [*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x2B0, 0x530), *range(0x1E00, 0x1F00), *range(0x2000, 0x20D0),
            0x2116, 0x2122, *range(0x2190, 0x2194), 0x2202, 0x2206, 0x2211, 0x2212, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265]


def use_tabular_figures(font):
    """Makes the digits that are all as wide the plain ones: Skia applies no OpenType features by itself."""
    gsub = font["GSUB"].table
    lookups = {i for f in gsub.FeatureList.FeatureRecord if f.FeatureTag == "tnum" for i in f.Feature.LookupListIndex}
    tabular = {}
    for index in lookups:
        for table in gsub.LookupList.Lookup[index].SubTable:
            tabular.update(getattr(table, "ExtSubTable", table).mapping)
    for table in font["cmap"].tables:
        for code in range(0x30, 0x3A):
            if code in table.cmap:
                table.cmap[code] = tabular.get(table.cmap[code], table.cmap[code])


for weight in ("Regular", "Bold"):
    font = TTFont(f"{sys.argv[1]}/Inter-{weight}.otf", recalcTimestamp=False)
    use_tabular_figures(font)
    options = subset.Options(
        layout_features=[], hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True, recalc_timestamp=False)
    options.drop_tables += ["GDEF", "GPOS", "GSUB"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=UNICODES)
    cutter.subset(font)
    font.save(f"Inter-{weight}.otf")
