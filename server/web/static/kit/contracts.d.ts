// Made by tools/browser_types.py from server/contracts. Not to be edited: run `make contracts`.
// What crosses the wire, as the browser reads it.

export type Range = [number, number];

/** A text by language; zh is always there. */
export type Words = { zh: string; [more: string]: string | undefined };

/** The public identity of who sits at a window. */
export interface Clerk {
  /** Name. */
  name: string;
  /** In Latin letters. */
  name_en?: string | null;
  /** Staff number (工号). */
  staff_no?: string | null;
  /** Post (岗位). */
  post?: string | Words | null;
  /** Languages served. */
  languages?: string[];
}

/** The number at a window. */
export interface Plate {
  /** As on the ticket. */
  number: string;
  /** Called, or served by now. */
  state: "called" | "serving";
  /** Its matter. */
  matter: string;
  /** In this state since. */
  since: string;
}

/** A window's latest call; the board lists the windows' calls by `seq`, newest first. */
export interface LiveCall {
  /** As on the ticket. */
  number: string;
  /** Its matter. */
  matter: string;
  /** Journal number of the call or its latest recall. */
  seq: number;
  /** When. */
  at: string;
  /** How often it was called. */
  times: number;
  /** What became of it: called, serving, finished, no_show, … */
  of: string;
}

/** A window as every screen may show it. */
export interface LiveWindow {
  /** Whether it serves. */
  state: "open" | "paused" | "closed";
  /** Why it pauses. */
  reason: Words | null;
  /** About until when. */
  until: string | null;
  /** Who sits there. */
  clerk: Clerk | null;
  /** The number at the window. */
  ticket: Plate | null;
  /** Its latest call. */
  call: LiveCall | null;
  /** Since when a clerk is asked to sit down there; null: none is. */
  wanted?: string | null;
  /** Matters of this window that who sits there is not authorised for. */
  not_authorised?: string[];
}

/** Who waits for one matter, or for one window. */
export interface LiveQueue {
  /** How many. */
  waiting: number;
}

/** A ticket printer. */
export interface PrinterHealth {
  /** Whether it prints, or why not. */
  state: "ok" | "near_end" | "paper_out" | "cover_open" | "cutter" | "fault" | "offline" | "no_connection" | "no_answer" | "no_permission" | "unknown_host" | "bad_setting" | "internal";
  /** Tickets left on the roll, estimated near its end. */
  tickets_left?: number | null;
}

/** A notice that stands. */
export interface LiveNotice {
  /** Its words. */
  notice: Words;
  /** Only for those who wait for it; null: everybody. */
  matter: string | null;
  /** Its end; null: until it is taken away. */
  until: string | null;
}

/** A hall at journal number `seq`. */
export interface Snapshot {
  /** Key of the hall. */
  hall: string;
  /** Number of the last journal entry in it. */
  seq: number;
  /** The server's time. */
  at: string;
  /** Business day; none before a hall's first. */
  day: string | null;
  /** Of the configuration; a new one: fetch the catalogue. */
  version: number;
  /** By key. */
  windows: Record<string, LiveWindow>;
  /** By matter, and @window for a window's own. */
  queues: Record<string, LiveQueue>;
  /** Missed numbers and the number of their call. */
  missed: Record<string, number>;
  /** Wait ranges by matter. */
  waits: Record<string, Range | null>;
  /** The words of the notice for everybody, if any. */
  notice: Words | null;
  /** All that stand, the newest first. */
  notices?: LiveNotice[];
  /** By key. */
  printers: Record<string, PrinterHealth>;
}

/** Wait ranges; they change with time, not with events. */
export interface LiveWaits {
  /** Key of the hall. */
  hall: string;
  /** When they were reckoned. */
  at: string;
  /** By matter; null: not known yet. */
  waits: Record<string, Range | null>;
}

/** The server has just read the hall's journal; sent every five seconds, and last of what a subscription is answered. While the database is away it stays out. */
export interface LiveHeartbeat {
  /** Key of the hall. */
  hall: string;
  /** The server's time. */
  at: string;
  /** The last number in the journal. */
  seq: number;
}

/** The answer to a subscription that can't be. */
export interface SubscriptionRefused {
  /** Name of the refusal. */
  code: string;
  /** In a few words. */
  title: string;
  /** In a sentence. */
  detail?: string;
  /** What to do. */
  action?: string;
}

/** First forget windows, queues and missed: they are all in here. */
export interface LiveReset {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  reset: true;
}

/** Where a ticket's paper is. */
export interface PaperNews {
  /** Where it is. */
  state: "queued" | "checking" | "sending" | "printed" | "processed" | "unconfirmed" | "failed";
  /** Reprints. */
  copies: number;
  /** Why it isn't printed. */
  reason: "paper_out" | "cover_open" | "cutter" | "fault" | "offline" | "no_connection" | "no_answer" | "no_permission" | "unknown_host" | "bad_setting" | "internal" | "connection_lost" | "too_slow" | "expired" | "cancelled" | "glyph" | "layout" | "unknown_printer" | "interrupted" | null;
}

/** The first event of a date, or of the return to it after a clock was ahead. */
export interface LiveDayOpened extends LiveReset {
  /** Always. */
  type: "day.opened";
}

/** The day has ended; what was open was closed before it, one by one. */
export interface LiveDayClosed {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "day.closed";
}

/** A new configuration is in force. */
export interface LiveHallConfigured extends LiveReset {
  /** Always. */
  type: "hall.configured";
  /** Of the configuration: fetch the catalogue again. */
  version: number;
}

/** Another notice is shown, or one was taken away or has ended. */
export interface LiveHallNoticeChanged {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "hall.notice";
  /** The words of the one for everybody, if any. */
  notice: Words | null;
  /** All that stand, the newest first. */
  notices?: LiveNotice[] | null;
}

/** A printer's health changed. */
export interface LivePrinterHealthChanged {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "printer.health";
  /** As they are now, by key. */
  printers: Record<string, PrinterHealth>;
}

/** A guide, notice, receipt, reply, appointment slip or test page was asked for. */
export interface LiveDocumentOrdered {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "document.ordered";
}

/** That paper moved on. */
export interface LiveDocumentPaperMoved {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "document.paper";
  /** Id of the paper. */
  document: number;
  /** Where it is. */
  state: "queued" | "checking" | "sending" | "printed" | "processed" | "unconfirmed" | "failed";
  /** Why it isn't printed. */
  reason: "paper_out" | "cover_open" | "cutter" | "fault" | "offline" | "no_connection" | "no_answer" | "no_permission" | "unknown_host" | "bad_setting" | "internal" | "connection_lost" | "too_slow" | "expired" | "cancelled" | "glyph" | "layout" | "unknown_printer" | "interrupted" | null;
  /** Where it comes out. */
  printer: string | null;
}

/** A slip's template was put into force. */
export interface LiveTemplateChanged {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "template.changed";
}

/** Something changed that staff alone are told: their screens ask what. */
export interface LiveStaffNotice {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "staff.notice";
}

