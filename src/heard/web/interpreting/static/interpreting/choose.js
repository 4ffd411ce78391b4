// A square that types the code holds it behind a "#", which no server is told. It goes out of the address at once.
'use strict';

const scanned = location.hash.slice(1);
if (scanned) {
  history.replaceState(null, '', location.pathname);
  const field = document.getElementById('code');
  if (field && !field.value && /^[A-Z0-9-]{12,14}$/.test(scanned)) field.value = scanned;
}
