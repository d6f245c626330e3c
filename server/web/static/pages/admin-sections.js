/** The sections of the administrator's page: what each lists, and what can be added. */
/** @import { Desk, Row, Section, Typed } from "./types.js" */
import { chosenForm, say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { choice, field, fields, form, hallChoice, two } from "./admin-fields.js";
import { photograph } from "./admin-photograph.js";
import { printers } from "./admin-printers.js";
import { sound } from "./admin-sound.js";

const PERSON_ROLES = ["clerk", "supervisor", "manager", "administrator"];
const DEVICE_ROLES = ["kiosk", "board", "window", "pad"];
const TOKEN_ROLES = ["clerk", "kiosk", "manager", "supervisor", "administrator"];

/** @param {string | null} instant */
const when = (instant) =>
  instant
    ? new Intl.DateTimeFormat(chosenForm() === "zh" ? "zh-CN" : "en-GB", {
        month: "short",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
      }).format(new Date(instant))
    : "—";
/** @param {string} word @param {() => void} press @param {string} [look] */
const key = (word, press, look = "") => html`<button class="key smallkey ${look}" @click=${press}>${t(word)}</button>`;
/** @param {string[]} words */
const heads = (...words) =>
  html`<thead><tr>${words.map((word) => html`<th scope="col">${word ? t(word) : ""}</th>`)}</tr></thead>`;
/** @param {Desk} desk @param {string} hall */
const hallName = (desk, hall) =>
  hall === "*" ? t("admin.everyhall") : say(desk.halls.find((each) => each.key === hall)?.name) || hall;

/** Ask in words before what cannot be taken back. @param {string} word @param {Record<string, string>} values */
const sure = (word, values) => confirm(t(word, values));

/** @param {Desk} desk */
const people = (desk) => html`<table>${heads("admin.name", "admin.login", "admin.role", "admin.hall", "")}
  <tbody>${desk.list.map(
    (person) => html`<tr class=${person.disabled_at ? "off" : ""}>
      <td><b>${person.name}</b>
      <span class="q">${[person.staff_no, person.post].filter(Boolean).join(" · ")}</span></td>
      <td class="fig">${person.login}<span class="q">${t(
        person.disabled_at ? "admin.disabled" : person.has_password ? "admin.haspassword" : "admin.nopassword",
      )}</span></td>
      <td>${roleOf(desk, person)}</td><td>${hallName(desk, person.hall)}</td>
      <td>${
        person.disabled_at
          ? nothing
          : html`${photograph(desk, person)}${key("admin.link", () => personLink(desk, person))}`
      }${
        person.id === desk.own
          ? nothing
          : key(person.disabled_at ? "admin.enable" : "admin.disable", () => disable(desk, person), "quiet")
      }</td>
    </tr>`,
  )}</tbody></table>`;

/** @param {Desk} desk @param {Row} person */
function roleOf(desk, person) {
  if (person.disabled_at || person.id === desk.own) return t(`admin.role.${person.role}`);
  const change = (/** @type {Typed} */ event) =>
    desk.act(() => desk.send("PATCH", `/people/${person.id}`, { role: event.target.value }));
  return html`<select aria-label=${t("admin.role")} @change=${change}>
    ${PERSON_ROLES.map(
      (role) => html`<option value=${role} ?selected=${role === person.role}>${t(`admin.role.${role}`)}</option>`,
    )}</select>`;
}

/** @param {Desk} desk @param {Row} person */
const personLink = (desk, person) =>
  desk.act(async () => {
    const { url } = await desk.send("POST", `/people/${person.id}/link`, {});
    desk.show(t("admin.link.for", { name: person.name }), url, true);
  });

/** @param {Desk} desk @param {Row} person */
function disable(desk, person) {
  const disabled = !person.disabled_at;
  if (disabled && !sure("admin.disable.sure", { name: person.name })) return;
  void desk.act(() => desk.send("PATCH", `/people/${person.id}`, { disabled }));
}

/** @param {Desk} desk */
const addPerson = (desk) =>
  html`<h2>${t("admin.people.add")}</h2>${form(
    desk,
    (event) => submit(event, desk, newPerson),
    html`
  ${field("name", "admin.name", { required: true })}${field("login", "admin.login", {
    required: true,
    more: "admin.login.more",
  })}
  ${two(
    choice(
      "role",
      "admin.role",
      PERSON_ROLES.map((role) => [role, t(`admin.role.${role}`)]),
    ),
    hallChoice(desk, true),
  )}
  ${two(field("staff_no", "admin.staffno"), field("post", "admin.post"))}
  <button class="key now">${t("admin.people.do")}</button><p class="hint">${t("admin.people.more")}</p>`,
  )}`;

/** @param {Desk} desk @param {Record<string, string>} wish */
async function newPerson(desk, wish) {
  const person = await desk.send("POST", "/people", wish);
  const { url } = await desk.send("POST", `/people/${person.id}/link`, {});
  desk.show(t("admin.link.for", { name: person.name }), url, true);
}

/** @param {Desk} desk */
const devices = (desk) => html`<table>${heads("admin.device", "admin.kind", "admin.place", "admin.seen", "")}
  <tbody>${desk.list.map(
    (device) => html`<tr class=${device.revoked_at ? "off" : ""}>
      <td><b>${device.name}</b></td><td>${t(`admin.role.${device.role}`)}</td>
      <td>${
        device.window
          ? t("admin.atwindow", { sign: device.window.padStart(2, "0") })
          : device.zone
            ? t("admin.inzone", { zone: device.zone })
            : hallName(desk, device.hall)
      }</td>
      <td class="fig">${
        device.revoked_at ? t("admin.revoked", { at: when(device.revoked_at) }) : when(device.seen_at)
      }</td>
      <td>${
        device.revoked_at
          ? nothing
          : html`${key("admin.link", () => deviceLink(desk, device))}${key(
              "admin.revoke",
              () => revoke(desk, device),
              "quiet",
            )}`
      }</td>
    </tr>`,
  )}</tbody></table>`;

/** @param {Desk} desk @param {Row} device */
const deviceLink = (desk, device) =>
  desk.act(async () => {
    const { url } = await desk.send("POST", `/devices/${device.id}/link`, {});
    desk.show(t("admin.link.for", { name: device.name }), url, true);
  });

/** @param {Desk} desk @param {Row} device */
function revoke(desk, device) {
  if (sure("admin.revoke.sure", { name: device.name }))
    void desk.act(() => desk.send("DELETE", `/devices/${device.id}`));
}

/** @param {Desk} desk */
function addDevice(desk) {
  const role = desk.wish.role ?? "kiosk";
  const known = desk.halls.length === 1 || desk.wish.hall ? desk.catalogue : null;
  const windows = (known?.windows ?? []).map((window) => [
    window.key,
    t("admin.atwindow", { sign: String(window.number).padStart(2, "0") }),
  ]);
  const zones = [["", t("admin.wholehall")], ...(known?.zones ?? []).map((zone) => [zone.key, say(zone.name)])];
  return html`<h2>${t("admin.devices.add")}</h2>${form(
    desk,
    (event) => submit(event, desk, newDevice),
    html`
    ${field("name", "admin.device", { required: true })}
    ${choice(
      "role",
      "admin.kind",
      DEVICE_ROLES.map((each) => [each, t(`admin.role.${each}`)]),
      (value) => desk.set({ role: value }),
    )}
    ${hallChoice(desk, false, (hall) => desk.choose(hall))}
    ${
      role === "window" || role === "pad"
        ? choice("window", "admin.window", windows, undefined, true)
        : choice("zone", "admin.zone", zones)
    }
    <button class="key now">${t("admin.devices.do")}</button><p class="hint">${t("admin.devices.more")}</p>`,
  )}`;
}

/** @param {Desk} desk @param {Record<string, string>} wish */
async function newDevice(desk, wish) {
  const device = await desk.send("POST", "/devices", wish);
  const { url } = await desk.send("POST", `/devices/${device.id}/link`, {});
  desk.show(t("admin.link.for", { name: device.name }), url, true);
}

/** @param {Desk} desk */
const sessions = (
  desk,
) => html`<table>${heads("admin.whose", "admin.kindofsession", "admin.role", "admin.seen", "admin.until", "")}
  <tbody>${desk.list.map(
    (session) => html`<tr><td><b>${session.label || "—"}</b>${
      session.slot ? html`<span class="q">${session.slot}</span>` : nothing
    }</td>
      <td>${t(`admin.session.${session.kind}`)}</td>
      <td>${t(`admin.role.${session.role}`)}${
        session.window
          ? html`<span class="q">${t("admin.atwindow", { sign: session.window.padStart(2, "0") })}</span>`
          : nothing
      }</td>
      <td class="fig">${when(session.seen_at)}</td><td class="fig">${when(session.expires_at)}</td>
      <td>${key("admin.end", () => end(desk, session), "quiet")}</td></tr>`,
  )}</tbody></table>`;

/** @param {Desk} desk @param {Row} session */
function end(desk, session) {
  if (sure("admin.end.sure", { name: session.label || "—" }))
    void desk.act(() => desk.send("DELETE", `/sessions/${session.id}`));
}

/** @param {Desk} desk */
const addToken = (desk) =>
  html`<h2>${t("admin.token.add")}</h2>${form(
    desk,
    (event) => submit(event, desk, newToken),
    html`
  ${field("label", "admin.token.label", { required: true })}
  ${two(
    choice(
      "role",
      "admin.role",
      TOKEN_ROLES.map((role) => [role, t(`admin.role.${role}`)]),
    ),
    hallChoice(desk, true),
  )}
  ${two(field("window", "admin.token.window"), field("days", "admin.token.days", { type: "number", value: "365" }))}
  <button class="key now">${t("admin.token.do")}</button>`,
  )}`;

/** @param {Desk} desk @param {Record<string, string>} wish */
async function newToken(desk, wish) {
  const { token } = await desk.send("POST", "/tokens", { ...wish, days: Number(wish.days ?? 365) });
  desk.show(t("admin.token.made", { name: String(wish.label) }), token, false);
}

/** @param {Desk} desk */
const audit = (desk) => html`<table>${heads("admin.at", "admin.who", "admin.what", "admin.whom", "admin.facts")}
  <tbody>${desk.list.map(
    (entry) => html`<tr><td class="fig">${when(entry.at)}</td><td>${entry.actor}</td>
      <td>${entry.action}</td><td>${entry.subject}</td><td class="facts">${facts(entry.facts)}</td></tr>`,
  )}</tbody></table>`;

/** @param {Record<string, unknown> | null} known */
const facts = (known) =>
  Object.entries(known ?? {})
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(" · ");

/**
 * Send a form; it is emptied only when it was taken.
 * @param {SubmitEvent} event
 * @param {Desk} desk
 * @param {(desk: Desk, wish: Record<string, string>) => Promise<void>} make
 */
function submit(event, desk, make) {
  event.preventDefault();
  if (!desk.open) return;
  const filled = /** @type {HTMLFormElement} */ (event.target);
  void desk.act(async () => {
    await make(desk, fields(filled));
    filled.reset();
    desk.wish = {};
  });
}

/** @type {Record<string, Section>} */
export const SECTIONS = {
  people: { table: people, form: addPerson },
  devices: { table: devices, form: addDevice },
  printers: { table: printers, form: null },
  sound: { table: sound, form: null },
  sessions: { table: sessions, form: addToken },
  audit: { table: audit, form: null },
};
