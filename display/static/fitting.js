/**
 * What stands on one line by rule and is too long for its box gets smaller letters, never a neighbour's place.
 * Measured once for a text and a box.
 */

const STEP = 0.96;

/**
 * Each `[data-fit]` below `root` shrinks until its content is inside, at most to that share of its size. Sizes in it
 * are in `em`.
 * @param {HTMLElement} root
 */
export function fit(root) {
  for (const box of root.querySelectorAll("[data-fit]")) shrink(/** @type {HTMLElement} */ (box));
}

/** @type {WeakMap<HTMLElement, string>} */
const fitted = new WeakMap();

/** Fonts that came later have other widths. @param {() => void} again */
export function whenFontsCome(again) {
  document.fonts.addEventListener("loadingdone", () => {
    generation += 1;
    again();
  });
}
let generation = 0;

/** @param {HTMLElement} box */
function shrink(box) {
  const seen = `${generation} ${box.clientWidth} ${box.className} ${box.textContent}`;
  if (fitted.get(box) === seen) return;
  fitted.set(box, seen);
  box.style.fontSize = "";
  const whole = Number.parseFloat(getComputedStyle(box).fontSize);
  const least = Number(box.dataset.fit) || 0.5;
  for (let share = STEP; over(box) && share >= least; share *= STEP) box.style.fontSize = `${whole * share}px`;
}

/** @param {HTMLElement} box */
const over = (box) => box.scrollWidth > box.clientWidth + 1;
