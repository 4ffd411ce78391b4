// Esc twice leaves the page as "Hide this page" does, a card's square may type the code, and what waits for a signal is
// sent. Nothing else on a child's pages needs this script, and all of it can be done without.
"use strict";

const QUICKLY = 1000; // milliseconds between the two
let pressed = -Infinity;

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (event.timeStamp - pressed < QUICKLY) {
    document.getElementById("leave").click();
  }
  pressed = event.timeStamp;
});

// How the pages are to look is in a cookie; a page that was kept for want of a signal does not know of it.
const look = document.cookie.split("; ").find((each) => each.startsWith("heard_look="));
if (look && !document.documentElement.className) {
  document.documentElement.className = look.split("=")[1].split(".").join(" ");
}

// A square that types the code holds it behind a "#", which no server is told. It goes out of the address at once.
const scanned = location.pathname === "/" ? location.hash.slice(1) : "";
if (scanned) {
  history.replaceState(null, "", location.pathname);
  const field = document.getElementById("code");
  if (field && !field.value && /^[A-Z0-9-]{12,14}$/.test(scanned)) field.value = scanned;
}

// Finished surveys wait on this device: whichever page is opened with a signal sends them.
const waits = document.querySelector("script[data-sending]");
if (waits && self.localStorage && localStorage.getItem("heard_waiting")) {
  const script = Object.assign(document.createElement("script"), { src: waits.dataset.sending });
  script.addEventListener("load", () => heard.sending.tell().then(heard.sending.send).then(heard.sending.tell));
  document.head.append(script);
}
