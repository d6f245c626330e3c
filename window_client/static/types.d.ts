// What the clerk's pages work with beside the contracts.
import type { AtWindow, Words } from "../../server/web/static/kit/contracts.js";

export type Situation = "closed" | "paused" | "free" | "called" | "serving";
export type ListName = "outcomes" | "park_reasons" | "pause_reasons" | "call_reasons";
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
  /** What else it is found by. */
  find?: string;
  /** It can't be used now; `aside` says why. */
  off?: boolean;
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
  /** For what somebody without a ticket came. */
  matter?: string;
  /** The letters before digits that were typed alone. */
  prefix?: string;
  /** What a list is narrowed by. */
  filter?: string;
  /** When the Enter went down that opened it. */
  openedBy?: number;
  /** A second Enter came too soon. */
  hasty?: boolean;
  typed?: string;
  typedAt?: number;
}
export interface Message {
  kind: "calm" | "bad";
  title: string;
  more: string;
  signedOut: boolean;
  /** About a press that did not count. */
  press?: boolean;
  until: number;
}
export interface Refusal {
  words?: Words;
  key?: string;
}
/** What a field says when it was changed. */
export type Typed = Event & { target: HTMLInputElement };
