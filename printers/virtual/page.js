// @ts-check
/** Shows the virtual printer: one long poll at a time; nothing blinks while nothing happens. */

const NAMES = /** @type {Record<string, [string, string]>} */ ({
  near_end: ["纸将尽", "Near end"],
  paper_out: ["缺纸", "Paper out"],
  cover: ["开盖", "Cover open"],
  offline: ["离线", "Off-line"],
  cutter: ["切刀卡住", "Cutter jammed"],
  fault: ["故障", "Fault"],
  mute: ["不应答", "Mute"],
  slow: ["很慢", "Slow"],
  drop: ["断线", "Drop line"],
  reset: ["复位", "Reset"],
  stray: ["杂散字节", "Stray byte"],
  late: ["应答迟", "Late answers"],
  asleep: ["休眠", "Asleep"],
  small_buffer: ["小缓冲", "Small buffer"],
  no_completion: ["无 GS ( H", "No completion"],
  no_barrier: ["无 GS r", "No barrier"],
  no_clearing: ["不可清除", "No clearing"],
  no_automatic: ["无自动状态", "No automatic status"],
});

/** @typedef {{id: number, mm: number, height: number, torn_at: string, errors: string[]}} Piece */
/**
 * @typedef {{changes: number, url: string, faults: string[], known: string[], errors: string[], fed_mm: number,
 *   receipts: Piece[]}} State
 */

let seen = -1;
let newest = -1;
let tearing = false;

/** @param {string} id */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} name @param {Record<string, string>} [attributes] @param {(string | Node)[]} content */
function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/** @param {string} zh @param {string} en */
const bilingual = (zh, en) => [`${zh} `, element("span", { lang: "en" }, en)];

/** @param {string} path */
const press = (path) => fetch(path, { method: "POST", headers: { "X-Virtual-Printer": "1" } });

/** @param {State} state */
function showFaults(state) {
  const box = at("faults");
  if (!box.children.length) {
    for (const kind of state.known) box.append(faultKey(kind));
  }
  for (const key of box.querySelectorAll("button")) {
    key.setAttribute("aria-pressed", String(state.faults.includes(key.dataset.kind ?? "")));
  }
  const now = state.faults.map((kind) => NAMES[kind] ?? [kind, kind]);
  at("says").replaceChildren(
    ...(now.length
      ? bilingual(`▲ ${now.map((name) => name[0]).join("、")}`, now.map((name) => name[1]).join(", "))
      : bilingual("正常", "Ready")),
  );
}

/** @param {string} kind */
function faultKey(kind) {
  const [zh, en] = NAMES[kind] ?? [kind, kind];
  const key = element("button", { type: "button", "data-kind": kind }, ...bilingual(zh, en));
  key.addEventListener("click", () => {
    const millimetre = /** @type {HTMLInputElement} */ (at("at")).value;
    const on = key.getAttribute("aria-pressed") === "true";
    void press(on ? `mend?kind=${kind}` : `fault?kind=${kind}${millimetre ? `&at_mm=${millimetre}` : ""}`);
  });
  return key;
}

/** @param {Piece} piece */
function receipt(piece) {
  const time = new Date(piece.torn_at).toLocaleTimeString("zh-CN");
  const picture = element("img", { src: `receipt/${piece.id}.png`, alt: `第 ${piece.id} 张 Receipt ${piece.id}` });
  const link = element("a", { href: `receipt/${piece.id}.png` }, picture);
  const caption = element("figcaption", {}, `${piece.id} · ${time} · ${piece.mm} mm`);
  if (piece.errors.length) caption.append(" ", element("b", {}, `▲ ${piece.errors.length}`));
  return element("figure", { "data-id": String(piece.id) }, link, caption);
}

/** @param {State} state */
function showReceipts(state) {
  const box = at("receipts");
  const first = newest < 0;
  for (const piece of state.receipts) {
    if (piece.id <= newest) continue;
    const figure = receipt(piece);
    if (!first) figure.classList.add("fresh");
    box.prepend(figure);
    newest = piece.id;
    if (!first) tearOff();
  }
  while (box.children.length > 30) box.lastElementChild?.remove();
  at("count").textContent = String(Math.max(0, newest));
}

function tearOff() {
  const paper = at("hanging");
  if (paper.hidden) return;
  tearing = true;
  paper.classList.add("tearing");
  setTimeout(() => {
    paper.classList.remove("tearing");
    paper.hidden = true;
    tearing = false;
  }, 500);
}

/** @param {State} state */
function showPaper(state) {
  if (tearing) return;
  const paper = /** @type {HTMLImageElement} */ (at("hanging"));
  paper.hidden = state.fed_mm < 1;
  if (!paper.hidden) paper.src = `paper.png?${state.changes}.${state.fed_mm}`;
}

/** @param {State} state */
function show(state) {
  seen = state.changes;
  at("address").textContent = state.url;
  at("line").replaceChildren(...bilingual("已连接", "Connected"));
  showFaults(state);
  showPaper(state);
  showReceipts(state);
  at("errors").replaceChildren(...state.errors.map((words) => element("li", {}, words)));
}

async function watch() {
  for (;;) {
    try {
      const answer = await fetch(`state.json?seen=${seen}`);
      show(await answer.json());
    } catch {
      at("line").replaceChildren(...bilingual("连接中断，正在重试", "Connection lost, trying again"));
      await new Promise((done) => setTimeout(done, 1000));
      seen = -1;
    }
  }
}

at("mend").addEventListener("click", () => press("mend"));
at("tear").addEventListener("click", () => press("tear"));
void watch();
