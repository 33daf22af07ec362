"""Short forms of English and Roman numerals."""

from columns.audio.spoken.rules.base import HAN, Rule

_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
_END = r"(?![A-Za-z\d])"
_KINGS = (
    "乔治|亨利|爱德华|查理|查理曼|伊丽莎白|理查|理查德|威廉|詹姆斯|腓力|拿破仑|尼古拉|亚历山大"
    "|彼得|叶卡捷琳娜|约翰·保罗|保罗"
    "|本笃|庇护|弗朗茨|腓特烈|玛丽|拉美西斯"
)
_TITLES = r"》”，。、；：！？）:·\s-"

RULES = (
    Rule(
        "the second war", rf"(?<![A-Za-z])WW\s?(?:II|2){_END}", "二战", (("WWII 之后", "二战之后"),)
    ),
    Rule("the first war", rf"(?<![A-Za-z])WW\s?(?:I|1){_END}", "一战", (("WWI 之前", "一战之前"),)),
    Rule(
        "a king",
        rf"(?P<of>{_KINGS})\s?(?P<n>{_ROMAN}){_END}\s?世?",
        "{of}{n:roman}世",
        (("乔治III 时代", "乔治三世时代"), ("伊丽莎白 II 世", "伊丽莎白二世")),
    ),
    Rule(
        "a Roman ordinal",
        rf"第\s?(?P<n>{_ROMAN}){_END}",
        "第{n:roman}",
        (("第Ⅱ期临床", "第二期临床"),),
    ),
    Rule(
        "a Roman numeral before its kind",
        r"(?<![A-Za-z\d&.+])(?P<n>II|III|IV|VI{0,3}|IX|XI{0,3}|I|X)(?:\s?[/、]\s?(?P<b>II|III"
        r"|IV|V))?"
        r"(?=\s?(?:期|类|型|级|度(?!过)|阶段|代|部|卷|章|号(?!线)|区|线|等))",
        "{n:roman}{b:roman_also}",
        (("Ⅲ期临床", "三期临床"), ("I/II 期", "一、二期"), ("II 型糖尿病", "二型糖尿病")),
    ),
    Rule(
        "a Roman numeral after its name",
        rf"(?<=[A-Za-z])\s(?P<n>II|III|IV|VI{{1,3}}|VI|IX|XI{{1,3}}|XIV|XVI{{0,3}}){_END}",
        " {n:roman}",
        (("Part IV", "Part 四"), ("Rocky II", "Rocky 二")),
    ),
    Rule(
        "a Roman numeral after Chinese",
        rf"(?<={HAN}|》)\s?(?P<n>II|III|IV|VI{{1,3}}|VI|IX|XI{{1,3}}|XIV|XVI{{0,3}}){_END}(?!\+|&)",
        "{n:roman}",
        (
            ("《三体II》", "《三体二》"),
            ("《三体》Ⅲ获奖", "《三体》三获奖"),
            ("新资本协议III", "新资本协议三"),
        ),
    ),
    Rule(
        "a Roman numeral alone",
        r"(?:(?<=^)|(?<=[（(]))(?P<n>I|II|III|IV|V|VI|VII|VIII|IX|X)(?=[.、)）])[.、]?",
        "{n:roman}，",
        (("II.估值", "二，估值"),),
    ),
    Rule(
        "against",
        r"\s?(?<![A-Za-z])(?:vs|VS|Vs|v\.s)\.?(?![A-Za-z])\s?",
        "对",
        (("苹果vs.三星", "苹果对三星"), ("A VS B", "A对B")),
    ),
    Rule(
        "against the year before",
        r"(?<![A-Za-z])(?:YoY|yoy|YOY)(?![A-Za-z])\s?[:：]?\s?",
        "同比",
        (("（yoy+1.8pct）", "（同比正一点八个百分点）"),),
    ),
    Rule(
        "against the quarter or month before",
        r"(?<![A-Za-z])(?:[QM]o[QM]|qoq|mom(?=\s?[-+−]\d)|QOQ)(?![A-Za-z])\s?[:：]?\s?",
        "环比",
        (("QoQ-0.5%", "环比负百分之零点五"),),
    ),
    Rule(
        "and so on",
        r"[,，、]?\s?(?<![A-Za-z])etc(?:\.(?=\s?[^\s。])|\.|(?![A-Za-z]))\s?",
        "等等",
        (("芯片、软件 etc. 都涨", "芯片、软件等等都涨"), ("软件等, etc.", "软件等等等")),
    ),
    Rule(
        "for example",
        r"(?<![A-Za-z.])e\.\s?g\.?[,，]?\s?(?![A-Za-z]*\.)|(?<![A-Za-z])eg\.\s?",
        "例如",
        (("模型(e.g. Llama)", "模型（例如Llama）"),),
    ),
    Rule(
        "that is",
        r"(?<![A-Za-z.])i\.\s?e\.?[,，]?\s?",
        "即",
        (("利润(i.e. 净利)", "利润（即净利）"),),
    ),
    Rule(
        "and others",
        r"\s?(?<![A-Za-z])et\s?al\.?(?![A-Za-z])",
        "等人",
        (("Smith et al.", "Smith等人"),),
    ),
    Rule(
        "roughly",
        r"(?<![A-Za-z])(?:approx|ca)\.\s?(?=\d)",
        "约",
        (("approx. 30 家", "约三十家"),),
    ),
    Rule(
        "letters with dots",
        r"(?<![A-Za-z.])(?P<a>[A-Z])\.\s?(?P<b>[A-Z])\.(?:\s?(?P<c>[A-Z])\.)?(?![A-Za-z])",
        "{a} {b} {c}",
        (("U.S. 经济", "U S 经济"),),
    ),
    Rule(
        "a name with a dot",
        r"(?<=[A-Za-z])\.(?=[A-Za-z])",
        " ",
        (("Character.AI", "Character AI"), ("J.P. Morgan", "J P Morgan")),
    ),
)
