// The service worker of the answering pages: what was opened once opens again where there is no signal, and surveys
// that wait are sent when the signal is back. It keeps files that are the same for every child, and no page of a child.
"use strict";

importScripts("{% load static %}{% static 'answering/sending.js' %}");

const FILES = {{ files|safe }};
const SHELL = "{% url 'answering:shell' %}", BLANK = "{% url 'answering:blank' %}", HIDE = "{% url 'answering:hide' %}";
const NAME = "heard-files {{ mark }}", SURVEYS = "heard-surveys";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll([...FILES, SHELL, BLANK])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => name !== NAME && name !== SURVEYS;
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate") {
    const instead = pathname === HIDE ? BLANK : SHELL;
    event.respondWith(fetch(event.request).catch(() => caches.match(instead)));
  } else if (FILES.includes(pathname) || pathname.startsWith("/survey/")) {
    event.respondWith(caches.match(event.request).then((kept) => kept || fetch(event.request)));
  }
});

self.addEventListener("sync", (event) => {
  if (event.tag === heard.sending.SYNC) event.waitUntil(heard.sending.send());
});