/** A number was given. */
export interface LiveTicketIssued {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.issued";
}

/** Its paper is out, or it was confirmed: it waits now. */
export interface LiveTicketEntered {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.entered";
}

/** Called to a window, with the reason and the hall's rule. */
export interface LiveTicketCalled {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.called";
  /** The number on the ticket. */
  number: string;
  /** Key of the window. */
  window_key: string;
}

/** Called again. */
export interface LiveTicketRecalled {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.recalled";
  /** The number on the ticket. */
  number: string;
  /** Key of the window. */
  window_key: string;
}

/** The person is at the window. */
export interface LiveTicketStarted {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.started";
  /** Key of the window. */
  window_key: string;
}

/** Somebody without a ticket is served at once, and was never called. */
export interface LiveTicketWalkedIn {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.walked_in";
  /** The number. */
  number: string;
  /** Key of the window. */
  window_key: string;
}

/** The visit is over. */
export interface LiveTicketFinished {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.finished";
  /** The number on the ticket. */
  number: string;
  /** Key of the window. */
  window_key: string;
}

/** One matter of a visit is done, and the next begins at the same window with the same number. */
export interface LiveTicketMatterAdded {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.matter_added";
  /** The number on the ticket. */
  number: string;
  /** Key of the window. */
  window_key: string;
}

/** Nobody came (过号). */
export interface LiveTicketMissed {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.missed";
  /** Key of the window. */
  window_key: string;
}

/** Back after a missed call, behind the next few. */
export interface LiveTicketReturned {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.returned";
}

/** Away for a while (挂起). */
export interface LiveTicketParked {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.parked";
  /** Key of the window. */
  window_key: string;
}

/** Back at the window. */
export interface LiveTicketResumed {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.resumed";
  /** Key of the window. */
  window_key: string;
}

/** Sent on to a matter or a window. */
export interface LiveTicketTransferred {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.transferred";
  /** Key of the window. */
  window_key: string;
}

/** The window it was sent to was left: in the queue of its matter again. */
export interface LiveTicketReleased {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.released";
}

/** Let others go first, or away for some minutes, the place kept. */
export interface LiveTicketPostponed {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.postponed";
}

/** Back before the minutes were over. */
export interface LiveTicketCameBack {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.back";
}

/** Given up (退号). */
export interface LiveTicketCancelled {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.cancelled";
}

/** The day ended while it was open. */
export interface LiveTicketClosed {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.closed";
}

/** A new business day began while it was open and the hall stayed so: it belongs to the new day from here on, with its number. */
export interface LiveTicketCarried {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.carried";
}

/** A clerk took the last step back. */
export interface LiveTicketUndone {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.undone";
  /** The number on the ticket. */
  number: string;
  /** Key of the window. */
  window_key: string;
}

/** Rated; a later rating is another entry. */
export interface LiveTicketRated {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.rated";
  /** The number on the ticket. */
  number: string;
}

/** Its paper moved on. */
export interface LiveTicketPaperMoved {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "ticket.paper";
  /** The number on the ticket. */
  number: string;
  /** Where its paper is. */
  paper: PaperNews;
}

/** A call was heard in its zone to the end. */
export interface LiveCallSpoken {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "call.spoken";
  /** The number on the ticket. */
  number: string;
  /** Key of the window. */
  window_key: string;
  /** Key of the zone in which it was heard. */
  zone: string;
  /** Journal number of the call. */
  call: number;
}

/** A call was not heard in its zone, and won't be. */
export interface LiveCallUnspoken {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "call.unspoken";
  /** The number on the ticket. */
  number: string;
  /** Key of the window. */
  window_key: string;
  /** Key of the zone in which it was not heard. */
  zone: string;
  /** Journal number of the call. */
  call: number;
  /** Why. */
  reason: "superseded" | "answered" | "missed" | "moved" | "cancelled" | "undone" | "closed" | "stale" | "mute" | "quiet" | "no_clips" | "interrupted" | "removed";
}

/** The zone's test phrase is to be spoken, in its turn among the calls. */
export interface LiveSoundTestAsked {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "sound.test_asked";
  /** Key of the zone. */
  zone: string;
}

/** A zone's test phrase was spoken, or can't be. */
export interface LiveSoundTestEnded {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "sound.test_ended";
  /** Key of the zone. */
  zone: string;
  /** Journal number of the wish. */
  test: number;
  /** Why nothing was heard; left out when it was. */
  reason?: "superseded" | "answered" | "missed" | "moved" | "cancelled" | "undone" | "closed" | "stale" | "mute" | "quiet" | "no_clips" | "interrupted" | "removed" | null;
}

/** Somebody works at the window. */
export interface LiveWindowSignedOn {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "window.signed_on";
  /** Key of the window. */
  window_key: string;
}

/** The window closed. */
export interface LiveWindowSignedOff {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "window.signed_off";
  /** Key of the window. */
  window_key: string;
}

/** It pauses. */
export interface LiveWindowPaused {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "window.paused";
  /** Key of the window. */
  window_key: string;
}

/** It works again. */
export interface LiveWindowUnpaused {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "window.unpaused";
  /** Key of the window. */
  window_key: string;
}

/** A clerk is asked to sit down at the window, or no longer. */
export interface LiveWindowWanted {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "window.wanted";
  /** Key of the window. */
  window_key: string;
}

/** Its keypad or strip answers, or doesn't. */
export interface LiveWindowDeviceChanged {
  /** Key of the hall. */
  hall: string;
  /** Its number; the next after the one before, always. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** Windows as they are now, by key. */
  windows?: Record<string, LiveWindow>;
  /** Queues as they are now; see the snapshot. */
  queues?: Record<string, LiveQueue>;
  /** Number of the missed call; null: not missing any more. */
  missed?: Record<string, number | null>;
  /** Always. */
  type: "window.device";
  /** Key of the window. */
  window_key: string;
}

export type LiveEvent = LiveDayOpened | LiveDayClosed | LiveHallConfigured | LiveHallNoticeChanged | LivePrinterHealthChanged | LiveDocumentOrdered | LiveDocumentPaperMoved | LiveTemplateChanged | LiveStaffNotice | LiveTicketIssued | LiveTicketEntered | LiveTicketCalled | LiveTicketRecalled | LiveTicketStarted | LiveTicketWalkedIn | LiveTicketFinished | LiveTicketMatterAdded | LiveTicketMissed | LiveTicketReturned | LiveTicketParked | LiveTicketResumed | LiveTicketTransferred | LiveTicketReleased | LiveTicketPostponed | LiveTicketCameBack | LiveTicketCancelled | LiveTicketClosed | LiveTicketCarried | LiveTicketUndone | LiveTicketRated | LiveTicketPaperMoved | LiveCallSpoken | LiveCallUnspoken | LiveSoundTestAsked | LiveSoundTestEnded | LiveWindowSignedOn | LiveWindowSignedOff | LiveWindowPaused | LiveWindowUnpaused | LiveWindowWanted | LiveWindowDeviceChanged;

