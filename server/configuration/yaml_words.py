"""What the YAML parser says, in words for people who do not know YAML."""

import re

Said = tuple[str, str, str, str]
"""What is wrong in Chinese and English, and what to do."""

LOOK = (
    "检查这一行和上一行的缩进、冒号后的空格和引号",
    "look at the indentation, the space after each colon and the quotes, "
    "in this line and the one before it",
)
PLAIN: tuple[tuple[str, str, str, str, str], ...] = (
    # a part of what the parser says; in Chinese, in English, what to do in both
    ("mapping values are not allowed", "多了一个冒号，或上一行没有写完",
     "there is a colon too many, or the line before is not finished", *LOOK),
    ("'\\t'", "缩进里有制表符", "there is a tab in the indentation",
     "用空格缩进，每层两个", "indent with spaces, two for each level"),
    ("expected ',' or", "括号里缺少逗号，或括号没有关上",
     "a comma is missing between brackets, or they are not closed",
     "检查这一行和上面的 { } [ ] 和逗号", "look at { } [ ] and the commas, here and above"),
    ("end of stream", "引号或括号没有关上", "a quote or a bracket is not closed",
     "在文字后面补上引号", "put a quote after the text"),
    ("expected the node content", "这里缺少内容", "something is missing here",
     "写上内容，或检查括号和逗号", "write it, or look at the brackets and commas"),
    ("could not find expected ':'", "缺少冒号", "a colon is missing", *LOOK),
    ("<block end>", "缩进与上面的行不一致", "the indentation does not fit the lines above",
     "同一层的行要从同一列开始", "let the lines of one level begin in the same column"),
    ("escape", "双引号里的反斜杠写法不对", "a backslash in double quotes means something else",
     "反斜杠写两次，或改用单引号", "write the backslash twice, or use single quotes"),
    ("indentation indicators", "| 或 > 后面不能有别的字",
     "nothing may follow | or > in their line",
     "把文字放到下一行", "put the text in the next line"),
)  # fmt: skip
STARTS = re.compile(r"character '(.+?)' that cannot start")


def in_plain_words(problem: str) -> Said:
    """`problem` is the parser's own English."""
    for part, zh, en, fix_zh, fix in PLAIN:
        if part in problem:
            return f"这里不是 YAML：{zh}", f"this is not YAML: {en}", fix_zh, fix
    first = STARTS.search(problem)
    if first:
        return (
            f"这里不是 YAML：文字不能以 {first[1]} 开头",
            f"this is not YAML: a text can't begin with {first[1]}",
            "给这段文字加上引号",
            "put the text in quotes",
        )
    return "这里不是 YAML", "this is not YAML", *LOOK
