// Finished surveys that wait on this device for a signal: sealed already, and nothing here can open them. The page and
// the service worker both send them; whichever comes second is told that they are in.
"use strict";

self.heard = self.heard || {};

heard.sending = (() => {
  const DATABASE = "heard", DRAFTS = "drafts", WAITING = "waiting";
  const KEPT_DAYS = 30, YEAR = 365;
  const ANSWERS = "answers", WORDS = "words";
  const ADDRESS = { answers: "/answer/sealed/answers/", words: "/answer/sealed/words/" };
  const NOT_UNDERSTOOD = 400;
  const SYNC = "send", MARK = "heard_waiting";

  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  let opened;
  const open = () => {
    opened = opened || new Promise((resolve, reject) => {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(DRAFTS);
        request.result.createObjectStore(WAITING, { autoIncrement: true });
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opened;
  };

  // One transaction on one store; resolves once it is on the disk.
  const work = async (name, mode, step) => {
    const transaction = (await open()).transaction(name, mode);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    const result = await step(transaction.objectStore(name));
    await done;
    return result;
  };

  const keepDraft = (name, box) => work(DRAFTS, "readwrite", (store) => asked(store.put(box, name)));
  const findDraft = (name) => work(DRAFTS, "readonly", (store) => asked(store.get(name)));
  // Of surveys that were left behind here; their keys went with the browser's session.
  const dropDraftsBut = (name) => work(DRAFTS, "readwrite", async (store) => {
    for (const key of await asked(store.getAllKeys())) if (key !== name) store.delete(key);
  });
  const dropDrafts = () => work(DRAFTS, "readwrite", (store) => asked(store.clear()));

  const today = () => Math.floor(Date.now() / 86400000);

  // Both parcels of one survey, ticks first, in one transaction: never one without the other.
  const put = ({ answers, words }) => work(WAITING, "readwrite", (store) => Promise.all([
    asked(store.add({ kind: ANSWERS, body: answers, day: today() })),
    asked(store.add({ kind: WORDS, body: words, day: today() }))]));

  const list = () => work(WAITING, "readonly", async (store) => {
    const [keys, parcels] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
    return keys.map((key, place) => ({ key, ...parcels[place] }));
  });

  const drop = (key) => work(WAITING, "readwrite", (store) => asked(store.delete(key)));

  const count = async () => (await list()).filter((parcel) => parcel.kind === ANSWERS).length;

  // Says on this page how many wait; a mark lets pages without this script know that there is something to send.
  const tell = async () => {
    const waiting = await count();
    if ((await list()).length) localStorage.setItem(MARK, "1");
    else localStorage.removeItem(MARK);
    for (const place of document.querySelectorAll("[data-unsent]")) {
      place.hidden = !waiting;
      place.textContent = waiting === 1 ? place.dataset.one : place.dataset.unsent.replace("{n}", waiting);
    }
    return waiting;
  };

  // What the site said: an outcome; null where nothing reached it, it is out of order, or something in between answered
  // in its place (a page to sign in to a network, a proxy), and the parcel stays.
  const post = async ({ kind, body }) => {
    try {
      const response = await fetch(ADDRESS[kind], {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
      return response.ok || response.status === NOT_UNDERSTOOD ? (await response.json()).outcome || null : null;
    } catch {
      return null;
    }
  };

  // Days that it has waited. Without a signal a device may not have known the date: what seems to be of the future, or a
  // year old, was put here by such a clock, and its days begin now.
  const daysOf = async ({ key, ...parcel }) => {
    const days = today() - parcel.day;
    if (days >= 0 && days < YEAR) return days;
    await work(WAITING, "readwrite", async (store) => {
      if (await asked(store.getKey(key))) store.put({ ...parcel, day: today() }, key); // unless it went meanwhile
    });
    return 0;
  };

  // Sends what waits, ticks before the words of the same survey; tells by ticket what became of the ticks that went.
  const send = async () => {
    const outcomes = new Map(), stays = new Set();
    for (const parcel of await list()) {
      if (stays.has(parcel.body.ticket)) continue; // its ticks did not go, so its words wait with them
      const outcome = (await post(parcel)) || ((await daysOf(parcel)) > KEPT_DAYS ? "too_old" : null);
      if (outcome === null) { stays.add(parcel.body.ticket); continue; }
      await drop(parcel.key);
      if (parcel.kind === ANSWERS) outcomes.set(parcel.body.ticket, outcome);
    }
    return outcomes;
  };

  return { keepDraft, findDraft, dropDrafts, dropDraftsBut, put, count, send, tell, SYNC };
})();
