// The survey in the browser: from the first question to the thank-you page without the network. The server draws every
// screen beforehand, from the same templates; this shows each child their part, keeps a draft that only this browser
// session can open, and seals and sends what is finished. Without it every page works by itself.
"use strict";

self.heard = self.heard || {};

heard.survey = (() => {
  const { interpreter, sealing, sending } = heard;
  const KEY_COOKIE = "heard_draft", COOKIE_PATH = "/answer/";
  const LANGUAGE_COOKIE = "heard_language", ENGLISH = "en"; // which is no cookie
  const MILLISECONDS_TO_HIDE = 150; // what leaving waits at most for the draft
  const MILLISECONDS_TO_BEGIN = 8000; // a press waits until the script is there, or until it is given up
  const MINUTE = 60000;
  const main = document.querySelector("main");

  // All that is known of the survey under way. Emptied when it is sent, hidden or left alone.
  let visit = null, file = null, page = "screen", isOver = false, idle = 0, pressed = null;

  // --- The key of the draft, in a cookie of the browser's session --------------------------------------------
  const cookieSafe = location.protocol === "https:" ? "; Secure" : "";
  const cookieEnd = `; path=${COOKIE_PATH}; SameSite=Strict${cookieSafe}`;
  const minuteNow = () => Math.floor(Date.now() / MINUTE);
  const writeKey = () => {
    document.cookie = `${KEY_COOKIE}=${visit.token}.${visit.key}.${minuteNow()}${cookieEnd}`;
  };
  const dropKey = () => { document.cookie = `${KEY_COOKIE}=; max-age=0${cookieEnd}`; };
  const readCookie = (name) => {
    const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
    return found ? found.slice(name.length + 1) : "";
  };
  const readKey = () => {
    const found = readCookie(KEY_COOKIE);
    if (!found) return null;
    const [token, key, minute] = found.split(".");
    return { token, key, minute: Number(minute) };
  };

  // --- Drafts ------------------------------------------------------------------------------------------------
  const keep = async () => {
    if (!visit || isOver) return;
    const { token, key } = visit;
    await sending.keepDraft(token, await sealing.lock({ visit, file: file.address }, key, file.draft_size));
  };
  const findDraft = async (token, key) => {
    const box = await sending.findDraft(token);
    if (!box) return null;
    try { return await sealing.unlock(box, key); } catch { return null; }
  };
  const forget = async () => {
    visit = null;
    dropKey();
    clearTimeout(idle);
    await sending.dropDrafts();
  };

  // --- Showing a page ----------------------------------------------------------------------------------------
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const show = (html, title) => {
    main.innerHTML = ((visit && visit.made_up) || "") + html;
    document.title = title;
    const first = main.querySelector("h1, legend") || main;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    scrollTo(0, 0);
    document.dispatchEvent(new CustomEvent("heard:shown"));
  };

  const fillIn = (items) => {
    for (const item of items) {
      const typed = main.querySelector(`textarea[name="${item.key}"]`);
      if (typed) typed.value = visit.words[item.key] || "";
      const codes = (visit.answers[item.key] || "").split(interpreter.SEVERAL);
      for (const box of main.querySelectorAll(`input[name="${item.key}"]`)) box.checked = codes.includes(codeOf(box));
    }
  };

  const showScreen = () => {
    const items = interpreter.itemsOn(file.script, visit.at, visit.answers);
    const isCalm = interpreter.callsForCalm(file.script, visit.answers, visit.at);
    page = "screen";
    show(file.screens[visit.at], file.titles.questions);
    const keys = new Set(items.map((item) => item.key));
    for (const part of main.querySelectorAll("[data-item]")) if (!keys.has(part.dataset.item)) part.remove();
    if (!isCalm) main.querySelectorAll(".calm").forEach((each) => each.remove());
    fillIn(items);
  };

  const showSend = () => {
    page = "send";
    show(file.pages.send, file.titles.send);
    if (!interpreter.callsForCalm(file.script, visit.answers, visit.at)) main.querySelectorAll(".calm").forEach((each) => each.remove());
  };

  const showPage = (name) => {
    page = name;
    show(visit.pages[name] || file.pages[name], file.titles[name]);
  };

  const showPlace = () => (visit.at >= file.script.screens.length ? showSend() : showScreen());

  const showAgain = (errors) => {
    const form = main.querySelector("form");
    main.querySelectorAll(".error, .error-summary").forEach((each) => each.remove());
    const summary = document.createElement("div");
    summary.className = "error-summary";
    summary.setAttribute("role", "alert");
    for (const text of errors) summary.append(Object.assign(document.createElement("p"), { textContent: text }));
    form.prepend(summary);
    scrollTo(0, 0);
    document.dispatchEvent(new CustomEvent("heard:shown"));
  };

  // --- Reading a screen --------------------------------------------------------------------------------------
  const codeOf = (box) => box.value.replace(/\.+$/, "");

  const clean = (text) => text.replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu, "").trim();

  // What cannot stand, in words; the rest is kept.
  const read = (isLeftOut) => {
    const errors = [];
    for (const item of interpreter.itemsOn(file.script, visit.at, visit.answers)) {
      if (item.kind === "open") {
        const text = clean(main.querySelector(`textarea[name="${item.key}"]`).value);
        const over = Array.from(text).length - file.limit;
        if (over > 0) errors.push(fill(file.words.too_long, { over, limit: file.limit }));
        else visit.words[item.key] = text;
      } else {
        const boxes = Array.from(main.querySelectorAll(`input[name="${item.key}"]:checked`));
        const value = isLeftOut ? "" : boxes.map(codeOf).join(interpreter.SEVERAL);
        if (value && !interpreter.stands(item, value)) errors.push(file.words.unreadable);
        else visit.answers[item.key] = value;
      }
    }
    return errors;
  };

  // --- Going on ----------------------------------------------------------------------------------------------
  const move = (place) => {
    visit.at = place;
    visit.reached = Math.max(visit.reached, place);
    keep();
    if (interpreter.beginsHandover(file.script, place)) showPage("hand_over");
    else showPlace();
  };

  const back = () => {
    const before = interpreter.previous(file.script, visit.answers, visit.at);
    if (before === interpreter.BEFORE_FIRST) { keep().then(() => location.assign(visit.before)); return; }
    visit.at = before;
    keep();
    showPlace();
  };

  const leaveScreen = (go) => {
    if (go === "language") { leaveForLanguages(); return; }
    const errors = read(go === "skip");
    if (errors.length && go !== "help" && go !== "look") { showAgain(errors); return; }
    if (go === "help" || go === "stop" || go === "look") {
      keep();
      if (go === "look") showLook();
      else showPage(go);
      return;
    }
    if (go === "back") { back(); return; }
    move(interpreter.next(file.script, visit.answers, visit.at));
  };

  const purposeOf = (kind) => `${kind}/${visit.council}/${visit.wave}`;

  const sealEverything = async () => {
    const row = interpreter.finish(file.script, visit.answers, visit.reached);
    const groups = {};
    for (const key of file.groups) if (row[key]) groups[key] = row[key];
    const seal = (value, kind, to) => sealing.seal(value, { to, purpose: purposeOf(kind), size: file.sizes[kind] });
    const { survey, version } = file;
    const open = file.script.screens.flatMap((screen) => screen.items.filter((item) => item.kind === "open"));
    const [answers, slip, comments] = await Promise.all([
      seal({ survey, version, answers: row }, "answers", visit.keys.wave),
      seal({ kind: "finished", groups }, "slip", visit.keys.counting),
      Promise.all(open.map(({ key }) =>
        seal({ survey, question: key, text: visit.words[key] || "" }, "comment", visit.keys.reading))),
    ]);
    const { ticket } = visit;
    return { answers: { ticket, answers, slip }, words: { ticket, comments } };
  };

  const finish = async () => {
    const { ticket, pages } = visit, made_up = visit.made_up;
    await sending.put(await sealEverything());
    isOver = true;
    await forget();
    dropLook();
    letLanguageGo();
    const outcome = (await sending.send()).get(ticket);
    visit = { pages, made_up, answers: {}, words: {} };
    showPage(outcome ? file.endings[outcome] || "ended" : "waiting");
    visit = null;
    const waits = await sending.tell();
    if (waits && self.navigator.serviceWorker) {
      navigator.serviceWorker.ready.then((worker) => worker.sync && worker.sync.register(sending.SYNC)).catch(() => {});
    }
  };

  const putAway = async () => {
    const pictures = ["first", "second", "third"].map((place) => {
      const box = main.querySelector(`input[name="${place}"]:checked`);
      return box ? box.value : "";
    });
    if (!pictures.every(Boolean)) { showAgain([file.words.three_pictures]); return; }
    const { answers, words, at, reached } = visit;
    const state = JSON.stringify({ pictures, answers, words, at, reached });
    const length = new TextEncoder().encode(state).length, step = file.page_step;
    const form = new FormData();
    form.set("visit", visit.token);
    form.set("csrfmiddlewaretoken", visit.csrf);
    form.set("state", state + " ".repeat(Math.ceil(length / step) * step - length)); // so that its length tells little
    try {
      const response = await fetch(file.ways.put_away, { method: "POST", body: form });
      if (!response.ok) throw new Error("not put away");
      isOver = true;
      await forget();
      location.replace(file.ways.end);
    } catch {
      showAgain([file.words.no_signal]);
    }
  };

  const throwAway = async () => {
    const form = new URLSearchParams({ visit: visit.token, csrfmiddlewaretoken: visit.csrf });
    const { made_up } = visit;
    isOver = true;
    await forget();
    try {
      await fetch(file.ways.stop, { method: "POST", body: form, redirect: "manual" });
    } catch { /* without a signal it is gone from here, and nothing of it was ever sent */ }
    visit = { made_up, pages: {} };
    showPage("thrown_away");
    visit = null;
  };

  // Letters and colours: one class for each choice that is not as pages come.
  const chosenLook = () => Object.keys(file.look.choices).map((name) =>
    (main.querySelector(`input[name="${name}"]:checked`) || { value: file.look.choices[name][0] }).value);

  const showLook = () => {
    showPage("look");
    for (const name of document.documentElement.classList) {
      const box = main.querySelector(`input[value="${name}"]`);
      if (box) box.checked = true;
    }
  };

  const chooseLook = () => {
    const chosen = chosenLook();
    document.cookie = `${file.look.cookie}=${chosen.join(".")}; path=/; SameSite=Strict${cookieSafe}`;
    document.documentElement.className = chosen.join(" ");
    showPlace();
  };

  const dropLook = () => {
    document.cookie = `${file.look.cookie}=; path=/; max-age=0; SameSite=Strict${cookieSafe}`;
    document.documentElement.className = "";
  };

  // --- Another language --------------------------------------------------------------------------------------
  const leaveForLanguages = async () => {
    if (page === "screen") read(false);
    await keep();
    location.assign(file.ways.language);
  };

  // A page that was kept for want of a signal may be in another language than the survey.
  const speakIn = ({ language, frame }) => {
    const html = document.documentElement;
    html.lang = language.tag;
    html.dir = language.direction;
    for (const id of ["leave", "help", "language"]) {
      const button = document.getElementById(id);
      if (button) button.lastChild.data = frame[id];
    }
    for (const each of document.querySelectorAll("template")) each.content.firstElementChild.ariaLabel = frame.listen;
  };

  // Whoever goes on to the page of help still reads it in their language.
  const letLanguageGo = () => {
    const key = readCookie(LANGUAGE_COOKIE);
    if (key) document.cookie = `${LANGUAGE_COOKIE}=${key}; path=/; max-age=${file.language.stays}; SameSite=Strict${cookieSafe}`;
  };

  const press = (go) => {
    touch();
    if (!visit) return;
    if (page === "screen") leaveScreen(go);
    else if (page === "hand_over") showScreen();
    else if (page === "send" && go === "back") back();
    else if (page === "send" && go === "help") showPage("help");
    else if (page === "send") {
      page = "sending"; // pressed twice, it is sent and thanked for once
      finish().catch(() => { page = "send"; });
    }
    else if (page === "look") chooseLook();
    else if (page === "stop") throwAway();
    else if (page === "pause") putAway();
  };

  // --- Leaving -----------------------------------------------------------------------------------------------
  const touch = () => {
    clearTimeout(idle);
    if (!visit || isLost()) return;
    writeKey();
    idle = setTimeout(fallAsleep, file.idle_minutes * MINUTE);
  };

  // Another tab has sent or hidden this survey, or another code was typed there: nothing of it is shown here any more.
  const isLost = () => {
    const held = readKey();
    if (held && held.token === visit.token) return false;
    leaveOn(held ? "two_places" : "idle");
    return true;
  };

  const leaveOn = (name) => {
    visit = { pages: {}, made_up: visit.made_up };
    showPage(name);
    visit = null;
  };

  const fallAsleep = async () => {
    if (!visit) return;
    if (page === "screen") read(false);
    await keep();
    dropKey();
    leaveOn("idle");
  };

  const hide = (address) => {
    document.body.hidden = true;
    if (visit && page === "screen") read(false);
    const kept = Promise.race([keep(), new Promise((resolve) => setTimeout(resolve, MILLISECONDS_TO_HIDE))]);
    kept.catch(() => {}).then(() => {
      visit = null;
      dropKey();
      location.replace(address);
    });
  };

  const onClick = (event) => {
    const link = event.target.closest("a[href], button");
    if (!link) return;
    if (link.id === "leave") { event.preventDefault(); hide(link.href); return; }
    if (link.id === "language" && visit) { event.preventDefault(); leaveForLanguages(); return; }
    if (link.tagName === "BUTTON") { pressed = link; return; }
    const name = visit && file.links[link.pathname];
    if (!name) return;
    event.preventDefault();
    touch();
    if (name === "on") showPlace();
    else { if (page === "screen") read(false); showPage(name); }
  };

  // Page by page: a form sent by a script leaves out the button that was pressed.
  const submitPlainly = (form, button) => {
    const { name, value } = button || {};
    if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    form.submit();
  };

  const onSubmit = (event) => {
    event.preventDefault();
    const button = event.submitter || pressed;
    pressed = null;
    ready.then(() => (visit ? press(button ? button.value : "next") : submitPlainly(event.target, button)));
  };

  const onBack = () => {
    if (isOver) { location.replace("/"); return; }
    if (!visit) return;
    history.pushState(null, "");
    if (page === "screen") read(false);
    if (page === "screen" || page === "send") back();
    else showPlace();
  };

  // --- Taking over -------------------------------------------------------------------------------------------
  const fieldOf = (name) => (document.querySelector(`input[name="${name}"]`) || {}).value || "";

  const late = new AbortController();
  const fetchInTime = (address, options) => fetch(address, { ...options, signal: late.signal });

  const load = async (address) => {
    const response = await fetchInTime(address);
    if (!response.ok) throw new Error("no script");
    if (self.caches) (await caches.open("heard-surveys")).put(address, response.clone()).catch(() => {});
    return { ...(await response.json()), address };
  };

  const ask = async () => {
    const response = await fetchInTime(document.documentElement.dataset.take, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error("not to be taken over");
    return response.json();
  };

  const confirm = () => fetchInTime(document.documentElement.dataset.take, {
    method: "POST", body: new URLSearchParams({ visit: visit.token, csrfmiddlewaretoken: visit.csrf }), redirect: "manual" }).catch(() => {});

  // The visit as the server describes it, in the language chosen here, round the draft that is here. Without a signal
  // a draft goes on in its own language.
  const renew = async (draft) => {
    let taken;
    try { taken = await ask(); } catch (fault) { if (draft) return draft; throw fault; }
    const kept = draft || (await findDraft(taken.token, taken.key)) || { visit: taken };
    const { ticket, language, pages, made_up } = taken;
    return { visit: { ...kept.visit, ticket, language, pages, made_up }, file: taken.file };
  };

  const begin = async () => {
    const held = readKey(), token = fieldOf("visit");
    const isAwake = held && (!token || held.token === token);
    let draft = isAwake ? await findDraft(held.token, held.key) : null;
    const isTheirs = draft && draft.visit.language === (readCookie(LANGUAGE_COOKIE) || ENGLISH);
    if (!isTheirs) draft = await renew(draft);
    const csrf = fieldOf("csrfmiddlewaretoken");
    file = await load(draft.file);
    if (held && Math.abs(minuteNow() - held.minute) >= file.idle_minutes && !token) {
      dropKey(); // the code must be typed again, and that needs a signal; so too where the clock was set back
      throw new Error("asleep");
    }
    visit = draft.visit;
    writeKey(); // before anything is waited for: a child who touches the page meanwhile is found with a key
    if (csrf) visit.csrf = csrf;
    await sending.dropDraftsBut(visit.token);
    await keep();
    touch();
    if (csrf) await confirm();
  };

  const start = async () => {
    const isShell = Boolean(document.getElementById("shell"));
    setTimeout(() => late.abort(), MILLISECONDS_TO_BEGIN);
    try {
      await begin();
    } catch {
      visit = null;
      if (isShell) document.getElementById("shell").classList.add("lost");
      return;
    }
    document.body.className = `child ages-${file.survey}`;
    for (const button of document.querySelectorAll(".bar button[name=go]")) button.removeAttribute("form");
    history.pushState(null, "");
    const isOtherwise = document.documentElement.lang !== file.language.tag;
    if (isOtherwise) speakIn(file);
    if (isShell || isOtherwise || Number(fieldOf("screen")) !== visit.at) showPlace();
  };

  let ready = Promise.resolve();
  const isAble = sealing.isThere && self.indexedDB && self.fetch && document.documentElement.dataset.take;
  document.addEventListener("click", onClick);
  if (isAble) {
    main.addEventListener("submit", onSubmit);
    self.addEventListener("popstate", onBack);
    self.addEventListener("pagehide", () => { if (visit && page === "screen") { read(false); keep(); } });
    for (const name of ["input", "keydown", "pointerdown"]) document.addEventListener(name, touch);
    document.querySelectorAll(".bar button[name=go]").forEach((button) =>
      button.addEventListener("click", (event) => {
        event.preventDefault();
        ready.then(() => (visit && page !== "screen" ? showPage("help") : visit ? press("help")
          : button.form ? button.form.requestSubmit(button) : location.assign(file.ways.help))); // when all is sent
      }));
    self.addEventListener("online", () => sending.send().then(sending.tell));
    ready = start();
    sending.send().then(sending.tell).catch(() => {});
    if (navigator.serviceWorker) navigator.serviceWorker.register("/answer/offline.js").catch(() => {});
  }

  return { ready };
})();