/** A layout of a board; one that is not given is the usual one. */
export interface Layout {
  /** Its name for programs. */
  key: string;
  /** Zones whose calls, people waiting and windows it shows; none: those of the board's own zone, or the whole hall. */
  zones?: string[];
  /** 2: the hall's first language and the other beside it; 1: the first. */
  languages?: 1 | 2;
  /** Columns of calls at the most; one on a narrow panel. */
  columns?: 1 | 2;
  /** Whether people waiting are listed. */
  waiting?: boolean;
  /** Whether paused windows are listed. */
  paused?: boolean;
  /** Whether notices stand at the foot. A lost line always does. */
  notices?: boolean;
  /** Whether the time of day is shown. */
  clock?: boolean;
  /** Pictures and videos in place of the calls while nobody is called, in turn: files of the folder `media` beside the database. */
  media?: string[];
  /** How long each picture is shown; a video until its end. */
  seconds?: number;
  /** Whether videos are heard, softly under calls. */
  sound?: boolean;
}

/** Names by language. */
export interface Named {
  /** Official name. */
  name: Words;
  /** Short name. */
  short: Words;
  /** Name as it is said aloud. */
  spoken: Words;
}

/** An entry of one of the hall's lists. */
export interface Choice {
  /** Its key. */
  key: string;
  /** In words. */
  name: Words;
  /** Usual length. */
  minutes?: number | null;
}

/** What a missed call means (过号). */
export interface NoShowRule {
  /** Between a call and a no-show at the least. */
  min_gap_seconds: number;
  /** Recalls before a no-show at the least. */
  recalls?: number;
  /** Between a call and its recall at the least. */
  recall_gap_seconds?: number;
  /** Who returns is called after the next so many. */
  after: number;
  /** How long one may return. */
  within_minutes: number;
  /** With so many the ticket ends. */
  misses: number;
  /** The rule as it is printed. */
  text: Words;
}

/** A hall. */
export interface HallDescription extends Named {
  /** Its key. */
  key: string;
  /** A rehearsal reaches no live display; a closed hall is there for its history. */
  mode: "live" | "rehearsal" | "closed";
  /** Street address. */
  address: Words | null;
  /** IANA time zone. */
  timezone: string;
  /** Numbers are given at any hour. */
  always_open: boolean;
  /** Wall clock; hours before it belong to the day before. */
  day_ends: string;
  /** Languages offered. */
  languages: string[];
  /** Complaint telephone. */
  complaint_phone: string | null;
  /** Where to ask. */
  guide: Words | null;
  /** Missed calls. */
  no_show: NoShowRule;
  /** How long a clerk's last step can be taken back. */
  undo_seconds: number;
  /** A free window calls the next after so long; null: never. */
  auto_call_seconds?: number | null;
  /** How often a ticket may be postponed. */
  postpones: number;
  /** Why a window may pause. */
  pause_reasons: Choice[];
  /** Why a ticket may be parked. */
  park_reasons: Choice[];
  /** How a service may end. */
  outcomes: Choice[];
  /** Why a number may be called out of turn. */
  call_reasons: Choice[];
  /** What public screens show of who sits at a window. */
  clerk_shown?: string[];
  /** Words of the screens that are the hall's own, by name. */
  words?: Record<string, Words>;
}

/** A zone. */
export interface ZoneDescription extends Named {
  /** Its letter. */
  key: string;
  /** How to walk there. */
  directions: Words | null;
}

/** Who provides matters. */
export interface OrganisationDescription extends Named {
  /** Its key. */
  key: string;
  /** Key of its kind; null: not said. */
  kind?: string | null;
  /** Its kind in words. */
  kind_name?: Words | null;
}

/** A number series. */
export interface QueueDescription extends Named {
  /** Its key. */
  key: string;
  /** The letters of its numbers, one or two. */
  prefix: string;
  /** Where its people wait. */
  zone: string;
}

/** A card of the kiosk's first page. */
export interface LifeEventDescription extends Named {
  /** Its key. */
  key: string;
  /** An icon of the product's set. */
  icon: string;
  /** Matters that belong to it. */
  matters: string[];
}

/** A paper to bring. */
export interface MaterialDescription {
  /** What it is. */
  name: Words;
  /** When it is needed, who issues it. */
  note: Words | null;
  /** Original, copy or waived. */
  kind: "original" | "copy" | "waived";
  /** How many. */
  copies: number;
}

/** What it costs. */
export interface FeeDescription {
  /** In words. */
  text: Words;
  /** Legal basis. */
  basis: Words | null;
}

/** A time limit. */
export interface LimitDescription {
  /** In words. */
  text: Words;
  /** Days; 0 is while you wait. */
  days: number;
  /** Legal basis. */
  basis: Words | null;
}

/** A service that citizens choose. */
export interface MatterDescription extends Named {
  /** Its key. */
  key: string;
  /** Its number series. */
  series: string;
  /** Who provides it. */
  organisation: string;
  /** Where to wait. */
  zone: string;
  /** Initials to search by. */
  pinyin: string;
  /** What to bring; none: not said. */
  materials: MaterialDescription[];
  /** What it costs; null: not said. */
  fee: FeeDescription | null;
  /** Legal time limit. */
  legal_limit: LimitDescription | null;
  /** Promised time limit. */
  promised_limit: LimitDescription | null;
  /** Windows that serve it and open today. */
  windows: string[];
  /** Usual time at the window. */
  typical_minutes: number;
}

/** A priority class. */
export interface PriorityClassDescription {
  /** Its key. */
  key: string;
  /** Its name. */
  name: Words;
  /** May be claimed at a kiosk; others are given by staff. */
  public: boolean;
}

/** A kiosk, so that one that can't print can name the next. */
export interface KioskDescription {
  /** Its key. */
  key: string;
  /** Its name. */
  name: Words;
  /** Where it stands. */
  zone: string | null;
  /** Key of its printer. */
  printer: string | null;
  /** Why it gives no numbers now; null: it does. */
  locked: Words | null;
}

/** A board or window screen, and what is to be known of its panel. */
export interface DisplayDescription {
  /** Its key. */
  key: string;
  /** Corner to corner, in inches; null: not said. */
  inches: number | null;
  /** The layout of a board; null: the usual one. */
  layout: Layout | null;
}

/** A window. */
export interface WindowDescription {
  /** Its key. */
  key: string;
  /** The number over it: 3, 2A. */
  number: number | string;
  /** Its zone. */
  zone: string;
  /** What it serves. */
  matters: string[];
  /** A name beside the number. */
  name: Words | null;
  /** Where a call sends people, as said. */
  spoken?: Words | null;
  /** What it is. */
  kind?: "counter" | "cashier" | "remote" | "tide";
  /** Whether anybody may sit down there today. */
  opens?: boolean;
  /** Whether it is open over today's breaks. */
  lunch?: boolean;
  /** Words of the screens that are its own, by name. */
  words?: Record<string, Words>;
}

