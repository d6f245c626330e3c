"""What the shipped clips say, beside every syllable of standard Chinese.

Chinese words are made of syllables anyway (`server.voice.joining`); those here are joined once,
with their sounds running into one another, since they are in nearly every call.
"""

from string import ascii_uppercase

from server.voice.sentences import DIGITS, TEENS, TENS

LETTERS = tuple(ascii_uppercase)

CHINESE = (
    *DIGITS["zh"], "幺", "十",
    "请", "号", "号到", "到", "去", "办理", "再次呼叫", "试音", "没有叫号",
    "窗口", "号窗", "号窗口", "柜台", "诊室", "室", "房间", "服务台", "台", "导办台", "导诊台",
    "楼", "层", "区", "门", "厅", "大厅", "一楼", "二楼", "三楼", "四楼", "五楼",
    "一层", "二层", "三层", "四层", "五层", "左侧", "右侧", "东侧", "西侧", "南侧", "北侧",
    "收费", "挂号", "缴费", "采血", "药房", "取药", "检验科", "内科", "外科", "儿科", "妇科",
    "诊区", "综合", "咨询", "发证", "领证", "登记", "登记处", "婚姻登记处", "不动产", "社保",
    "医保", "公积金", "税务", "户籍", "出入境", "车管", "市场监管", "现金", "对公业务", "个人业务",
)  # fmt: skip

ENGLISH = (
    *DIGITS["en"], *TEENS, *(ten for ten in TENS if ten), "hundred",
    "number", "please go to", "calling again", "sound test", "nobody is called",
    "window", "room", "desk", "counter", "table", "station", "booth", "gate", "door", "floor",
    "level", "hall", "zone", "area", "office", "clinic", "consulting room", "service desk",
    "front desk", "guide desk", "information desk", "ground floor", "first floor", "second floor",
    "third floor", "fourth floor", "fifth floor", "first", "second", "third", "on the", "left",
    "right", "cashier", "payment", "registration", "blood tests", "pharmacy", "medicine",
    "internal medicine", "surgery", "paediatrics", "laboratory", "general", "enquiries",
    "certificates", "marriage registration", "real estate", "social insurance",
    "medical insurance", "housing fund", "tax", "household registration", "vehicles",
    "business", "personal",
    "north", "south", "east", "west", "side", "in the", "on", "and", "of", "the", "to", "at",
    "next", "household", "identity cards", "cards", "services", "shared", "transfer", "marriages",
    "affairs", "civil affairs", "civil", "together", "start-up", "business start-up", "documents",
    "photos", "copies", "appointments", "permits", "passports", "police", "bank", "pensions",
    "water", "electricity", "gas", "courts", "legal aid", "complaints", "employment", "education",
    "health", "land", "homes", "new", "one", "stop",
)  # fmt: skip
