/** A screen without its session: connected before, it connects itself again. */
import { reconnect } from "/static/kit/device-secret.js";

const AGAIN_MS = 3000;

async function connect() {
  try {
    if (await reconnect(new URLSearchParams(location.search).get("as"))) location.reload();
  } catch {
    setTimeout(connect, AGAIN_MS); // the line is away; it was not said that the device is out
  }
}

void connect();
