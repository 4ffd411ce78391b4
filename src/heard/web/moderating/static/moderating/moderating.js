// A moderator's keys: tick with numbers, mark words with the mouse or Shift and arrows, Enter keeps and goes on.
'use strict';

const form = document.querySelector('[data-moderate]');
const words = document.querySelector('[data-marking]');
const typed = document.querySelector('[name=typed]');
const KINDS = {n: 'name', s: 'school', p: 'place', g: 'group', d: 'date', f: 'family', a: 'address', o: 'online'};
const TICKS = {i: 'is_idea', q: 'is_wanted'};

// What is marked in the child's words, without the small print of marks that are there already.
function markedWords() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !words.contains(selection.getRangeAt(0).commonAncestorContainer)) return '';
  const part = selection.getRangeAt(0).cloneContents();
  part.querySelectorAll('.kind').forEach(each => each.remove());
  return part.textContent.trim();
}

function takeOut(kind) {
  const marked = markedWords();
  if (!marked || marked.includes('\n')) return false;
  typed.value = [typed.value.trim(), `${marked} = ${kind}`].filter(Boolean).join('\n');
  document.getSelection().removeAllRanges();
  return true;
}

function tick(name, place = 0) {
  const box = form.querySelectorAll(`[name=${name}]`)[place];
  if (box) box.click();
  return Boolean(box);
}

function press(event) {
  const isTyping = event.target.matches('textarea, input:not([type=checkbox])');
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
  const key = event.key.toLowerCase();
  const isDone = key in KINDS && takeOut(KINDS[key])
    || key in TICKS && tick(TICKS[key])
    || /^[1-9]$/.test(key) && tick('taken', Number(key) - 1)
    || key === 't' && Boolean(finder) && (finder.focus(), true)
    || key === 'enter' && !event.target.matches('a, button, summary') && Boolean(save) && (save.click(), true);
  if (isDone) event.preventDefault();
}

// A box above the themes: what is typed leaves the themes that hold it, Enter ticks the first.
function makeFinder(themes) {
  const box = document.createElement('input');
  box.type = 'text';
  box.autocomplete = 'off';
  box.placeholder = 'Find a theme';
  box.setAttribute('aria-label', 'Find a theme: type, then Enter ticks the first that is left');
  const labels = [...themes.querySelectorAll('label')];
  const left = () => labels.filter(label => !label.hidden);
  const narrow = () => labels.forEach(label => { label.hidden = !label.textContent.toLowerCase().includes(box.value.toLowerCase()); });
  box.addEventListener('input', narrow);
  box.addEventListener('keydown', event => {
    if (!['Enter', 'Escape'].includes(event.key)) return;
    event.preventDefault();
    if (event.key === 'Enter' && box.value && left().length) left()[0].querySelector('input').click();
    box.value = '';
    narrow();
    box.blur();
  });
  labels[0].before(box);
  return box;
}

const themes = form && form.querySelector('[data-themes]');
const save = document.querySelector('[data-save]');
const finder = themes && makeFinder(themes);
if (form) {
  document.addEventListener('keydown', press);
  document.querySelectorAll('[data-keys]').forEach(each => { each.hidden = false; });
}
