// Reading a card aloud, with a voice of this device and no other: a voice of another computer would be sent the words.
"use strict";

(() => {
  const speech = self.speechSynthesis, main = document.querySelector(".told-page");
  if (!speech || !main) return;
  const languageOf = (tag) => tag.split(/[-_]/)[0].toLowerCase();
  const voiceOf = (language) => speech.getVoices().find((voice) => voice.localService && languageOf(voice.lang) === languageOf(language));
  let pressed = null;

  const stop = () => {
    speech.cancel();
    if (pressed) { pressed.setAttribute("aria-pressed", "false"); pressed.textContent = main.dataset.listen; }
    pressed = null;
  };

  const say = (card, button) => {
    pressed = button;
    button.setAttribute("aria-pressed", "true");
    button.textContent = main.dataset.stop;
    const parts = Array.from(card.querySelectorAll("h2, h3, p, li"));
    parts.forEach((part, place) => {
      const owner = part.closest("[lang]"), voice = voiceOf(owner.lang);
      if (!voice) return;
      const words = Object.assign(new SpeechSynthesisUtterance(part.textContent), { voice, lang: voice.lang });
      if (place === parts.length - 1) words.onend = stop;
      speech.speak(words);
    });
  };

  const offer = () => {
    if (!voiceOf(document.documentElement.lang) || main.querySelector("button.read")) return;
    for (const card of main.querySelectorAll(".told")) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button second read", textContent: main.dataset.listen });
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => { const wasOn = button === pressed; stop(); if (!wasOn) say(card, button); });
      card.append(button);
    }
  };

  speech.addEventListener("voiceschanged", offer);
  self.addEventListener("pagehide", stop);
  offer();
})();
