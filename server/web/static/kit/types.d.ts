// What pages work with beside the contracts.
import type { Catalogue, Ticket } from "./contracts.js";

/** A language that the page may speak (server/contracts/languages.py). */
export interface PageLanguage {
  tag: string;
  name: string;
  /** The value of the attribute `lang`. */
  html: string;
  /** Whose forms it has, and whose texts stand in for those that it lacks. */
  like: "zh" | "en";
}

/** The page's own data, given in `<script id="boot">`. */
export interface Boot {
  hall: string;
  /** The server's time. */
  at?: string;
  slot: string | null;
  device: Record<string, unknown> | null;
  /** What connects a device again; a person's page has none. */
  secret?: string | null;
  person: Record<string, unknown> | null;
  window?: string;
  zone?: string;
  language: string;
  /** The hall's first, then Chinese and English. */
  languages: PageLanguage[];
  version: string;
  demo: boolean;
  /** What only some may do, and the one who asks may. */
  may?: string[];
  /** Words of this hall's own, by name. */
  words?: Record<string, Words>;
  /** Those of windows that are called differently, by key. */
  window_words?: Record<string, Record<string, Words>>;
  csrf?: string;
  ticket?: Ticket;
  catalogue?: Catalogue;
  [extra: string]: unknown;
}
