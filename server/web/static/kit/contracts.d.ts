// What crosses the wire, as the browser reads it. Instants are UTC ISO 8601 with Z.

/** A text in several languages; Chinese is always there. */
export interface Words { zh: string; en?: string; [language: string]: string | undefined }
/** Minutes, lower and upper bound. */
export type Range = [number, number];

export interface Clerk { name: string; name_en?: string; staff_no: string; post?: string | Words | null; languages?: string[] }
export interface Call { number: string; matter: string; seq: number; at: string; times: number; of: string; zone?: string }
export interface WindowState {
  state: "open" | "paused" | "closed";
  reason: Words | null;
  until: string | null;
  clerk: Clerk | null;
  ticket: { number: string; state: "called" | "serving"; matter: string; since: string } | null;
  call: Call | null;
}
export interface PrinterState { state: "ok" | "near_end" | "out" | "cover" | "cutter" | "offline"; left?: number | null }
export interface LiveState {
  hall: string; seq: number; at: string; day: string; version: number;
  windows: Record<string, WindowState>;
  queues: Record<string, { waiting: number }>;
  missed: Record<string, number>;
  waits: Record<string, Range | null>;
  notice: Words | null;
  printers: Record<string, PrinterState>;
}
export interface LiveEvent {
  hall: string; seq: number; at: string; day: string; type: string;
  number?: string; window_key?: string;
  windows?: Record<string, WindowState>;
  queues?: Record<string, { waiting: number }>;
  missed?: Record<string, number | null>;
  printers?: Record<string, PrinterState>;
  version?: number; notice?: Words | null; reset?: boolean; document?: number; state?: string; printer?: string | null;
}
export interface WaitsMessage { hall: string; at: string; waits: Record<string, Range | null> }
export interface Refused { code: string; title: string; action?: string; detail?: string }

export interface Material { name: Words; note?: Words | null; kind: "original" | "copy" | "waived"; copies: number }
export interface Matter {
  key: string; series: string; organisation: string; zone: string; name: Words; short?: Words; pinyin: string;
  materials: Material[];
  fee: { text: Words; basis?: Words | null } | null;
  legal_limit: { text: Words; basis?: Words | null } | null;
  promised_limit: { text: Words } | null;
  windows: string[]; open?: boolean;
}
/** Local wall clock, HH:MM. */
export interface OpenSpan { from: string; until: string }
export interface Catalogue {
  hall: {
    key: string; name: Words; short?: Words; timezone: string; always_open?: boolean; languages: string[]; complaint_phone?: string | null;
    no_show?: { after: number; within_minutes: number; misses: number; text: Words } | null;
    guide?: Words | null;
  };
  centre: { name: Words; short?: Words };
  version: number;
  zones: { key: string; name: Words; directions?: Words | null }[];
  organisations: { key: string; name: Words; short?: Words; kind?: string }[];
  series: { key: string; prefix: string; name: Words; zone: string }[];
  life_events: { key: string; icon: string; name: Words; short?: Words; matters: string[] }[];
  matters: Matter[];
  priority_classes: { key: string; name: Words; public: boolean; why?: Words }[];
  kiosks?: { key: string; name: Words; zone?: string | null; printer?: string | null }[];
  windows: { key: string; number: string; zone: string; matters: string[]; name?: Words | null }[];
  hours: { weekday: number; open: OpenSpan[] }[];
  special_days?: { day: string; open: OpenSpan[] }[];
  notices: Words[];
}

export type TicketStateName = "issued" | "waiting" | "called" | "serving" | "parked" | "no_show" | "finished" | "cancelled" | "closed";
export type PaperState = "queued" | "checking" | "sending" | "printed" | "processed" | "unconfirmed" | "failed";
export interface Ticket {
  code: string; number: string; hall: string; day: string; matter: string; series: string; zone: string | null;
  state: TicketStateName; closed_from?: TicketStateName | null; channel: string; language: string;
  issued_at: string; entered_at?: string | null; ahead: number | null; wait: Range | null; expected: [string, string] | null;
  windows: { key: string; state: string }[];
  call: { window: string; zone: string | null; at: string; times: number; now: boolean } | null;
  parked_until: string | null; cancellable: boolean; materials: boolean[] | null; at: string;
  paper: { state: PaperState; copies: number; printer?: string | null } | null;
  rating: { level: number; at: string } | null;
  rateable: boolean; returnable: boolean; url: string; postpones_left: number; held_until: string | null;
  before: { number: string; at: string; why: Words }[];
  seq: number;
}

/** The page's own data, given in `<script id="boot">`. */
export interface Boot {
  hall: string; slot: string | null; device: Record<string, unknown> | null; person: Record<string, unknown> | null;
  window?: string; zone?: string; version: string; demo: boolean; csrf?: string;
  ticket?: Ticket; catalogue?: Catalogue; [extra: string]: unknown;
}
