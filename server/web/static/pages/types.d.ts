// What the office pages work with.
import type { Age } from "../kit/age.js";
import type { Api, Problem } from "../kit/api.js";
import type {
  BoardNow,
  Catalogue,
  Layout,
  LayoutsInForce,
  Papers,
  Snapshot,
  SoundTrial,
  StaffingPlan,
  Today,
  WaitScores,
  Words,
} from "../kit/contracts.js";

/** What the manager supposes: a pledge in minutes, so many more windows, from when on ("" is now). */
export interface Wish {
  pledge: number;
  more: number;
  at: string;
}
export interface View {
  today: Today;
  catalogue: Catalogue;
  live: Snapshot | null;
  score: WaitScores | null;
  plan: StaffingPlan | null;
  papers: Papers | null;
}
export interface Page {
  today: Today | null;
  catalogue: Catalogue | null;
  live: Snapshot | null;
  score: WaitScores | null;
  plan: StaffingPlan | null;
  papers: Papers | null;
  age: Age;
  problem: Problem | null;
}
/** An alarm of the server, or what the live state says since. */
export interface ShownAlarm {
  kind: string;
  text: Words | string;
  action?: Words | string | null;
  window?: string | null;
}
export interface WaitRow {
  name: string;
  median: number;
  p90: number;
  pledge: number | null;
  n: number;
  waiting: number;
  seconds: number;
}
export interface Quarter {
  start: string;
  n: number | null;
  forecast?: number;
  low?: number;
  high?: number;
}
export interface Scale {
  step: number;
  most: number;
}
export type Across = (value: number) => number;

// biome-ignore lint/suspicious/noExplicitAny: a row of any of the tables, as the server sends it
export type Row = Record<string, any>;
export interface Desk {
  /** The rows once they are here; tables are drawn only then. */
  list: Row[];
  api: Api;
  rows: Row[] | null;
  halls: { key: string; name: Words }[];
  catalogue: Catalogue | null;
  problem: Problem | null;
  /** What the form offers to choose is here. */
  open: boolean;
  secret: { title: string; value: string; link: boolean } | null;
  wish: { role?: string; hall?: string; trial?: SoundTrial };
  busy: boolean;
  own: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: the answer to any of the orders, as the server sends it
  send(method: string, path: string, body?: unknown): Promise<any>;
  act(deed: () => Promise<unknown>): Promise<void>;
  load(): Promise<void>;
  /** Take the hall that the form is about. */
  choose(hall: string): void;
  show(title: string, value: string, link: boolean): void;
  set(changes: { role?: string; hall?: string; trial?: SoundTrial }): void;
}
/** A window as the grid shows it. */
export type Kind = "busy" | "free" | "paused" | "closed";
export interface Section {
  table: (desk: Desk) => unknown;
  form: ((desk: Desk) => unknown) | null;
}
/** What a field says when it was changed. */
export type Typed = Event & { target: HTMLInputElement };
/** The layouts and boards of a hall as they are edited. */
export interface LayoutDesk {
  api: Api;
  /** As it is in force. */
  found: LayoutsInForce | null;
  layouts: Layout[];
  boards: BoardNow[];
  zones: Catalogue["zones"];
  /** Which layout is edited; -1: the usual one. */
  at: number;
  /** Key of the board that is previewed. */
  board: string | null;
  problem: Problem | null;
  changed: boolean;
  said: string;
}
/** From how many metres a board is read, and the millimetres of a pixel of its panel. */
export interface BoardReads {
  plate: number;
  row: number;
  least: number;
  mm: number;
}
