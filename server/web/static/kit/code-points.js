import { showCodePoints } from "/static/kit/glyphs.js";

showCodePoints();
