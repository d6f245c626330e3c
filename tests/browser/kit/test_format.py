"""Figures, times and windows as every screen writes them."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.system


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ('windowNumber("3")', "03"),
        ('windowNumber("12")', "12"),
        ('windowList(["13", "12", "14"])', "12–14"),
        ('windowList(["3", "8"])', "03、08"),
        ('windowList(["9", "10"], ", ")', "09, 10"),
        ("range([18, 30])", "18–30"),
        ("range([5, 5])", "5"),
        ('time("2026-11-22T01:02:03.456Z", "Asia/Shanghai")', "9:02"),
        ('time("2026-11-22T16:05:00.000Z", "Asia/Shanghai")', "0:05"),
        ('dateLine("2026-11-22T01:02:03.456Z", "Asia/Shanghai", "zh")', "11月22日 星期日"),
        ('dateLine("2026-11-22T01:02:03.456Z", "Asia/Shanghai", "en")', "Sunday 22 November"),
        ("duration(374)", "06:14"),
        ("duration(-3)", "00:00"),
        ("[null, 0, 5, 6, 21, 36, 61].map(loadLevel).join()", "0,1,1,2,3,4,5"),
    ],
)
def test_format(modules: Page, call: str, said: str) -> None:
    script = (
        f'async () => {{ const f = await import("/static/kit/format.js"); return {_with(call)} }}'
    )
    assert modules.evaluate(script) == said


def _with(call: str) -> str:
    name = call.split("(")[0]
    return call.replace("loadLevel", "f.loadLevel") if name[:1] == "[" else f"f.{call}"


def test_sentences_are_filled_and_counted(modules: Page) -> None:
    said = modules.evaluate(
        """async () => { const { addText, t } = await import("/static/kit/text.js");
        addText("zh", { a: "还有 {n} 人", only: "只有中文" });
        addText("en", { a: "{n} {n|person|people}" });
        return [t("a", { n: 1 }), t("a", { n: 1 }, "en"), t("a", { n: 3 }, "en"),
          t("only", {}, "en"), t("none"), t("a")]; }"""
    )
    assert said == ["还有 1 人", "1 person", "3 people", "只有中文", "none", "还有 {n} 人"]
