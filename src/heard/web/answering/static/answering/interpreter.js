// A questionnaire's script, walked: who is asked what, which screen comes next, what stands in the finished row.
// The same steps as the package heard.interview, held to the same table of cases. Values in, values out.
"use strict";

self.heard = self.heard || {};

heard.interpreter = (() => {
  const BEFORE_FIRST = -1;
  const SEVERAL = ";";
  const OPEN = "open", QUESTION = "question", DEMOGRAPHIC = "demographic";

  const codesOf = (answers, key) => (answers[key] || "").split(SEVERAL);

  const meets = (condition, answers) =>
    !condition || codesOf(answers, condition.key).some((code) => condition.codes.includes(code));

  const every = (script, kind) =>
    script.screens.flatMap((screen) => screen.items.filter((item) => item.kind === kind));

  // The route is walked from the start: an answer to a question that is itself not asked leads nowhere.
  const askedKeys = (script, answers) => {
    const asked = new Set(), recorded = {};
    for (const item of every(script, QUESTION)) {
      if (!meets(item.if, recorded)) continue;
      asked.add(item.key);
      if (item.key in answers) recorded[item.key] = answers[item.key];
    }
    return asked;
  };

  const itemsOn = (script, place, answers) => {
    const asked = askedKeys(script, answers);
    return script.screens[place].items.filter((item) => item.kind !== QUESTION || asked.has(item.key));
  };

  const shown = (script, answers) =>
    script.screens.map((_, place) => place).filter((place) => itemsOn(script, place, answers).length > 0);

  // After the last comes the number of screens: the end. Before the first comes BEFORE_FIRST.
  const next = (script, answers, after) => {
    const found = shown(script, answers).find((place) => place > after);
    return found === undefined ? script.screens.length : found;
  };

  const previous = (script, answers, before) => {
    const found = shown(script, answers).filter((place) => place < before);
    return found.length ? found[found.length - 1] : BEFORE_FIRST;
  };

  const beginsHandover = (script, place) =>
    place > 0 && place < script.screens.length && script.screens[place - 1].adult && !script.screens[place].adult;

  const callsForCalm = (script, answers, place) => {
    const before = previous(script, answers, place);
    return before !== BEFORE_FIRST && script.screens[before].items.some((item) =>
      codesOf(answers, item.key).some((code) => (script.calm[item.key] || []).includes(code)));
  };

  const stands = (item, value) => {
    const codes = value.split(SEVERAL);
    if (!codes.every((code) => item.codes.includes(code))) return false;
    if (codes.length === 1) return true;
    if (item.kind === DEMOGRAPHIC || !item.several || new Set(codes).size < codes.length) return false;
    return !codes.some((code) => item.lone.includes(code));
  };

  const standing = (script, answers) => {
    const kept = {};
    for (const item of every(script, DEMOGRAPHIC)) {
      const value = answers[item.key] || "";
      kept[item.key] = value && stands(item, value) ? value : "";
    }
    for (const item of every(script, QUESTION)) {
      const value = answers[item.key] || "";
      kept[item.key] = value && meets(item.if, kept) && stands(item, value) ? value : "";
    }
    return kept;
  };

  // The row of somebody who was shown the screens up to `reached`: what was left empty there is skipped.
  const finish = (script, answers, reached) => {
    const kept = standing(script, answers), row = {};
    for (let place = 0; place < script.screens.length; place += 1) {
      const here = place <= reached ? itemsOn(script, place, kept) : [];
      for (const item of script.screens[place].items) {
        if (item.kind === OPEN) continue;
        const empty = item.skipped ? "skipped" : "";
        row[item.key] = here.includes(item) ? kept[item.key] || empty : "";
      }
    }
    return row;
  };

  return { BEFORE_FIRST, SEVERAL, itemsOn, next, previous, beginsHandover, callsForCalm, stands, finish };
})();
