/**
 * What a person may change about a screen. Kept on <html> as data attributes, so that style sheets alone follow it.
 * @typedef {{ contrast: boolean, large: boolean, low: boolean }} Comfort
 */

/** @returns {Comfort} */
export function comfort() {
  const { theme, size, reach } = document.documentElement.dataset;
  return { contrast: theme === "contrast", large: size === "large", low: reach === "low" };
}

/** What the page's own theme was before anybody asked for contrast. @type {string | undefined} */
let plain;

/** @param {Partial<Comfort>} wish */
export function setComfort(wish) {
  const data = document.documentElement.dataset;
  if (data.theme !== "contrast") plain = data.theme;
  const next = { ...comfort(), ...wish };
  mark("theme", next.contrast ? "contrast" : plain);
  mark("size", next.large ? "large" : undefined);
  mark("reach", next.low ? "low" : undefined);
}

/**
 * @param {string} name
 * @param {string | undefined} value
 */
function mark(name, value) {
  if (value === undefined) delete document.documentElement.dataset[name];
  else document.documentElement.dataset[name] = value;
}

/** As the next person should find the screen. */
export function resetComfort() {
  setComfort({ contrast: false, large: false, low: false });
}
