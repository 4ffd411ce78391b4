// A square that types the code holds it behind a "#", which no server is told. It goes out of the address at once.
'use strict';

{ // names of its own: child.js stands beside it
  const code = location.hash.slice(1);
  const field = document.getElementById('code');
  if (code) {
    history.replaceState(null, '', location.pathname);
    if (field && !field.value && /^[A-Z0-9-]{12,14}$/.test(code)) field.value = code;
  }
}
