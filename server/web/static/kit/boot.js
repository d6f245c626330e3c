/** @import { Boot } from "./types.js" */
import { setServerTime } from "./clock.js";
import { keepSecret } from "./device-secret.js";

/** @type {Boot | null} */
let read = null;

/**
 * What the server wrote into this page; its time goes before that of the panel from the start. Read once: later
 * the time in it is an old one.
 * @returns {Boot}
 */
export function boot() {
  if (read) return read;
  const holder = document.getElementById("boot");
  if (!holder?.textContent) throw new Error("this page carries no boot data");
  /** @type {Boot} */
  const told = JSON.parse(holder.textContent);
  if (told.at) setServerTime(told.at);
  if (told.secret) keepSecret(told.slot, told.secret);
  read = told;
  return told;
}
