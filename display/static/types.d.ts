// What the public screens work with, out of the live state and the catalogue.
import type { Age } from "../../server/web/static/kit/age.js";
import type {
  LiveCall,
  Catalogue,
  Snapshot,
  Range,
  SubscriptionRefused,
  Layout,
  LiveWindow,
  Words,
} from "../../server/web/static/kit/contracts.js";

export type Zone = Catalogue["zones"][number];
export type Series = Catalogue["series"][number];
export type Place = Catalogue["windows"][number];
export type Matter = Catalogue["matters"][number];
/** A call with the window that made it. */
export interface ShownCall extends LiveCall {
  window: string;
}
/** A call with the sign of its window and its zone's letter. */
export interface PlacedCall extends ShownCall {
  sign: string;
  zone: Zone | undefined;
  zoneSign: string;
}
/** The part of the live state that the plate follows. */
export interface Hall {
  windows: Record<string, { call: LiveCall | null }>;
  missed: Record<string, number>;
}
/** A catalogue with its indexes, made once a configuration version. */
export interface Index extends Catalogue {
  byZone: Map<string, Zone>;
  byWindow: Map<string, Place>;
  byMatter: Map<string, Matter>;
  byPrefix: Map<string, Series>;
}
export interface QueueRow {
  series: Series;
  waiting: number;
  range: Range | null;
  /** One of those that serve it, whose word is said of them. */
  window: string;
  served: boolean;
}
export interface PausedRow {
  key: string;
  sign: string;
  reason: Words | null;
  until: string | null;
  standIns: string[];
}
/** A screen: pixels of the page, and inches from corner to corner. */
export interface Panel {
  width: number;
  height: number;
  inches?: number;
}
/** A board's layout on its panel; lengths in pixels of the drawing, of which each has `mm` millimetres. */
export interface Plan {
  form: "wide" | "tall";
  scale: number;
  width: number;
  height: number;
  side: number;
  columns: number;
  /** Lines of calls on a portrait panel. */
  lines: number;
  roomy: boolean;
  mm: number;
}
/** What the window screen draws. */
export interface View {
  key: string;
  place: Place;
  now: LiveWindow;
  state: Snapshot;
  index: Index;
  age: Age;
  sign: string;
  /** The photograph of who sits there, as an address. */
  face: string | null;
}
/** What the page that edits layouts wants to see. */
export interface Sample {
  layout: Layout | null;
  inches: number | null;
  /** The zone of the board itself. */
  zone: string | null;
  /** Whether somebody is called. */
  calls: boolean;
}
/** From how many metres a board is read, and the millimetres of a pixel of its panel. */
export interface SampleReads {
  plate: number;
  row: number;
  least: number;
  mm: number;
}
export interface Unready {
  age: Age;
  refused: SubscriptionRefused | null;
}
export type Values = Record<string, string | number>;
