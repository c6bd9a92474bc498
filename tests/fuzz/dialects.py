"""The kinds of XML that are read, by the words that their readers look at."""

from __future__ import annotations

from tests.fuzz.tree import Dialect

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": _OFFICE,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
WORD = Dialect(
    _W,
    (
        "w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:tcPr", "w:trPr", "w:tblPr", "w:tblGrid", "w:gridCol", "w:pPr", "w:rPr",
        "w:gridSpan", "w:vMerge", "w:hMerge", "w:gridBefore", "w:gridAfter", "w:del", "w:ins", "w:moveFrom", "w:moveTo", "w:sdt",
        "w:sdtPr", "w:sdtContent", "w:smartTag", "w:customXml", "w:hyperlink", "w:fldSimple", "w:fldChar", "w:instrText", "w:numPr",
        "w:ilvl", "w:numId", "w:abstractNumId", "w:lvl", "w:lvlOverride", "w:startOverride", "w:start", "w:numFmt", "w:lvlText",
        "w:lvlRestart", "w:suff", "w:sym", "w:tab", "w:br", "w:cr", "w:vanish", "w:strike", "w:dstrike", "w:webHidden", "w:specVanish",
        "w:vertAlign", "w:position", "w:pStyle", "w:rStyle", "w:basedOn", "w:style", "w:txbxContent", "w:altChunk", "w:subDoc",
        "w:footnoteReference", "w:pict", "w:drawing", "w:object", "w:delText", "w:cellDel", "w:noBreakHyphen", "w:softHyphen", "w:ptab",
        "w:color", "w:sz", "w:highlight", "w:outlineLvl", "w:sectPr", "w:body", "w:document", "mc:AlternateContent", "mc:Choice",
        "mc:Fallback", "m:oMath", "m:t", "v:textbox", "wps:txbx", "w:ruby", "w:rt", "w:rubyBase", "w:checkBox", "w:ddList", "w:formProt",
    ),
    ("w:val", "w:val", "w:val", "w:w", "w:type", "w:fldCharType", "w:char", "w:font", "w:ilvl", "w:numId", "w:abstractNumId",
     "w:styleId", "w:id", "r:id", "xml:space", "w:hint", "Requires", "w:default"),
    ("restart", "continue", "begin", "separate", "end", "chineseCounting", "decimal", "ideographDigital", "bullet", "none", "%1、",
     "%1.%2.%3", "%99", "Heading1", "superscript", "F0FC", "false", "0", "on", "paragraph", "rId1", "wps", " PAGE ", "FORMULA =SUM(ABOVE)"),
)  # fmt: skip
RELATIONS = Dialect(
    {"": "http://schemas.openxmlformats.org/package/2006/relationships"},
    (":Relationship", ":Relationships"),
    ("Id", "Type", "Target", "TargetMode"),
    ("rId1", "External", "..", "/", "", "../../../etc/passwd", "word/document.xml", "/word/document.xml", "styles.xml", "NULL",
     "document.xml", "http://[/", f"{_OFFICE}/officeDocument", f"{_OFFICE}/styles", f"{_OFFICE}/numbering", f"{_OFFICE}/aFChunk",
     f"{_OFFICE}/worksheet", "worksheets/sheet1.xml", "#", "%", "\\"),
)  # fmt: skip
SHEET = Dialect(
    {"": "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "r": _OFFICE},
    (
        ":c", ":v", ":f", ":is", ":t", ":r", ":rPr", ":rPh", ":row", ":sheetData", ":mergeCell", ":mergeCells", ":dimension", ":cols",
        ":col", ":sheet", ":sheets", ":si", ":sst", ":xf", ":cellXfs", ":numFmt", ":numFmts", ":workbookPr", ":sheetPr", ":hyperlink",
        ":definedName", ":protectedRange", ":extLst", ":strike", ":vertAlign",
    ),
    ("r", "r", "t", "t", "s", "ref", "ref", "hidden", "spans", "min", "max", "state", "name", "sheetId", "r:id", "count", "uniqueCount",
     "numFmtId", "formatCode", "date1904", "ht", "si", "val"),
    ("A1", "B2", "A0", "A1:XFD1048576", "B2:A1", "ZZZ9999999", "A", "1:1", "$A$1", "a1", "s", "n", "b", "e", "d", "str", "inlineStr",
     "shared", "hidden", "veryHidden", "visible", "1", "0", "14", "46", "yyyy", "[h]:mm", "0,", "@", ";;;", "A1:B2", "C3:D9"),
)  # fmt: skip
SHEET_2003 = Dialect(
    {"ss": "urn:schemas-microsoft-com:office:spreadsheet", "x": "urn:schemas-microsoft-com:office:excel"},
    ("ss:Row", "ss:Cell", "ss:Data", "ss:Table", "ss:Worksheet", "ss:Column", "ss:Style", "ss:NumberFormat", "ss:Comment", "ss:Font",
     "ss:S", "ss:Sup", "x:Visible", "ss:Workbook", "ss:Styles"),
    ("ss:Index", "ss:MergeAcross", "ss:MergeDown", "ss:Type", "ss:Formula", "ss:StyleID", "ss:Hidden", "ss:Span", "ss:Format", "ss:ID",
     "ss:Parent", "ss:Name"),
    ("Number", "String", "DateTime", "Boolean", "Error", "s1", "Default", "1", "=A1", "0,", "General Date", "SheetHidden", "@", "#,##0"),
)  # fmt: skip
OFD = Dialect(
    {"ofd": "http://www.ofdspec.org/2016"},
    ("ofd:OFD", "ofd:DocBody", "ofd:DocRoot", "ofd:Document", "ofd:CommonData", "ofd:PageArea", "ofd:PhysicalBox", "ofd:Pages",
     "ofd:Page", "ofd:Content", "ofd:Layer", "ofd:PageBlock", "ofd:TextObject", "ofd:TextCode", "ofd:PathObject", "ofd:AbbreviatedData",
     "ofd:ImageObject", "ofd:CompositeObject", "ofd:TemplatePage", "ofd:Template", "ofd:PublicRes", "ofd:DocumentRes", "ofd:Clips",
     "ofd:CGTransform", "ofd:Glyphs", "ofd:FillColor", "ofd:CropBox", "ofd:Area"),
    ("ID", "BaseLoc", "Boundary", "Size", "DeltaX", "DeltaY", "X", "Y", "CTM", "Font", "Type", "ZOrder", "TemplateID", "ResourceID",
     "Stroke", "Fill", "LineWidth", "Alpha", "Visible", "CodePosition", "CodeCount", "GlyphCount", "Value", "HScale"),
    ("0 0 210 297", "0 0 0 0", "-1 -1 1e9 1e9", "1 0 0 1 0 0", "0 1 -1 0 0 0", "0 0 0 0 0 0", "1e300 0 0 1e300 0 0", "g 5 3.5",
     "g 1000000000 1", "g -5 1", "g 5", "1 2 3", "M 0 0 L 100 0", "M 0 0 B 1 1 2 2 3 3 C", "M 1e400 0 L nan 0", "S", "/Doc_0/Document.xml",
     "../x.xml", "Content.xml", "false", "true", "0", "Pages/Page_0/Content.xml", "inf", "nan nan nan nan"),
)  # fmt: skip
OTHER = Dialect({}, ("x",), ("x",), ("x",))