/** Local wall clock. */
export interface OpenSpan {
  /** Opens. */
  from: string;
  /** Closes. */
  until: string;
}

/** Opening hours of a weekday. */
export interface DayHours {
  /** 1 is Monday. */
  weekday: number;
  /** Spans; none is closed. */
  open: OpenSpan[];
}

/** A date with hours of its own. */
export interface SpecialDay {
  /** The date. */
  day: string;
  /** Spans; none is closed. */
  open: OpenSpan[];
}

/** All that a hall offers; changes only with its configuration and, in names, the day. */
export interface Catalogue {
  /** The hall. */
  hall: HallDescription;
  /** The centre that owns it. */
  centre: Named;
  /** Of the configuration. */
  version: number;
  /** Zones. */
  zones: ZoneDescription[];
  /** Organisations. */
  organisations: OrganisationDescription[];
  /** Number series. */
  series: QueueDescription[];
  /** Cards of the kiosk. */
  life_events: LifeEventDescription[];
  /** Matters. */
  matters: MatterDescription[];
  /** Priority classes. */
  priority_classes: PriorityClassDescription[];
  /** Windows. */
  windows: WindowDescription[];
  /** Weekly hours. */
  hours: DayHours[];
  /** Holidays and make-up working days. */
  special_days: SpecialDay[];
  /** Notices at the foot of the board. */
  notices: Words[];
  /** Kiosks, with their printers. */
  kiosks: KioskDescription[];
  /** Boards and window screens. */
  displays: DisplayDescription[];
}

/** What became of a call that a speaker was given. */
export interface EndedCall {
  /** Its journal number. */
  call: number;
  /** It was heard to the end; false: it broke off. */
  spoken: boolean;
  /** From the answer that gave it to the first sound, milliseconds. */
  after_ms?: number;
}

/** A speaker asks for the turn of its zones, and for the next call to speak. */
export interface AskTurn {
  /** Its own name, made up when it starts; a page that is loaded again has another. */
  speaker: string;
  /** The zones that hear it; null: all of the hall. */
  zones?: string[] | null;
  /** Why it can't speak; null: it can. */
  trouble?: "autoplay" | "no_sound" | "no_clips" | null;
  /** It speaks at the moment: no call, please. */
  busy?: boolean;
  /** Answer as soon as there is a call to speak, or after so long, milliseconds. */
  wait_ms?: number;
  /** It stops: its turns are free. */
  leaving?: boolean;
  /** Calls that it is done with. */
  ended?: EndedCall[];
}

/** One sound file of a sentence. */
export interface PlayedClip {
  /** Path on the server. */
  address: string;
  /** Silence before it, milliseconds. */
  gap_ms: number;
  /** Volume; 1 as it was recorded. */
  gain: number;
  /** Its length as it was recorded, milliseconds. */
  length_ms: number;
}

/** What is heard for a call. */
export interface CallSound {
  /** In order. */
  clips: PlayedClip[];
  /** How fast each is played; 1 as it was recorded. */
  speed: number;
  /** Of the whole, milliseconds. */
  length_ms: number;
}

/** A call that the speaker says now, to the end, and then reports as ended. */
export interface CallToSpeak extends CallSound {
  /** Its journal number. */
  call: number;
  /** The zone that hears it. */
  zone: string;
  /** The number on the ticket. */
  number: string;
  /** Key of the window. */
  window: string;
  /** The short sentence is that of a busy zone; the test phrase calls nobody: `number` and `window` are empty. */
  form: "full" | "short" | "test";
}

/** The sound files that calls of a hall are made of, figures and letters among them. */
export interface ClipsToLoad {
  /** Paths on the server. */
  clips: string[];
}

/** The test phrase of a zone is to be heard. */
export interface SoundTest {
  /** Its key. */
  zone: string;
}

/** What became of a zone's test phrase. */
export interface SoundTrial {
  /** Key of the hall. */
  hall: string;
  /** Key of the zone. */
  zone: string;
  /** Journal number of the wish; null: nobody can speak. */
  test: number | null;
  /** How it stands. */
  state: "waiting" | "speaking" | "heard" | "unheard";
  /** The board or loudspeaker that spoke it. */
  by?: string | null;
  /** Why nothing was heard. */
  text?: Words | null;
  /** What to do then. */
  action?: Words | null;
}

/** How the sound of a zone is. */
export interface ZoneSound {
  /** Key of the hall. */
  hall: string;
  /** Key of the zone. */
  zone: string;
  /** Its name. */
  name: Words;
  /** The board or loudspeaker that speaks; null: nobody does. */
  by: string | null;
  /** What to do where nobody speaks. */
  action?: Words | null;
}

/** Who speaks where, and what the asker says next. */
export interface SpeakerTurn {
  /** Each zone that was asked for. */
  zones: Record<string, "mine" | "another" | "mute">;
  /** To be spoken now. */
  call?: CallToSpeak | null;
  /** So long after it asked a speaker may sound; it is silent then by itself. */
  turn_ms: number;
  /** Ask again after so many milliseconds. */
  ask_ms: number;
}

/** It is done; there is nothing more to say. */
export interface Done {
  /** Always. */
  done: true;
}

/** What is wrong with one field. */
export interface FieldMistake {
  /** Path of the field, with dots. */
  where: string;
  /** In the caller's language. */
  message: string;
}

/** A refusal (RFC 9457), as application/problem+json. */
export interface Problem {
  /** Address of the kind of problem. */
  type: string;
  /** In a few words. */
  title: string;
  /** HTTP status. */
  status: number;
  /** In a sentence, with the facts of this case. */
  detail: string;
  /** Name of the refusal, for programs; stays. */
  code: string;
  /** What to do. */
  action: string;
  /** Address that was asked. */
  instance: string;
  /** The facts of this case. */
  facts?: Record<string, unknown> | null;
  /** Mistakes by field. */
  errors?: FieldMistake[] | null;
  /** To quote when the mistake is ours. */
  incident?: string | null;
}

/** A window that serves the ticket's matter. */
export interface WindowOfTicket {
  /** Its key. */
  key: string;
  /** open, paused or closed. */
  state: string;
}

/** The call of this ticket. */
export interface CallOfTicket {
  /** Window. */
  window: string;
  /** Zone of the window. */
  zone: string | null;
  /** When. */
  at: string;
  /** How often. */
  times: number;
  /** It stands there now. */
  now: boolean;
}

/** The ticket's paper. */
export interface PaperOfTicket {
  /** How far it is. */
  state: "queued" | "checking" | "sending" | "printed" | "processed" | "unconfirmed" | "failed";
  /** Reprints. */
  copies: number;
  /** Where it comes out; another kiosk's, if one stood in. */
  printer?: string | null;
}

/** A rating that its giver has changed since. */
export interface EarlierRating {
  /** 5 is 非常满意. */
  level: number;
  /** When. */
  at: string;
}

