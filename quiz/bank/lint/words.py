"""The words that give an answer away, in Chinese. Lists and bounds: the item-writing rules of the content's README."""

import re

# Positive words that begin with 不, and 不可能: neither a negation nor a hedge.
NO_NEGATION = ("不断", "不仅", "不但", "不同", "不少", "不久", "不过", "不管", "不论", "不可能")
ABSOLUTE = re.compile(
    "一定(?!程度)|必然|绝对|完全|全部|所有|任何|一律|唯一|只有|只要|仅|从不|永远|凡是|彻底",
)
HEDGE = re.compile("一般|往往|可能|通常|适当|合理|主要|有时|一定程度")
NEGATIVE = re.compile("不正确|错误的是|不属于|不包括|(?<![是而])不是|除.*外")
NEGATIVE_OPTION = re.compile("不|没有|错误")
BOLD = re.compile(r"\*\*[^*]*[不错除][^*]*\*\*")

ABOVE = re.compile(r"以上(?:都|均|皆|全)|都(?:对|正确|不对)|[A-HＡ-Ｈ]\s*[和与及、]\s*[A-HＡ-Ｈ]|[①-⑩][、，和与]?[①-⑩]")
LETTERS = re.compile(
    r"(?:选项?|答案|故选)[是为：:]?\s*[A-HＡ-Ｈ]|第[一二三四]项|第[一二三四五六七八]个选项|[前后][两三]项"
    r"|(?<![A-Za-z])[A-HＡ-Ｈ]\s*(?:选?项|[是都均]?(?:正确|错误|不对|对的|错的))"
)
RIGHT_OF_FOLLOWING = re.compile("(?:下列|以下|下面).*说法.*正确的是")

# Ways of asking, common to many questions: two stems are not twins because they share one.
FRAMES = re.compile(
    "(?:按|按照|根据|依据)?讲稿(?:的)?(?:分法|区分|说法|看法|定义|主张|要求|归纳|意思|分析)?(?:认为|指出|提出|主张)?"
    "|(?:这|他|她|它|这种情形|这种做法|上述做法)?(?:最|更)?(?:属于|符合|体现|说明|反映)(?:了)?(?:的是)?哪(?:一)?[种类项个](?:情形|情况|问题|做法|原因)?"
    "|下列(?:哪些|哪项|哪一项|各项)?|以下(?:哪些|哪项|哪一项)?|哪(?:一)?[项种类]|哪些|应当?怎样|为什么"
)
# Function characters: a pair with one of these is no word that could echo.
FUNCTION = frozenset(
    "的了是在和与有为不以等对把被其这那哪些么什要中从于而也都就又还并但因所上下一二三四个种项类您他她它们做到去来说"
)
