"""States that are hard on a board, and what of a page is cut, overprinted or too small."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.support import samples
from tests.support.screens import Hall

SIZES = [(1280, 720), (1366, 768), (1920, 1080), (3840, 2160), (1080, 1920), (2160, 3840)]
REASON = "系统升级请稍候或改到别窗"
NAME = "不动产登记与住房公积金贷款抵押"


def busy(hall: Hall) -> None:
    """Twelve windows have called, four are served, three pause with long reasons; long names."""
    hall.catalogue["hall"]["name"]["zh"] = "安澜区人民政府政务服务中心（行政审批局第二办事大厅）"
    for series in hall.catalogue["series"]:
        series["name"] = {"zh": NAME, "en": "Real estate registration and housing fund mortgages"}
    hall.catalogue["notices"] = [
        {
            "zh": "因设备检修，今天下午三点至五点不动产登记业务改到二楼东侧办理，请带好身份证原件，"
            "不便之处敬请谅解。",
            "en": "Real estate registration moves to the east side of the second floor from three "
            "to five this afternoon. Please bring your identity card.",
        }
    ]
    for key, window in hall.snapshot["windows"].items():
        if window["call"] is None:
            call = samples.call(f"W100{key[-1]}", "civil", 800 + int(key), 400, of="serving")
            window.update(samples.window(call=call))
        if key in ("8", "11", "10"):
            window["call"]["of"] = window["ticket"]["state"] = "serving"
    for key, until in (("2", None), ("5", samples.instant(-900)), ("7", None)):
        reason = {"zh": REASON, "en": "System upgrade in progress, please wait"}
        hall.snapshot["windows"][key] |= {"state": "paused", "reason": reason, "until": until}
    hall.snapshot["missed"] = {f"W10{number}0": number for number in range(10, 20)}
    hall.snapshot["waits"] = {matter: [60, 130] for matter in hall.snapshot["waits"]}


def empty(hall: Hall) -> None:
    """The first minute of a day."""
    hall.snapshot = samples.empty_snapshot(seq=5)


def closed(hall: Hall) -> None:
    """No window is open."""
    hall.snapshot = samples.empty_snapshot(seq=5, state="closed")


def usual(hall: Hall) -> None:
    """The day of the samples."""


STATES: dict[str, Callable[[Hall], None]] = {
    "usual": usual, "busy": busy, "empty": empty, "closed": closed,
}  # fmt: skip

# Every text that is drawn: its words, size, box; and what hides a part of it.
FAULTS = """() => {
  const FRAMES = ".plate, .r, .wt, .l, .nt, .hd, .side, .now, .no, .b, .who, .mt";
  const found = [];
  const texts = [];
  const walker = document.createTreeWalker(document.querySelector("#screen"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.data.trim();
    const parent = node.parentElement;
    if (!words || parent.closest(".said, svg, [hidden]")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0.5);
    const size = Number.parseFloat(getComputedStyle(parent).fontSize);
    texts.push({ words, boxes, parent });
    const least = /[\\u3400-\\u9fff]/.test(words) ? LEAST_HANZI : LEAST_LATIN;
    if (size < least - 0.01) found.push(`small ${size} ${words}`);
    for (const whole of boxes) {
      const lean = (whole.bottom - whole.top) * 0.2;
      const [left, right] = [whole.left, whole.right];
      const box = { left, right, top: whole.top + lean, bottom: whole.bottom - lean };
      if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 ||
          box.bottom > innerHeight + 1)
        found.push(`off the panel: ${words}`);
      for (let above = parent; above.id !== "screen"; above = above.parentElement) {
        const style = getComputedStyle(above);
        const edge = above.getBoundingClientRect();
        const framed = above.matches(FRAMES);
        if (framed && (box.right > edge.right + 1.5 || box.left < edge.left - 1.5 ||
            box.bottom > edge.bottom + 1.5 || box.top < edge.top - 1.5))
          found.push(`out of ${above.className}: ${words}`);
        if (style.overflow === "hidden" && above.scrollWidth > above.clientWidth + 1)
          found.push(`cut by ${above.className}: ${words}`);
      }
    }
  }
  const glyphs = texts.flatMap(({ words, boxes, parent }) => boxes.map((box) => {
    const lean = (box.bottom - box.top) * 0.24;
    return { words, parent, l: box.left, r: box.right, t: box.top + lean, b: box.bottom - lean };
  }));
  glyphs.forEach((one, place) => {
    for (const two of glyphs.slice(place + 1))
      if (one.parent !== two.parent && Math.min(one.r, two.r) - Math.max(one.l, two.l) > 1 &&
          Math.min(one.b, two.b) - Math.max(one.t, two.t) > 1)
        found.push(`over each other: ${one.words} / ${two.words}`);
  });
  return [...new Set(found)];
}"""


def faults(page: Page, hanzi: int = 34, latin: int = 28) -> list[str]:
    """What is wrong with the texts of a screen: sizes are pixels of the drawing."""
    page.evaluate("() => document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    script = FAULTS.replace("LEAST_HANZI", str(hanzi)).replace("LEAST_LATIN", str(latin))
    found: list[str] = page.evaluate(script)
    return found


def boxes_of(page: Page, selector: str) -> list[dict[str, Any]]:
    """Where elements stand, in pixels of the page."""
    found: list[dict[str, Any]] = page.locator(selector).evaluate_all(
        "(all) => all.map((each) => each.getBoundingClientRect().toJSON())"
    )
    return found


def window_called(hall: Hall) -> None:
    """A long number is called again at a window whose clerk has a long name and post."""
    _clerk(hall)
    call = samples.call("W1000", "property", 900, times=2)
    hall.snapshot["windows"]["12"] |= samples.window(call=call) | {"clerk": CLERK}


def window_paused(hall: Hall) -> None:
    """A window that pauses for a long reason; three others share its matters."""
    _clerk(hall)
    reason = {"zh": REASON, "en": "System upgrade in progress"}
    hall.snapshot["windows"]["12"] = samples.window(
        "paused", reason=reason, until=samples.instant(-900), clerk=CLERK
    )


def window_closed(hall: Hall) -> None:
    """A window that is closed."""
    hall.snapshot["windows"]["12"] = samples.window("closed")


def window_free(hall: Hall) -> None:
    """A window that waits for its next."""
    hall.snapshot["windows"]["12"] = samples.window()


def _clerk(hall: Hall) -> None:
    for matter in hall.catalogue["matters"]:
        matter["short"] = {"zh": NAME, "en": "Real estate registration and mortgages"}


CLERK = samples.CLERK | {
    "name": "迪丽热巴·迪力木拉提",
    "post": {"zh": "不动产综合受理岗", "en": "Real estate front desk"},
    "languages": ["zh", "en", "ug"],
}
WINDOW_SIZES = [*SIZES, (1280, 800), (1024, 600), (800, 480), (800, 1280)]
WINDOW_STATES: dict[str, Callable[[Hall], None]] = {
    "usual": usual, "called": window_called, "paused": window_paused, "closed": window_closed,
    "free": window_free,
}  # fmt: skip