/** The rating that was given: the version that counts in every figure, the latest. */
export interface RatingOfTicket {
  /** 5 is 非常满意. */
  level: number;
  /** When. */
  at: string;
  /** From where it was given, as the server knew it. Only from there can it be changed. */
  channel: "phone" | "pad" | "kiosk";
  /** What it was before its giver changed it, oldest first; counts no more. */
  earlier: EarlierRating[];
}

/** Somebody who was called before this ticket though they came later, and why. */
export interface Before {
  /** Their number. */
  number: string;
  /** When they were called. */
  at: string;
  /** The rule. */
  why: Words;
}

/** A matter of a visit that is done. */
export interface ServedMatterView {
  /** Key. */
  matter: string;
  /** Where. */
  window: string;
  /** From. */
  started_at: string | null;
  /** To. */
  ended_at: string;
  /** A key of the hall's outcomes. */
  outcome: string | null;
}

/** An answer that says the server's time, by which a screen sets its clock. */
export interface Dated {
  /** The server's time. */
  at: string;
}

/** A ticket, for whoever holds its code. */
export interface TicketView extends Dated {
  /** The holder's secret: ten characters. */
  code: string;
  /** As on paper and board. */
  number: string;
  /** Key of the hall. */
  hall: string;
  /** Business day. */
  day: string;
  /** Key of the matter. */
  matter: string;
  /** Key of the number series. */
  series: string;
  /** Where to wait. */
  zone: string | null;
  /** Where in its life it is. */
  state: "issued" | "waiting" | "called" | "serving" | "parked" | "no_show" | "finished" | "cancelled" | "closed";
  /** What it was when the day ended. */
  closed_from?: "issued" | "waiting" | "called" | "serving" | "parked" | "no_show" | "finished" | "cancelled" | "closed" | null;
  /** Where it was taken. */
  channel: string;
  /** The visitor's language. */
  language: string;
  /** Given out. */
  issued_at: string;
  /** In the queue since. */
  entered_at?: string | null;
  /** People ahead; null when it waits no more. */
  ahead: number | null;
  /** Minutes from now; null: not known (see wait_words). */
  wait: Range | null;
  /** The wait as it is said, or why it is not known; null when it waits no more. */
  wait_words?: Words | null;
  /** The same as times. */
  expected: [string, string] | null;
  /** Windows that serve it. */
  windows: WindowOfTicket[];
  /** Its call. */
  call: CallOfTicket | null;
  /** Away until about then. */
  parked_until: string | null;
  /** Its paper; null: it has none. */
  paper: PaperOfTicket | null;
  /** Its rating. */
  rating: RatingOfTicket | null;
  /** May be rated now. */
  rateable: boolean;
  /** May come back now: after a missed call, or before held_until. */
  returnable: boolean;
  /** Its page. */
  url: string;
  /** Not called before, by its holder's wish; its place is kept. */
  held_until?: string | null;
  /** How often it may still be postponed. */
  postpones_left: number;
  /** What the hall tells those who wait for this matter, the newest first. */
  notices?: Words[];
  /** Who went first, and why. */
  before: Before[];
  /** May be given up now. */
  cancellable: boolean;
  /** Papers the visitor said to have. */
  materials: boolean[] | null;
  /** Who answers for the visit until it ends (首问负责). */
  first_asked?: Clerk | null;
  /** Matters of this visit that were done before the one of now, in order. */
  served?: ServedMatterView[];
  /** Journal number of this state. */
  seq: number;
}

/** A step of a visit. */
export interface HistoryEntry {
  /** When. */
  at: string;
  /** Event type. */
  type: string;
  /** In words. */
  text: Words;
}

/** Whom the window has, as its clerk sees them. The code is the holder's and not shown. */
export interface TicketAtWindow {
  /** As on the ticket. */
  number: string;
  /** called or serving. */
  state: string;
  /** Its matter. */
  matter: string;
  /** Its class. */
  priority_class: string;
  /** The visitor's language. */
  language: string;
  /** Seconds waited before the call. */
  waited_s: number | null;
  /** Called at. */
  called_at: string | null;
  /** Served since. */
  started_at: string | null;
  /** How often called. */
  times: number;
  /** A colleague's note. */
  note: string | null;
  /** Calls missed. */
  missed: number;
  /** Window to which it goes back afterwards. */
  come_back: string | null;
  /** Window that sent it here; accepted by the start, or bounced. */
  sent_from?: string | null;
  /** Window that sent it back here; the note says why. */
  bounced_by?: string | null;
  /** Who was asked first and answers for the visit (首问负责). */
  first_asked?: Clerk | null;
  /** Matters of this visit that are done, in order. */
  served?: ServedMatterView[];
  /** Papers the visitor said to have. */
  materials: boolean[] | null;
  /** The visit so far. */
  history: HistoryEntry[];
  /** Why it was this one's turn. */
  why: Words | null;
}

/** A window with its place and matters. */
export interface WindowOfConsole extends LiveWindow {
  /** Key. */
  key: string;
  /** As shown, two digits. */
  number: number | string;
  /** Zone. */
  zone: string;
  /** Matters it serves. */
  matters: string[];
}

/** What waits for a matter of this window. Counts only. */
export interface Load {
  /** Key. */
  matter: string;
  /** How many. */
  waiting: number;
  /** Of these, away by their own wish for some minutes. */
  held?: number;
  /** When the first of them is back. */
  held_until?: string | null;
  /** The longest wait, seconds. */
  oldest_s: number | null;
}

/** A parked number. */
export interface Parked {
  /** Number. */
  number: string;
  /** Why: a key of the hall's park_reasons. */
  reason: string | null;
  /** Timer. */
  until: string | null;
  /** Matter. */
  matter: string;
  /** The timer has run out. */
  overdue: boolean;
}

/** A number that missed its call. */
export interface Missed {
  /** Number. */
  number: string;
  /** When. */
  at: string;
}

/** Where a visitor may be sent. */
export interface TransferTarget {
  /** Key. */
  matter: string;
  /** Zone. */
  zone: string;
  /** How many wait there. */
  waiting: number;
}

/** Somebody at another window, to whom a visitor may be sent. */
export interface Colleague {
  /** Key of the window. */
  window: string;
  /** Name over it. */
  name: string;
  /** Staff number (工号), by which to send. */
  staff_no: string;
}

/** Whom this window sent on and a colleague sent back. */
export interface Bounced {
  /** Number. */
  number: string;
  /** Key of the window that did not accept. */
  window: string;
  /** Why, in the colleague's words. */
  reason: string | null;
  /** When. */
  at: string | null;
}

/** What an undo would take back. */
export interface UndoOffer {
  /** The step. */
  verb: string;
  /** Whose. */
  number: string;
  /** Until when. */
  until: string | null;
}

