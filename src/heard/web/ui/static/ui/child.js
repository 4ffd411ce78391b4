// Esc twice leaves the page as "Hide this page" does. Nothing else on a child's pages needs a script.
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
