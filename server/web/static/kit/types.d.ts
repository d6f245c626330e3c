// What pages work with beside the contracts.
import type { Catalogue, Ticket } from "./contracts.js";

/** The page's own data, given in `<script id="boot">`. */
export interface Boot {
  hall: string;
  slot: string | null;
  device: Record<string, unknown> | null;
  person: Record<string, unknown> | null;
  window?: string;
  zone?: string;
  version: string;
  demo: boolean;
  csrf?: string;
  ticket?: Ticket;
  catalogue?: Catalogue;
  [extra: string]: unknown;
}