/** All that a clerk sees. */
export interface ConsoleView extends Dated {
  /** Key of the hall. */
  hall: string;
  /** The window. */
  window: WindowOfConsole;
  /** Journal number. */
  seq: number;
  /** Business day. */
  day: string | null;
  /** Whom the window has. */
  ticket: TicketAtWindow | null;
  /** What waits. */
  load: Load[];
  /** Who is away for a while. */
  parked: Parked[];
  /** Who missed the call. */
  missed: Missed[];
  /** Who was sent back and waits for this window again. */
  bounced?: Bounced[];
  /** Where one can be sent. */
  transfers: TransferTarget[];
  /** To whom one can be sent. */
  colleagues?: Colleague[];
  /** Matters finished at this window today. */
  served_today: number;
  /** Who is signed on. */
  clerk: Clerk | null;
  /** What can be taken back. */
  undo: UndoOffer | null;
  /** Each verb: true, or why not. */
  can: Record<string, true | Words>;
}

/** The answer to a window's verb. */
export interface WindowAnswer {
  /** already: a double click changed nothing. */
  result: "called" | "nobody" | "already" | "done";
  /** Journal number. */
  seq: number;
  /** The window now. */
  console: ConsoleView;
}

/** A rating taken by a window's pad. */
export interface Rated {
  /** Whose visit. */
  number: string;
  /** What was given. */
  level: number;
  /** Journal number. */
  seq: number;
}

/** One change of today, by the version of the configuration that it made. */
export interface ChangeToday {
  /** Of the configuration that it made, or the journal number of a notice; with `kind` and `subject` its name. */
  version: number;
  /** When. */
  at: string;
  /** Who. */
  actor: string;
  /** What. */
  kind: "window_open" | "window_lunch" | "window_matters" | "quota" | "kiosk_lock" | "notice";
  /** Key of the window, matter or kiosk; of a notice the matter, or empty. */
  subject: string;
  /** When a notice ends by itself. */
  until?: string | null;
  /** What was: whether open or over lunch (null: as on any day), matters, a quota, the words of a lock or a notice. */
  before: boolean | string[] | number | Words | null;
  /** What became of it. */
  after: boolean | string[] | number | Words | null;
  /** Whether it is still so: then it can be taken back. */
  holds: boolean;
}

/** A kiosk, and whether it is locked. */
export interface KioskNow {
  /** Its key. */
  key: string;
  /** Its name. */
  name: Words;
  /** Why it gives no numbers; null: it does. */
  locked: Words | null;
}

/** What a window is meant to do today. */
export interface WindowNow {
  /** Key of the window. */
  window: string;
  /** Whether anybody may sit down there today. */
  opens: boolean;
  /** Whether it stays open over lunch today. */
  lunch: boolean;
}

/** How many numbers a matter has had today, and may have. */
export interface QuotaNow {
  /** Key of the matter. */
  matter: string;
  /** Numbers of today, without those given up. */
  taken: number;
  /** Most of a day; null: as many as come. */
  quota: number | null;
}

/** What can be changed in a hall now, and what was changed today. */
export interface ChangesToday {
  /** Business day. */
  day: string;
  /** Of the configuration in force. */
  version: number;
  /** The hall's windows. */
  windows: WindowNow[];
  /** The hall's kiosks. */
  kiosks: KioskNow[];
  /** The hall's matters. */
  quotas: QuotaNow[];
  /** The newest first. */
  changes: ChangeToday[];
}

/** A hall of the house. */
export interface HallName {
  /** Key. */
  key: string;
  /** A rehearsal reaches no live display; a closed hall is there for its history. */
  mode: "live" | "rehearsal" | "closed";
  /** Name. */
  name: Words;
}

/** One event of a hall, with what only staff may see; enough to check the chain. */
export interface JournalEntry {
  /** Key of the hall. */
  hall: string;
  /** Number, without gaps. */
  seq: number;
  /** When. */
  at: string;
  /** Business day. */
  day: string;
  /** What happened. */
  type: string;
  /** When, to the microsecond, as it was hashed. */
  at_exact: string;
  /** Who did it. */
  actor: string;
  /** The ticket it is about. */
  ticket: number | null;
  /** JSON text with `public` and `private`, as it was hashed. */
  payload: string;
  /** SHA-256 over the entry and the one before. */
  hash: string;
}

/** Entries in order. */
export interface JournalPage {
  /** Key of the hall. */
  hall: string;
  /** In order. */
  events: JournalEntry[];
  /** The newest there is. */
  last: number;
}

/** How a day ended. */
export interface DayEnd {
  /** Business day. */
  day: string;
  /** Tickets by the state they were found in. */
  closed: Record<string, number>;
  /** How many in all. */
  total: number;
  /** The day the hall stands in; earlier if it had been ahead. */
  now: string;
  /** Journal number. */
  seq: number;
}

/** The notice that the boards show from now on. */
export interface NoticeShown {
  /** Its words; null: none. */
  notice: Words | null;
  /** Journal number. */
  seq: number;
}

/** A window that calls for help silently. */
export interface Emergency {
  /** Key of the window. */
  window: string;
  /** Who sits there, if anybody does. */
  name: string | null;
  /** Since when. */
  at: string;
}

/** The emergency calls that stand; staff alone are told. */
export interface Emergencies {
  /** The oldest first. */
  emergencies: Emergency[];
  /** Journal number. */
  seq: number;
}

/** The longest wait of those who wait now. */
export interface Oldest {
  /** Key of the matter that they wait for now. */
  matter: string;
  /** Seconds in all, with the waits before earlier calls. */
  seconds: number;
}

/** How long people waited: the waits of a visit, one before each call, are summed. */
export interface WaitFigures {
  /** Half of the visits waited no longer, seconds. */
  median_s: number | null;
  /** Nine of ten visits waited no longer, seconds. */
  p90_s: number | null;
  /** Of how many visits, each called at least once. */
  n: number;
}

/** The same for one matter: of each visit the waits for it. */
export interface MatterFigures extends WaitFigures {
  /** Key. */
  matter: string;
  /** Finished today; a visit with several matters counts for each of them. */
  served: number;
  /** Waiting now. */
  waiting: number;
  /** Promised wait, seconds; null without a promise. */
  pledge_s: number | null;
}

/** The same for one stage: of each visit the waits in it. */
export interface StageFigures extends WaitFigures {
  /** 1, and one more each time the visit was sent on to another queue or matter. */
  stage: number;
}

/** How many came. */
export interface QuarterArrivals {
  /** Local time, e.g. 09:00. */
  start: string;
  /** How many. */
  n: number;
}

/** Something to do something about. */
export interface Alarm {
  /** `clock`: the hall's day lies in the future. `paper`: papers wait for a printer too long. `wait_over`: people wait longer than promised. `pause`: a window is paused beyond its time. `printer`: one needs somebody. `left`: a window is open and its clerk signed out. `idle`: its clerk has done nothing while people wait. `device`: a kiosk or a board was seen today and is not seen now, or a keypad or strip does not answer. `mute`: a zone hears no calls. */
  kind: "clock" | "paper" | "wait_over" | "pause" | "printer" | "left" | "idle" | "device" | "mute";
  /** What. */
  text: Words;
  /** What to do. */
  action?: Words | null;
  /** Of which window, if of one. */
  window?: string | null;
}

