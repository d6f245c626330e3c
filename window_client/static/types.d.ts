// The clerk's console as the server answers it, and what the page adds.
import type { Clerk, Catalogue, LiveWindow, Words } from "../../server/web/static/kit/contracts.js";

export interface Ticket {
  number: string;
  state: "called" | "serving";
  matter: string;
  priority_class: string | { key: string; name?: Words | null };
  language: string;
  waited_s: number | null;
  called_at: string;
  started_at: string | null;
  times: number;
  note: string | null;
  missed: number;
  materials: boolean[] | null;
  come_back?: unknown;
  pledge_s?: number;
  history: { at: string; type: string; text: Words }[];
  why: Words | null;
}
export interface Load {
  matter: string;
  waiting: number;
  oldest_s: number | null;
  held?: number;
  held_until?: string | null;
}
export interface Parked {
  number: string;
  reason: string | Words | null;
  until: string | null;
  matter: string;
  overdue: boolean;
}
export interface Missed {
  number: string;
  at: string;
}
export interface Transfer {
  matter: string;
  zone: string;
  waiting: number;
}
export interface DeskConsole {
  hall: string;
  seq: number;
  at: string;
  day: string | null;
  window: LiveWindow & { key: string; number: string | number; zone: string; matters: string[] };
  ticket: Ticket | null;
  load: Load[];
  parked: Parked[];
  missed: Missed[];
  transfers: Transfer[];
  served_today: number;
  clerk: Pick<Clerk, "name" | "name_en" | "staff_no"> | null;
  undo: { verb: string; number?: string; until: string | null } | null;
  can: Record<string, true | Words>;
}
export type Situation = "closed" | "paused" | "free" | "called" | "serving";
export interface Reason {
  key: string;
  name: Words;
  minutes: number | null;
}
export type HallCatalogue = Catalogue & {
  hall: Record<"outcomes" | "park_reasons" | "pause_reasons", Reason[] | undefined>;
};
export type ListName = "outcomes" | "park_reasons" | "pause_reasons";
/** A key of the row: on the keyboard, its verb, and the dialog that asks first. */
export interface Key {
  code: string;
  verb: string;
  ask?: string;
  letter?: string;
}
export interface Choice {
  label: string;
  verb: string;
  body: Record<string, unknown>;
  minutes?: number | null;
  aside?: string;
  zone?: string;
  ticket?: string;
}
export interface Dialog {
  kind: string;
  choice?: number;
  about?: AtWindow;
  ticked?: boolean[];
  text?: string;
  date?: string;
  minutes?: number;
  note?: string;
  back?: boolean;
  number?: string;
  typed?: string;
  typedAt?: number;
}
/** A paper that was given out, and how it goes. */
export interface Given {
  id: number;
  kind: string;
  state: string;
  title: string | null;
  copies: number;
  printer: string;
  reason: string | null;
}
export interface AtWindow {
  number: string | null;
  matter: string | null;
  materials: Words[];
  due: string | null;
  printer: string | null;
  papers: Given[];
}
export interface Message {
  kind: "calm" | "bad";
  title: string;
  more: string;
  signedOut: boolean;
  until: number;
}
export interface Refusal {
  words?: Words;
  key?: string;
}
/** What a field says when it was changed. */
export type Typed = Event & { target: HTMLInputElement };
