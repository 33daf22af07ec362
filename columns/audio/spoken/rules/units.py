"""Signs of measures and money with the words for them."""

from collections.abc import Mapping
from types import MappingProxyType

# Latin names that are said as they are stand here too, so that a number before them is a count.
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "GHz": "吉赫", "MHz": "兆赫", "kHz": "千赫", "KHz": "千赫", "THz": "太赫", "Hz": "赫兹",
        "TWh": "太瓦时", "GWh": "吉瓦时", "MWh": "兆瓦时", "kWh": "千瓦时", "KWh": "千瓦时",
        "Wh": "瓦时", "GWp": "吉瓦", "MWp": "兆瓦", "TW": "太瓦", "GW": "吉瓦", "MW": "兆瓦",
        "kW": "千瓦", "KW": "千瓦", "mW": "毫瓦", "W": "瓦", "mAh": "毫安时", "Ah": "安时",
        "kV": "千伏", "mV": "毫伏", "V": "伏", "mA": "毫安", "kΩ": "千欧", "Ω": "欧姆",
        "MeV": "兆电子伏特", "eV": "电子伏特", "MJ": "兆焦", "kJ": "千焦", "kcal": "千卡",
        "Gbps": "吉比特每秒", "Mbps": "兆比特每秒", "Kbps": "千比特每秒", "kbps": "千比特每秒",
        "Tbps": "太比特每秒", "rpm": "转每分钟", "fps": "帧每秒", "FPS": "帧每秒",
        "mph": "英里每小时", "km": "公里", "cm": "厘米", "mm": "毫米", "μm": "微米", "um": "微米",
        "nm": "纳米", "dm": "分米", "m": "米", "ft": "英尺", "km^2": "平方公里", "m^2": "平方米",
        "cm^2": "平方厘米", "mm^2": "平方毫米", "km2": "平方公里", "m2": "平方米", "m^3": "立方米",
        "cm^3": "立方厘米", "m3": "立方米", "mm2": "平方毫米", "ha": "公顷", "kg": "公斤",
        "KG": "公斤", "mg": "毫克", "μg": "微克", "ug": "微克", "g": "克", "t": "吨", "lb": "磅",
        "lbs": "磅", "oz": "盎司", "ml": "毫升", "mL": "毫升", "μL": "微升", "L": "升", "h": "小时",
        "hr": "小时", "min": "分钟", "mins": "分钟", "ms": "毫秒", "μs": "微秒", "ns": "纳秒",
        "s": "秒", "MPa": "兆帕", "GPa": "吉帕", "kPa": "千帕", "hPa": "百帕", "Pa": "帕",
        "mmHg": "毫米汞柱", "dB": "分贝", "dBm": "dBm", "lm": "流明", "nits": "尼特", "nit": "尼特",
        "mmol": "毫摩尔", "μmol": "微摩尔", "mol": "摩尔", "IU": "国际单位", "hp": "马力",
        "PS": "匹", "Ps": "匹",
        "N·m": "牛米", "Nm": "牛米", "kN": "千牛", "bar": "巴", "ppm": "ppm", "ppi": "ppi",
        "KB": "KB", "MB": "MB", "GB": "GB", "TB": "TB", "PB": "PB", "EB": "EB", "kB": "KB",
        "TOPS": "TOPS", "TFLOPS": "TFLOPS", "PFLOPS": "PFLOPS", "EFLOPS": "EFLOPS",
        "GFLOPS": "GFLOPS", "FLOPS": "FLOPS", "QPS": "QPS", "Tokens": "Tokens", "tokens": "tokens",
        "Token": "Token", "token": "token", "℃": "摄氏度", "°C": "摄氏度", "℉": "华氏度",
        "°F": "华氏度", "°": "度",
    }
)  # fmt: skip

# After a slash a mere letter names a time; elsewhere it would be a name.
PERIODS: Mapping[str, str] = MappingProxyType(
    {"d": "天", "day": "天", "a": "年", "y": "年", "yr": "年", "year": "年", "wk": "周", "mo": "月"}
)

CURRENCIES: Mapping[str, str] = MappingProxyType(
    {
        "US$": "美元", "USD": "美元", "$": "美元", "HK$": "港元", "HKD": "港元", "NT$": "新台币",
        "TWD": "新台币", "A$": "澳元", "AU$": "澳元", "AUD": "澳元", "C$": "加元", "CA$": "加元",
        "CAD": "加元", "S$": "新加坡元", "SGD": "新加坡元", "RMB¥": "元", "CN¥": "元", "RMB": "元",
        "CNY": "元", "¥": "元", "JP¥": "日元", "JPY": "日元", "EUR": "欧元", "€": "欧元",
        "GBP": "英镑", "£": "英镑", "KRW": "韩元", "₩": "韩元", "₹": "卢比", "INR": "卢比",
        "₽": "卢布", "RUB": "卢布", "CHF": "瑞士法郎", "R$": "雷亚尔", "฿": "泰铢", "THB": "泰铢",
        "₫": "越南盾", "VND": "越南盾", "₿": "比特币", "BTC": "比特币", "NZ$": "新西兰元",
        "MOP": "澳门元", "AED": "迪拉姆", "₺": "里拉", "₱": "比索",
    }
)  # fmt: skip


def unit(written: str) -> str:
    """The measure in words: km → 公里; what is no sign is said as it stands."""
    return UNITS.get(written, written)


def per(written: str) -> str:
    """The measure that another one is counted by: s → 每秒; none says nothing."""
    return f"每{PERIODS.get(written) or unit(written)}" if written else ""


def currency(written: str) -> str:
    """The money in words: US$ → 美元."""
    return CURRENCIES.get(written.strip(), written)
