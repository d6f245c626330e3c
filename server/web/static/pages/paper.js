/** Draws the page anew when paper came out; without it the page is the same, once. */

const OFTEN_MS = 2500;

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // The server is away; the papers of before stay where they are.
  }
  setTimeout(() => void look(), OFTEN_MS);
}

/** Only a printer with something new is replaced, so that nobody's scrolling is disturbed. @param {Document} fresh */
function show(fresh) {
  for (const section of fresh.querySelectorAll("[data-printer]")) {
    const printer = /** @type {HTMLElement} */ (section).dataset.printer;
    const old = document.querySelector(`[data-printer="${printer}"]`);
    if (old && old.innerHTML !== section.innerHTML) old.replaceWith(section);
  }
}

setTimeout(() => void look(), OFTEN_MS);