/** A number that was called although another was next. */
export interface CallOutOfTurn {
  /** When. */
  at: string;
  /** Whose. */
  number: string;
  /** Where to. */
  window: string;
  /** Who called, as the journal names them. */
  actor: string;
  /** A key of the hall's call reasons; null in old entries. */
  reason: string | null;
  /** The reason in the hall's words of today. */
  words: Words | null;
}

/** A manager's figures of the day. */
export interface Today {
  /** Key of the hall. */
  hall: string;
  /** The server's time. */
  at: string;
  /** Journal number. */
  seq: number;
  /** Business day. */
  day: string | null;
  /** Waiting now. */
  waiting: number;
  /** The longest wait now. */
  oldest: Oldest | null;
  /** Visits finished. */
  finished: number;
  /** Called, did not come, and are not back. */
  missed: number;
  /** Tickets given out. */
  issued: number;
  /** Given up. */
  cancelled: number;
  /** Open when the day was closed. */
  closed: number;
  /** Waits of the visits called today. */
  waits: WaitFigures;
  /** Promised wait, seconds; null without a promise. */
  pledge_s: number | null;
  /** Share of the visits called that waited no longer than promised in all, also after their last call so far; null without a promise or a call. */
  kept: number | null;
  /** By matter. */
  matters: MatterFigures[];
  /** By stage, from the first; none before a call. */
  stages: StageFigures[];
  /** By time of day. */
  arrivals: QuarterArrivals[];
  /** By key. */
  windows: Record<string, LiveWindow>;
  /** Finished matters by how they ended: keys of the hall's outcomes. */
  outcomes: Record<string, number>;
  /** Numbers of today by where they were given: kiosk, desk, phone, … */
  channels: Record<string, number>;
  /** Visits with a number of today by the level of their rating: one rating a visit, the latest version where its giver changed it. */
  ratings: Record<string, number>;
  /** How many of these visits were rated. */
  rated: number;
  /** By key. */
  printers: Record<string, PrinterHealth>;
  /** What people call each, with its place. */
  printer_names: Record<string, Words>;
  /** What somebody should see to, the gravest first. */
  alarms: Alarm[];
  /** Calls that no rule made, latest first. */
  out_of_turn: CallOutOfTurn[];
  /** What each figure means. */
  definitions: Record<string, Words>;
}

/** A hall's pulse. */
export interface HealthOfHall {
  /** Its last journal number. */
  seq: number;
  /** The business day it stands in; null before the first. */
  day: string | null;
  /** By so many days that day lies in the future of this computer's clock, which was ahead once or is behind now; 0 when all is well. */
  days_ahead: number;
}

/** The service is there and its database answers. */
export interface HealthView {
  /** Always ok; anything else is a problem. */
  status: "ok";
  /** Of the program. */
  version: string;
  /** By key. */
  halls: Record<string, HealthOfHall>;
}

/** A board as the configuration in force describes it. */
export interface BoardNow {
  /** Its key. */
  key: string;
  /** Its name. */
  name: Words;
  /** The zone it shows and sounds in; null: the whole hall. */
  zone: string | null;
  /** Key of its layout; null: the usual one. */
  layout: string | null;
  /** Corner to corner, in inches; null: not said. */
  inches: number | null;
}

/** The layouts of a hall, its boards, and the pictures and videos there are. */
export interface LayoutsInForce {
  /** Of the configuration in force. */
  version: number;
  /** In the order of the site file. */
  layouts: Layout[];
  /** The hall's boards. */
  boards: BoardNow[];
  /** Files of the folder `media`, by name. */
  media: string[];
}

/** A paper that was asked for. */
export interface DocumentView {
  /** Its number. */
  id: number;
  /** guide, test-page, ... */
  kind: string;
  /** Where it is. */
  state: "queued" | "checking" | "sending" | "printed" | "processed" | "unconfirmed" | "failed";
  /** Its own number, e.g. 告〔2026〕1122-037. */
  title?: string | null;
  /** Further copies; each says 补打 REPRINT. */
  copies?: number;
  /** Where it comes out. */
  printer?: string | null;
  /** Why it isn't printed; glyph: it is, with a character that no font holds shown as its code. */
  reason?: "paper_out" | "cover_open" | "cutter" | "fault" | "offline" | "no_connection" | "no_answer" | "no_permission" | "unknown_host" | "bad_setting" | "internal" | "connection_lost" | "too_slow" | "expired" | "cancelled" | "glyph" | "layout" | "unknown_printer" | "interrupted" | null;
  /** Journal number of the change. */
  seq?: number | null;
}

/** A paper of today, for staff. */
export interface DayDocument extends DocumentView {
  /** For which matter. */
  matter?: string | null;
  /** When it was asked for. */
  at: string;
  /** By whom. */
  actor: string;
}

/** What papers can be given out at a window now. */
export interface AtWindow {
  /** Whom the window serves; null: nobody. */
  number: string | null;
  /** The matter. */
  matter: string | null;
  /** What the matter needs, by language. */
  materials: Words[];
  /** When a result is due by the promised limit. */
  due: string | null;
  /** Where papers come out here; null: no printer. */
  printer: string | null;
  /** Given out for this ticket, oldest first. */
  papers: DocumentView[];
}

/** A ticket printer's health, as those see it who mend it. */
export interface PrinterHealthForStaff extends PrinterHealth {
  /** The system's own words for what is wrong. */
  words?: string;
}

/** A printer of a hall, for administrators. */
export interface PrinterInfo {
  /** Key of its hall. */
  hall: string;
  /** Its name for programs. */
  key: string;
  /** Its name for people, with its place. */
  name: Words;
  /** Its address. */
  url: string;
  /** What it can do. */
  model: string;
  /** Dots across its paper. */
  width_dots: number;
  /** Which printer stands in for it. */
  backup: string | null;
  /** As last heard; null: nothing yet. */
  health: PrinterHealthForStaff | null;
  /** Test pages of today, newest first. */
  pages: DayDocument[];
}

/** A ticket whose paper is in trouble. */
export interface PaperTrouble {
  /** The ticket's code. */
  code: string;
  /** Its number. */
  number: string;
  /** Its matter. */
  matter: string;
  /** The ticket's state; issued is in no queue yet. */
  state: string;
  /** failed or unconfirmed. */
  paper: string;
  /** Where it was sent. */
  printer: string | null;
  /** When the number was given. */
  issued_at: string;
}

/** How often something was printed on demand. */
export interface Given {
  /** What was printed. */
  kind: string;
  /** For which matter. */
  matter: string | null;
  /** How often today. */
  n: number;
}

/** Papers in trouble, papers given out, printers. */
export interface Papers {
  /** Oldest first. */
  troubles: PaperTrouble[];
  /** Of today. */
  given: Given[];
  /** The latest of today, newest first. */
  documents: DayDocument[];
  /** Printer key -> its health. */
  printers: Record<string, unknown>;
}

/** A template in force. */
export interface TemplateView {
  /** Kind of slip. */
  kind: string;
  /** 0 is the one that was shipped. */
  version: number;
  /** Languages and blocks. */
  template: Record<string, unknown>;
}

