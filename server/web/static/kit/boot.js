/** @import { Boot } from "./types.js" */
import { setServerTime } from "./clock.js";

/**
 * What the server wrote into this page; its time goes before that of the panel from the start.
 * @returns {Boot}
 */
export function boot() {
  const holder = document.getElementById("boot");
  if (!holder?.textContent) throw new Error("this page carries no boot data");
  /** @type {Boot} */
  const told = JSON.parse(holder.textContent);
  if (told.at) setServerTime(told.at);
  return told;
}
