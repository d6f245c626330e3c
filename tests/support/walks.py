"""A walk through a page's states, in every language, that notes what only programs read."""

import time
from typing import Any

from playwright.sync_api import Browser, Page

from server.contracts.languages import LANGUAGES
from tests.browser.window_client.test_pad import PretendPad
from tests.support.chromium import Watched
from tests.support.patience import PATIENCE_S
from tests.support.screens import Served
from tests.support.tickets import Desk
from tests.texts.test_texts import PREFIXES

TURN = """async (tag) => (await import("/static/kit/text.js")).setLanguage(tag)"""
FLAWS = """async ([prefixes, boxes]) => {
  await document.fonts.ready;
  const found = [];
  const key = new RegExp(`(?<![\\\\w./-])(${prefixes.join("|")})\\\\.[a-z][\\\\w.-]*`, "g");
  const raw = /\\bnull\\b|\\bundefined\\b|\\bNaN\\b|\\[object |Invalid Date|\\{@?\\w+[|:}]/g;
  const SHARE = /(?<![\\d/.-])(\\d+)\\s*\\/\\s*(\\d+)(?![\\d/.-])/g;
  const words = [document.title];
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  brush.canvas.width = brush.canvas.height = 20;
  const picture = (letter) => {
    brush.clearRect(0, 0, 20, 20);
    brush.fillText(letter, 2, 15);
    return String(brush.getImageData(0, 0, 20, 20).data);
  };
  const drawn = new Map();
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (all.nextNode()) {
    const { parentElement: holder, data } = all.currentNode;
    if (!data.trim() || holder.closest("script, style, noscript")) continue;
    if (!holder.checkVisibility()) continue;
    words.push(data);
    const style = getComputedStyle(holder);
    const font = `${style.fontWeight} 14px ${style.fontFamily}`;
    if (!drawn.has(font)) drawn.set(font, new Set());
    for (const letter of data) if (letter.trim()) drawn.get(font).add(letter);
  }
  const said = ["aria-label", "title", "placeholder", "alt"];
  for (const each of document.body.querySelectorAll(`[${said.join("],[")}], input`))
    words.push(...said.map((name) => each.getAttribute(name) ?? ""),
      (each.value ?? "").replace(/\\{\\w+\\}/g, ""));
  for (const text of words) {
    found.push(...(text.match(key) ?? []), ...(text.match(raw) ?? []));
    for (const [share, part, whole] of text.matchAll(SHARE))
      if (Number(part) > Number(whole)) found.push(share);
  }
  if (boxes) for (const [font, letters] of drawn) {
    brush.font = font;
    const known = (window.drawnWell ??= {})[font] ??= new Set();
    const missing = ["\\u{10fffd}", "\\ue60f"].map(picture);
    for (const letter of letters) {
      if (known.has(letter)) continue;
      if (missing.includes(picture(letter))) found.push(`box ${letter}`);
      else known.add(letter);
    }
  }
  return [...new Set(found)];
}"""


class Walk:
    """One server and one page; `look` turns it to each language and notes what is wrong where."""

    def __init__(self, browser: Browser, server: Served) -> None:
        self.server, self.hall = server, server.hall
        self.desk, self.rating = Desk(server), PretendPad(server)
        self.hall.languages = list(LANGUAGES)
        nothing = {"number": None, "matter": None, "due": None, "printer": None}
        self.hall.papers = {**nothing, "materials": [], "papers": []}
        self.watched = Watched(browser, 1280, 800)
        self.page: Page = self.watched.page
        self.page.clock.install()
        self.heard: list[str] = []
        self.page.on(
            "websocket",
            lambda socket: socket.on("framereceived", lambda text: self.heard.append(str(text))),
        )
        self.flaws: dict[str, list[str]] = {}

    def open(self, path: str, ready: str, **boot: Any) -> None:
        """A page; `ready` is on it once it has drawn."""
        self.hall.boot = {**self.hall.boot, **boot}
        self.heard.clear()
        self.page.goto(f"{self.server.url}{path}")
        self.page.wait_for_selector(ready)

    def show(self, snapshot: dict[str, Any]) -> None:
        """The hall as the page has heard of it when this returns."""
        seq = self.hall.snapshot["seq"] + 1
        self.hall.show(snapshot | {"seq": seq})
        self.hears()

    def hears(self) -> None:
        """Until the page has heard of the hall as it is."""
        said = f'"seq":{self.hall.snapshot["seq"]}'
        deadline = time.monotonic() + PATIENCE_S
        while not any(said in each for each in self.heard) and time.monotonic() < deadline:
            self.page.wait_for_timeout(10)

    def look(self, where: str, boxes: bool = False) -> None:
        """Pages draw themselves once a second, in the language that is set by then."""
        for language in LANGUAGES:
            self.page.evaluate(TURN, language)
            self.page.clock.run_for(1100)
            self.note(f"{where}, {language}", boxes)

    def note(self, where: str, boxes: bool) -> None:
        found = self.page.evaluate(FLAWS, [sorted(PREFIXES), boxes])
        if found:
            self.flaws[where] = found

    def lose(self, where: str, sign: str) -> None:
        """The line is dead for over a minute; what has to be said then was fetched before."""
        self.page.clock.run_for(4000)
        self.page.wait_for_load_state("networkidle")
        self.page.context.set_offline(True)
        self.server.stop()
        self.page.clock.run_for(70_000)
        self.page.wait_for_selector(sign)
        self.look(where, boxes=True)
        self.page.context.set_offline(False)
        self.server.start()