/** A template was put into force. */
export interface TemplateSaved {
  /** Kind of slip. */
  kind: string;
  /** Its new version. */
  version: number;
  /** Journal number. */
  seq: number;
}

/** Somebody who may sign in. */
export interface PersonView {
  /** Number. */
  id: number;
  /** Sign-in name. */
  login: string;
  /** Name. */
  name: string;
  /** In Latin letters. */
  name_en: string | null;
  /** Role. */
  role: string;
  /** Hall, or *. */
  hall: string;
  /** Staff number. */
  staff_no: string | null;
  /** Post. */
  post: string | null;
  /** Languages served. */
  languages: string[];
  /** Has set one. */
  has_password: boolean;
  /** Its screen shows one. */
  has_photograph: boolean;
  /** Added. */
  created_at: string | null;
  /** May not sign in since. */
  disabled_at: string | null;
}

/** A device that was let in. */
export interface DeviceView {
  /** Number. */
  id: number;
  /** Name. */
  name: string;
  /** kiosk, board, window, pad, keypad or strip. */
  role: string;
  /** Hall. */
  hall: string;
  /** Window. */
  window: string | null;
  /** Zone. */
  zone: string | null;
  /** Its name in the site file. */
  key: string | null;
  /** A kiosk's printer. */
  printer: string | null;
  /** Added. */
  created_at: string | null;
  /** Last seen, to the minute. */
  seen_at: string | null;
  /** Shut out since. */
  revoked_at: string | null;
}

/** An open door. */
export interface SessionInfo {
  /** Number. */
  id: number;
  /** Whose. */
  kind: "person" | "device" | "token";
  /** Role. */
  role: string;
  /** Hall, or *. */
  hall: string;
  /** Window it is bound to. */
  window: string | null;
  /** Name. */
  label: string;
  /** Slot in the browser. */
  slot: string | null;
  /** Opened. */
  created_at: string;
  /** Last seen, to the minute. */
  seen_at: string;
  /** Ends by itself. */
  expires_at: string;
}

/** Who the caller is. */
export interface Who {
  /** Whether there is a session. */
  signed_in: boolean;
  /** Role. */
  role: string | null;
  /** Hall, or *. */
  hall: string | null;
  /** Window the session is bound to. */
  window: string | null;
  /** Slot of the session. */
  slot: string | null;
  /** The person. */
  person: PersonView | null;
  /** The device. */
  device: DeviceView | null;
  /** The page to begin at. */
  home: string;
}

/** A one-time link. It is shown this once. */
export interface Link {
  /** Path to open in the browser that shall be let in. */
  url: string;
  /** Until when. */
  expires_at: string;
}

/** A bearer token. It is shown this once. */
export interface Token {
  /** For `Authorization: Bearer …`. */
  token: string;
  /** What it opens. */
  session: SessionInfo;
}

/** What was done to people and devices. */
export interface AuditEntry {
  /** Number. */
  id: number;
  /** When. */
  at: string;
  /** Who did it. */
  actor: string;
  /** What. */
  action: string;
  /** To whom or what. */
  subject: string;
  /** More. */
  facts: Record<string, unknown>;
}

/** Promises against what happened. */
export interface Sums {
  /** Tickets that were told a range and were called. */
  n: number;
  /** Part of them whose wait lay inside; aim 0.8. */
  hit_rate: number | null;
  /** Mean seconds between the estimate and the wait. */
  error_s: number | null;
}

/** One day. */
export interface DayScore extends Sums {
  /** Business day. */
  day: string;
}

/** One matter over all days. */
export interface MatterScore extends Sums {
  /** Key of the matter. */
  matter: string;
}

/** The learned model was taken into use, or out of it. */
export interface ModelSwitch {
  /** From this day on. */
  day: string;
  /** Taken into use? */
  in_use: boolean;
  /** Mean error of the default over its trial, seconds. */
  default_mae_s: number;
  /** The same of the learned model. */
  learned_mae_s: number;
}

/** The optional learned model in this hall. */
export interface ModelReport {
  /** Does it answer now? Only while it beats the default here. */
  in_use: boolean;
  /** Each time that changed, oldest first. */
  switches: ModelSwitch[];
}

/** The hall's score of its own ranges. */
export interface WaitScores {
  /** Key of the hall. */
  hall: string;
  /** How it is counted. */
  definition: Words;
  /** Null where the learned model is not tried. */
  model: ModelReport | null;
  /** Over all days asked for. */
  all: Sums;
  /** By day, today as far as it has gone, newest last. */
  days: DayScore[];
  /** By matter. */
  matters: MatterScore[];
}

/** People expected in a quarter hour. */
export interface Quarter {
  /** hh:mm on the hall's clock. */
  start: string;
  /** Expected. */
  n: number;
  /** Lower end of a range kept in 80 % of cases. */
  low: number;
  /** Upper end. */
  high: number;
}

/** How wrong morning forecasts were of late. */
export interface ForecastAccuracy {
  /** Days judged. */
  days: number;
  /** Mean people off, a quarter hour. */
  people: number;
  /** The same as a share of who came. */
  share: number;
}

/** The pledge in one quarter hour. */
export interface KeptQuarter {
  /** hh:mm. */
  start: string;
  /** Share called within the pledge. */
  kept: number;
}

/** How people would fare from now on. */
export interface OutlookView {
  /** Who wait now or are to come. */
  people: number;
  /** Mean wait, seconds. */
  mean_wait_s: number;
  /** Share called within the pledge. */
  kept: number;
  /** Who would still wait at closing. */
  unserved: number;
  /** By quarter hour of arrival. */
  by_quarter: KeptQuarter[];
}

/** The fewest windows that keep the pledge. */
export interface Needed extends OutlookView {
  /** In all; null if not even twenty are enough. */
  windows: number | null;
}

/** With more windows. */
export interface WhatIf extends OutlookView {
  /** So many more. */
  more: number;
}

/** What the hall has seen so far, and what it takes before it speaks. */
export interface Known {
  /** Is it enough to act on? */
  enough: boolean;
  /** Whole days whose arrivals are known. */
  days: number;
  /** Services remembered. */
  services: number;
  /** So many days are enough. */
  days_needed: number;
  /** So many services are enough. */
  services_needed: number;
}

/** The rest of the day, played with the hall's own figures; while they are too few, forecast and outlooks are missing. */
export interface StaffingPlan {
  /** Key of the hall. */
  hall: string;
  /** The pledge asked about. */
  pledge_minutes: number;
  /** How it is reckoned. */
  definition: Words;
  /** Windows open now. */
  open: number;
  /** What this rests on. */
  known: Known;
  /** Arrivals from now on. */
  forecast?: Quarter[];
  /** Null before a day could be judged. */
  forecast_error?: ForecastAccuracy | null;
  /** With the windows open now. */
  as_it_is?: OutlookView | null;
  /** Windows needed. */
  needed?: Needed | null;
  /** Null when nothing was asked. */
  what_if?: WhatIf | null;
}
