// Keys of a session: Ctrl+Enter keeps and goes on from any box; outside a box 1 to 4 goes to a box, N on, B back.
'use strict';

const form = document.querySelector('[data-walk]');
const boxes = [...form.querySelectorAll('textarea')];

function send(go) {
  const button = form.querySelector(`button[value=${go}]`);
  if (button) button.click();
  return Boolean(button);
}

document.addEventListener('keydown', event => {
  const isTyping = event.target.matches('textarea, input, select');
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && form.contains(event.target)) {
    if (send('next')) event.preventDefault();
    return;
  }
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const box = boxes[Number(key) - 1];
  if (box) box.focus();
  if (box || key === 'n' && send('next') || key === 'b' && send('back')) event.preventDefault();
});
