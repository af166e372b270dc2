"""How paper looks: black on white, set for A4, in sizes that people asked for; nothing is loaded from elsewhere.

Every size follows from one: 12 point, or 18 in large print, and no text on a sheet is smaller than that but the page's
own number.
"""

from __future__ import annotations

STANDARD_POINTS = 12
LARGE_POINTS = 18

_COMMON = """
:root { color: #000; background: #fff; }
* { box-sizing: border-box; }
body { font: ${points}pt/1.36 "Atkinson Hyperlegible", Arial, "Liberation Sans", Helvetica, sans-serif; margin: 0 auto;
  max-width: 178mm; overflow-wrap: anywhere; }
h1, h2, h3, p, ul, ol { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1 { font-size: 1.6em; line-height: 1.2; }
h2 { font-size: 1.3em; line-height: 1.25; break-after: avoid; }
h3 { font-size: 1em; break-after: avoid; }
"""

_SHEET = (
    _COMMON
    + """
@page { size: A4; margin: 17mm 16mm 16mm;
  @top-right { content: "Sheet number ______"; font: ${small}pt Arial, "Liberation Sans", sans-serif; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages);
    font: ${small}pt Arial, "Liberation Sans", sans-serif; } }
@page :first { @top-right { content: none; } }
header { display: flex; justify-content: space-between; align-items: flex-start; gap: 6mm;
  border-bottom: 0.6mm solid #000; padding-bottom: 3mm; margin-bottom: 4mm; }
header p { margin-top: 1mm; }
.sheet { border: 0.5mm solid #000; padding: 1.5mm 3mm; flex: none; width: 9em; height: 4.2em; }
.welcome p { margin-bottom: 0.4em; }
.welcome p:first-child { font-size: 1.15em; font-weight: bold; }
.front { break-after: page; }
.front section { margin-top: 0.8em; break-inside: avoid; }
.card { border: 0.3mm solid #000; padding: 2.5mm 3.5mm; }
.options li, .beside li, .readers li { position: relative; padding-left: ${indent}; margin-top: 0.3em;
  break-inside: avoid; }
.box { position: absolute; left: 0; top: 0.12em; width: 1.15em; height: 1.15em; border: 0.45mm solid #000; }
.key { position: absolute; left: 1.6em; font-weight: bold; }
.example { display: block; }
.bank { break-before: page; }
.bank > h2 { border-bottom: 0.6mm solid #000; padding-bottom: 2mm; }
.front + .bank { break-before: auto; }
.intro { margin-top: 0.5em; }
.part { margin-top: 1.1em; }
.part > h3 { font-size: 1.15em; }
.question { break-inside: avoid; border-top: 0.5mm solid #000; margin-top: 1em; padding-top: 0.5em; }
h3 + .question { margin-top: 0.3em; }
.stem { display: block; }
.asked { font-size: 1.12em; font-weight: bold; padding-left: 2em; text-indent: -2em; margin: 0.1em 0 0.3em; }
.number { display: inline-block; width: 2em; text-indent: 0; }
.who { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 1.2em; margin-top: 0.35em; }
.front .how { break-inside: auto; }
.how p { margin-bottom: 0.3em; break-inside: avoid; }
.beside, .readers { display: flex; flex-wrap: wrap; column-gap: 1.6em; margin-top: 0.35em; }
.who .readers { display: contents; }
.who li { margin-top: 0; }
.line { border-bottom: 0.4mm dotted #000; height: 1.7em; }
.code { margin-top: 1.4em; break-inside: avoid; }
.dotted { border-bottom: 0.4mm dotted #000; height: 1.7em; width: 14em; }
.thanks { margin-top: 1.4em; font-weight: bold; break-inside: avoid; }
@media screen { body { padding: 8mm; max-width: 194mm; } }
"""
)

_CARDS = (
    _COMMON
    + """
@page { size: A4 ${way}; margin: 0; }
body { max-width: none; }
.page { width: ${width}mm; height: ${height}mm; display: flex; flex-wrap: wrap; break-after: page; overflow: hidden; }
.page:last-child { break-after: auto; }
.big { width: ${across}; height: ${down}; padding: 8mm; border: 0.2mm dashed #000; display: flex;
  flex-direction: column; align-items: center; justify-content: center; text-align: center; overflow: hidden; }
.letter { font-size: ${letter}pt; line-height: 1; font-weight: bold; }
.label { font-size: ${label}pt; line-height: 1.2; font-weight: bold; margin-top: 0.3em; }
.meaning { font-size: ${meaning}pt; line-height: 1.3; margin-top: 0.5em; }
"""
)


def sheet_style(*, large: bool) -> str:
    """The style of a sheet of questions."""
    points = LARGE_POINTS if large else STANDARD_POINTS
    return _filled(_SHEET, points=points, small=LARGE_POINTS if large else 10, indent="3em")


def cards_style(*, large: bool) -> str:
    """The style of cards for a show of hands: four to a page, or one a page in large print."""
    if large:
        size = {"points": 24, "letter": 280, "label": 48, "meaning": 28}
        return _filled(_CARDS, way="landscape", width=297, height=209.5, across="100%", down="100%", **size)
    size = {"points": 18, "letter": 150, "label": 24, "meaning": 18}
    return _filled(_CARDS, way="portrait", width=210, height=296.5, across="50%", down="50%", **size)


def _filled(style: str, **values: object) -> str:
    for name, value in values.items():
        style = style.replace(f"${{{name}}}", str(value))
    return style.strip()
