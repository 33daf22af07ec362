"""Which characters are Han, as part of a pattern; the rare ones beyond the first plane too."""

HAN = "[\u3400-\u4dbf\u4e00-\u9fff〇\U00020000-\U0003134f]"
