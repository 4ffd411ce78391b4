// Reading aloud, with a voice of this device and no other: what is asked and what can be answered, the word being read
// marked. Never what somebody typed. Where a programme recorded a question, the recording is played instead.
"use strict";

self.heard = self.heard || {};

heard.speaking = (() => {
  const speech = self.speechSynthesis;
  const PAUSE = ". "; // between the parts, as a reader makes one
  const languageOf = (tag) => tag.split(/[-_]/)[0].toLowerCase();
  let spoken = [], isOn = null; // null: nobody has said so far

  // For the youngest it is on until somebody turns it off.
  const isReading = () => (isOn === null ? document.body.classList.contains("ages-4-7") : isOn);

  // A voice of another computer would send the questions there.
  const findVoice = () => speech && speech.getVoices().find((voice) =>
    voice.localService && languageOf(voice.lang) === languageOf(document.documentElement.lang));

  const wrapWords = (element) => {
    const words = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      const pieces = text.data.split(/(\s+)/).map((piece) => {
        if (!piece.trim()) return document.createTextNode(piece);
        const word = Object.assign(document.createElement("span"), { className: "said", textContent: piece });
        words.push(word);
        return word;
      });
      text.replaceWith(...pieces);
    }
    return words;
  };

  const unwrap = () => {
    for (const word of spoken) { const parent = word.parentNode; word.replaceWith(...word.childNodes); if (parent) parent.normalize(); }
    spoken = [];
  };

  const stop = () => {
    if (speech) speech.cancel();
    document.querySelectorAll("audio").forEach((each) => each.pause());
    document.querySelectorAll(".say[aria-pressed=true]").forEach((each) => each.setAttribute("aria-pressed", "false"));
    unwrap();
  };

  // Says the elements one after the other and marks each word as the voice comes to it.
  const say = (elements, button) => {
    stop();
    const voice = findVoice();
    if (!voice) return;
    let text = "";
    const starts = [];
    for (const element of elements) {
      for (const word of wrapWords(element)) {
        starts.push(text.length);
        spoken.push(word);
        text += `${word.textContent} `;
      }
      text = text.trimEnd() + PAUSE;
    }
    const utterance = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang });
    utterance.onboundary = ({ charIndex }) => {
      const place = starts.filter((start) => start <= charIndex).length - 1;
      spoken.forEach((word, each) => word.classList.toggle("saying", each === place));
    };
    utterance.onend = utterance.onerror = () => { if (button) button.setAttribute("aria-pressed", "false"); unwrap(); };
    if (button) button.setAttribute("aria-pressed", "true");
    speech.speak(utterance);
  };

  // The question, what stands under it, and each answer.
  const partsOf = (item) => Array.from(item.querySelectorAll("legend, label:not(.answer), .hint p, .answer .word"));

  const press = (item, button) => {
    const wasOn = button.getAttribute("aria-pressed") === "true";
    stop();
    if (wasOn) { isOn = false; return; }
    isOn = true;
    const recording = item.querySelector("audio");
    if (!recording) { say(partsOf(item), button); return; }
    button.setAttribute("aria-pressed", "true");
    recording.onended = () => button.setAttribute("aria-pressed", "false");
    recording.play().catch(() => say(partsOf(item), button));
  };

  const addButtons = () => {
    const template = document.getElementById("say");
    if (!template) return;
    for (const item of document.querySelectorAll("[data-item]")) {
      if (item.querySelector(".say") || !(findVoice() || item.querySelector("audio"))) continue;
      item.classList.add("spoken");
      const button = template.content.cloneNode(true).firstElementChild;
      button.addEventListener("click", () => press(item, button));
      item.prepend(button);
    }
  };

  // Where reading is on, each question is read as it comes.
  const readFirst = () => {
    const item = document.querySelector("[data-item]");
    if (isReading() && item && item.querySelector(".say")) press(item, item.querySelector(".say"));
  };

  const begin = () => {
    stop();
    addButtons();
    readFirst();
  };

  document.addEventListener("heard:shown", begin);
  document.addEventListener("change", (event) => {
    const word = event.target.closest("[data-item]") && isReading() && event.target.parentElement.querySelector(".word");
    if (word) say([word]);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); });
  self.addEventListener("pagehide", stop);
  if (speech) speech.addEventListener("voiceschanged", addButtons);
  begin();

  return { stop };
})();
