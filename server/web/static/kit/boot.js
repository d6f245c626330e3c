/** @import { Boot } from "./types.js" */

/**
 * What the server wrote into this page.
 * @returns {Boot}
 */
export function boot() {
  const holder = document.getElementById("boot");
  if (!holder?.textContent) throw new Error("this page carries no boot data");
  return JSON.parse(holder.textContent);
}
