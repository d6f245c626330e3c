import { checkServerTime, serverNow } from "./clock.js";
import { language, t } from "./text.js";

/** A refusal or failure, in sentences for the person at the screen. */
export class Problem extends Error {
  /**
   * @param {{ status: number, code: string, title: string, detail?: string, action?: string,
   *   errors?: { where: string, message: string }[] }} facts
   */
  constructor(facts) {
    super(facts.title);
    this.name = "Problem";
    this.status = facts.status;
    this.code = facts.code;
    this.title = facts.title;
    this.detail = facts.detail ?? "";
    this.action = facts.action ?? "";
    this.errors = facts.errors ?? [];
  }

  /** No answer at all, as against an answer that says no. */
  get offline() {
    return this.status === 0;
  }
}

/** A key that makes repeats of one wish one deed. Works on plain http, where randomUUID is missing. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const PAUSES = [250, 700, 1500];
const TRY_AGAIN = new Set([502, 503, 504]);

/**
 * @typedef {object} Wish
 * @property {string} [key] idempotency key; made for each post if missing, the same on every retry
 * @property {number} [tries] how often in all when the line is dead
 * @property {number} [patience] milliseconds for one try
 * @property {string} [etag] for a conditional get
 */

/** The server's verbs, spoken by one session of this browser. */
export class Api {
  /** @param {{ slot?: string | null, base?: string }} [options] */
  constructor({ slot = null, base = "/api/v1" } = {}) {
    this.slot = slot;
    this.base = base;
  }

  /**
   * @param {string} path
   * @param {Wish} [wish]
   * @returns {Promise<any>}
   */
  async get(path, wish = {}) {
    return (await this.fresh(path, wish)).body;
  }

  /**
   * With an etag: body is null when nothing changed.
   * @param {string} path
   * @param {Wish} [wish]
   * @returns {Promise<{ body: any, etag: string | null }>}
   */
  async fresh(path, wish = {}) {
    /** @type {Record<string, string>} */
    const conditions = wish.etag ? { "If-None-Match": wish.etag } : {};
    const asked = serverNow();
    const answer = await this.ask(path, { headers: this.headers(conditions) }, wish);
    checkServerTime(answer.headers.get("Date"), asked);
    if (answer.status === 304) return { body: null, etag: wish.etag ?? null };
    return { body: await reading(answer), etag: answer.headers.get("ETag") };
  }

  /**
   * Repeats itself with the same key while the line is dead; throws a Problem when the answer is no.
   * @param {string} path
   * @param {object} [body]
   * @param {Wish} [wish]
   * @returns {Promise<any>}
   */
  async post(path, body = {}, wish = {}) {
    const headers = this.headers({ "Content-Type": "application/json", "Idempotency-Key": wish.key ?? newKey() });
    return reading(await this.ask(path, { method: "POST", headers, body: JSON.stringify(body) }, wish));
  }

  /** @param {Record<string, string>} more */
  headers(more) {
    const own = { "Accept-Language": language(), "X-Requested-With": "servicehall", Accept: "application/json" };
    return this.slot ? { ...own, "X-Session": this.slot, ...more } : { ...own, ...more };
  }

  /**
   * @param {string} path
   * @param {RequestInit} request
   * @param {Wish} wish
   * @returns {Promise<Response>}
   */
  async ask(path, request, { tries = 4, patience = 8000 }) {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await once(this.base + path, request, patience);
      if (answer && !TRY_AGAIN.has(answer.status)) return answer;
      if (attempt >= tries) {
        if (answer) return answer;
        throw new Problem({ status: 0, code: "network", title: t("kit.network"), action: t("kit.network.action") });
      }
      await new Promise((go) => setTimeout(go, PAUSES[attempt - 1] ?? 1500));
    }
  }
}

/**
 * @param {string} url
 * @param {RequestInit} request
 * @param {number} patience
 * @returns {Promise<Response | null>} null when the line is dead
 */
async function once(url, request, patience) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), patience);
  try {
    return await fetch(url, { ...request, credentials: "same-origin", signal: limit.signal });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {Response} answer
 * @returns {Promise<any>}
 */
async function reading(answer) {
  const body = await answer.json().catch(() => null);
  if (answer.ok) return body;
  throw new Problem({
    status: answer.status,
    code: body?.code ?? "unknown",
    title: body?.title ?? t("kit.failed"),
    detail: body?.detail,
    action: body?.action ?? t("kit.failed.action"),
    errors: body?.errors,
  });
}
