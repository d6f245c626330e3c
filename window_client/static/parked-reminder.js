/** A parked visitor's time is up: the clerk is reminded, once for each time that was set. */
/** @import { ConsoleModel } from "./console-model.js" */
import { serverNow } from "/static/kit/clock.js";
import { t } from "/static/kit/text.js";
import { reasonWords } from "./choices.js";

/** @type {Set<string>} */
const reminded = new Set();

/** Says so as soon as nothing else is being said. @param {ConsoleModel} model */
export function remindOfParked(model) {
  if (!model.console || model.message || model.dialog || model.other) return;
  const now = serverNow().getTime();
  const due = model.shown.parked.find(
    ({ number, until }) => until && Date.parse(until) <= now && !reminded.has(`${number} ${until}`),
  );
  if (!due) return;
  reminded.add(`${due.number} ${due.until}`);
  model.say("calm", t("console.parked.due", { number: due.number }), reasonWords(model, due.reason));
}
