/** The line before a window, in figures: never who, always how many, for how long, and how that is. */
/** @import { ConsoleModel } from "./console-model.js" */
import { loadLevel } from "/static/kit/format.js";
import { awayOf, loadOf } from "./cycle.js";

/** People per open window up to which the steps 1 to 4 reach; the kiosk counts by the same. */
const CROWD = [0, 1, 3, 6];

/**
 * Who waits for what this window does and can be called now, for how many minutes the first of them, who was put aside
 * here and who missed a call, and one of five steps for it all: by the longest wait or by people per open window,
 * whichever is worse.
 * @param {ConsoleModel} model
 */
export function lineOf(model) {
  const { load, parked, missed } = model.shown;
  const queues = loadOf(model.shown, model.live?.queues);
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting - awayOf(queue), 0);
  const waits = load.flatMap(({ oldest_s }) => (oldest_s === null || oldest_s === undefined ? [] : [oldest_s]));
  const oldest = waiting && waits.length ? Math.floor((Math.max(...waits) + model.since) / 60) : null;
  const crowd = waiting / Math.max(1, openBeside(model));
  const steps = CROWD.filter((bound) => crowd > bound).length + 1;
  const level = waiting ? Math.max(steps, loadLevel(oldest ?? 0)) : 1;
  return { waiting, oldest, parked: parked.length, missed: missed.length, level };
}

/** Open windows that share the line. @param {ConsoleModel} model */
function openBeside({ catalogue, live, shown }) {
  const shared = (catalogue?.windows ?? []).filter(({ matters }) =>
    matters.some((matter) => shown.window.matters.includes(matter)),
  );
  return shared.filter(({ key }) => live?.windows[key]?.state === "open").length;
}
