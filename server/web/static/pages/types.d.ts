// What the office pages work with.
import type { Age } from "../kit/age.js";
import type { Api, Problem } from "../kit/api.js";
import type { CallOutOfTurn, Catalogue, Snapshot, StageFigures, LiveWindow, Words } from "../kit/contracts.js";

export interface MatterFigures {
  matter: string;
  waiting: number;
  n: number;
  median_s: number | null;
  p90_s: number | null;
  pledge_s?: number | null;
}
export interface Arrival {
  start: string;
  n: number;
  forecast?: number;
  low?: number;
  high?: number;
}
export interface Alarm {
  kind: string;
  text: Words | string;
  action?: Words | string | null;
  window?: string | null;
}
export interface Today {
  at: string;
  seq: number;
  day: string | null;
  waiting: number;
  oldest: { matter: string; seconds: number } | null;
  finished: number;
  missed: number;
  issued: number;
  cancelled: number;
  pledge_s?: number | null;
  kept?: number | null;
  waits: { median_s: number | null; p90_s: number | null; n: number };
  matters: MatterFigures[];
  stages: StageFigures[];
  arrivals: Arrival[];
  windows: Record<string, LiveWindow>;
  ratings: Record<string, number>;
  rated: number;
  alarms?: Alarm[];
  out_of_turn?: CallOutOfTurn[];
  definitions?: Record<string, Words>;
}
export interface DayScore {
  day: string;
  n: number;
  hit_rate: number | null;
  error_s: number | null;
}
export interface WaitScores {
  hall: string;
  model: { in_use: boolean; switches: { day: string; in_use: boolean }[] } | null;
  definition: Words;
  all: Omit<DayScore, "day">;
  days: DayScore[];
}
export interface Outlook {
  people: number;
  mean_wait_s: number;
  kept: number;
  unserved: number;
}
export interface Plan {
  pledge_minutes: number;
  definition: Words;
  open: number;
  forecast: { start: string; n: number; low: number; high: number }[];
  forecast_error: { days: number; people: number; share: number } | null;
  known: { enough: boolean; days: number; services: number; days_needed: number; services_needed: number };
  as_it_is: Outlook | null;
  needed: (Outlook & { windows: number | null }) | null;
  what_if: (Outlook & { more: number }) | null;
}
/** What the manager supposes: a pledge in minutes, so many more windows, from when on ("" is now). */
export interface Wish {
  pledge: number;
  more: number;
  at: string;
}
export interface Papers {
  troubles: { code: string; number: string; state: string; paper: string }[];
}
export interface View {
  today: Today;
  catalogue: Catalogue;
  live: Snapshot | null;
  score: WaitScores | null;
  plan: Plan | null;
  papers: Papers | null;
}
export interface Page {
  today: Today | null;
  catalogue: Catalogue | null;
  live: Snapshot | null;
  score: WaitScores | null;
  plan: Plan | null;
  papers: Papers | null;
  age: Age;
  problem: Problem | null;
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

/** A paper of today, as staff see it. */
export interface DayPaper {
  id: number;
  kind: string;
  state: string;
  title: string | null;
  copies: number;
  reason: string | null;
  matter: string | null;
  at: string;
  actor: string;
}

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
  secret: { title: string; value: string; link: boolean; audible: boolean } | null;
  wish: { role?: string; hall?: string };
  busy: boolean;
  own: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: the answer to any of the orders, as the server sends it
  send(method: string, path: string, body?: unknown): Promise<any>;
  act(deed: () => Promise<unknown>): Promise<void>;
  load(): Promise<void>;
  /** Take the hall that the form is about. */
  choose(hall: string): void;
  show(title: string, value: string, link: boolean, audible?: boolean): void;
  set(changes: { role?: string; hall?: string }): void;
}
/** A window as the grid shows it. */
export type Kind = "busy" | "free" | "paused" | "closed";
export interface Section {
  table: (desk: Desk) => unknown;
  form: ((desk: Desk) => unknown) | null;
}
/** What a field says when it was changed. */
export type Typed = Event & { target: HTMLInputElement };
