/** @import { Said, Values, Wording } from "./types.js" */
/**
 * The sentences of a call, out of wording.json: one to show, and one to say with the ticket's digits
 * as single words, since a voice reads "001" as one and the listener holds paper that says 001.
 */

/** @returns {Promise<Record<string, any>>} the wordings by language */
export async function loadWordings() {
  const answer = await fetch(new URL("./wording.json", import.meta.url));
  return answer.json();
}

/**  @param {Said} call @param {Record<string, Wording>} wordings @param {string[]} languages */
export function announce({ test, ...call }, wordings, languages) {
  return languages
    .filter((language) => wordings[language])
    .map((language) => {
      const wording = wordings[language];
      if (test) return { language, voice: wording.voice, written: wording.test, spoken: wording.test };
      const at = where(call, wording, language);
      const again = (call.times ?? 1) > 1 ? wording.again : "";
      return {
        language,
        voice: wording.voice,
        written: again + fill(wording.written, { number: call.number, at: at.written }),
        spoken: again + fill(wording.spoken, { number: spell(call.number, wording), at: at.spoken }),
      };
    });
}

/**
 * Where a call sends people: by the hall's own word for its windows, said as the window itself is said if the hall
 * wrote that down.
 * @param {Said} call @param {Wording} wording @param {string} language
 */
function where(call, wording, language) {
  const unit = call.unit?.[language];
  const place = unit ?? wording.places[call.place ?? "window"];
  const written = fill(unit ? wording.own : wording.at, { window: call.window, place });
  return { written, spoken: call.saidAt?.[language] ?? written };
}

/**
 * A001 becomes "A零零一": a voice would say "one", and the paper says 001.
 * @param {string} number
 * @param {Wording} wording
 */
export function spell(number, wording) {
  return [...number].map((char) => wording.digits[char] ?? char).join(wording.joint);
}

/** @param {string} template @param {Values} slots */
const fill = (template, slots) => template.replace(/\{(\w+)\}/g, (_, slot) => String(slots[slot]));
