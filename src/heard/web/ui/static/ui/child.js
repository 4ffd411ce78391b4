// Esc twice leaves the page as "Hide this page" does, and a card's square may type the code. Nothing else on a child's
// pages needs a script, and both can be done without.
"use strict";

const QUICKLY = 1000; // milliseconds between the two
let pressed = -Infinity;

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (event.timeStamp - pressed < QUICKLY) {
    location.replace(document.getElementById("leave").href);
  }
  pressed = event.timeStamp;
});

// A square that types the code holds it behind a "#", which no server is told. It goes out of the address at once.
const scanned = location.pathname === "/" ? location.hash.slice(1) : "";
if (scanned) {
  history.replaceState(null, "", location.pathname);
  const field = document.getElementById("code");
  if (field && !field.value && /^[A-Z0-9-]{12,14}$/.test(scanned)) field.value = scanned;
}
