// What heard.web.codes.sealing does, with the browser's own cryptography: whatever is closed here opens only with the
// private key of the wave, of the count or of the reader. The layout in bytes is told there, once.
"use strict";

self.heard = self.heard || {};

heard.sealing = (() => {
  const VERSION = 1;
  const DOMAIN = "heard sealed 1\0";
  const KEY_BYTES = 32, NONCE_BYTES = 12, LENGTH_BYTES = 4;
  const CURVE = { name: "ECDH", namedCurve: "P-256" };
  const subtle = self.crypto && self.crypto.subtle; // none where the page came without HTTPS

  const encode = (text) => new TextEncoder().encode(text);

  const join = (...parts) => {
    const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) { joined.set(part, at); at += part.length; }
    return joined;
  };

  const toText = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const fromText = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  const pad = (content, size) => {
    if (content.length > size - LENGTH_BYTES) throw new RangeError("The content does not fit its size.");
    const padded = new Uint8Array(size);
    new DataView(padded.buffer).setUint32(0, content.length);
    padded.set(content, LENGTH_BYTES);
    return padded;
  };

  const unpad = (padded) => padded.slice(LENGTH_BYTES, LENGTH_BYTES + new DataView(padded.buffer).getUint32(0));

  // A JSON value, padded and sealed to a public key (65 bytes) for a purpose; all of it as base64.
  const seal = async (value, { to, purpose, size }) => {
    const recipient = fromText(to);
    const theirs = await subtle.importKey("raw", recipient, CURVE, false, []);
    const fresh = await subtle.generateKey(CURVE, false, ["deriveBits"]);
    const point = new Uint8Array(await subtle.exportKey("raw", fresh.publicKey));
    const shared = await subtle.deriveBits({ name: "ECDH", public: theirs }, fresh.privateKey, 256);
    const input = await subtle.importKey("raw", shared, "HKDF", false, ["deriveBits"]);
    const info = join(encode(DOMAIN), point, recipient, encode(purpose));
    const derived = new Uint8Array(await subtle.deriveBits(
      { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info }, input, 8 * (KEY_BYTES + NONCE_BYTES)));
    const key = await subtle.importKey("raw", derived.slice(0, KEY_BYTES), "AES-GCM", false, ["encrypt"]);
    const nonce = { name: "AES-GCM", iv: derived.slice(KEY_BYTES) };
    const closed = new Uint8Array(await subtle.encrypt(nonce, key, pad(encode(JSON.stringify(value)), size)));
    return toText(join(Uint8Array.of(VERSION), point, closed));
  };

  const draftKey = (key, use) => subtle.importKey("raw", fromText(key), "AES-GCM", false, [use]);

  // A draft of this browser, closed under a key that only its session's cookie holds; always `size` bytes.
  const lock = async (value, key, size) => {
    const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const content = pad(encode(JSON.stringify(value)), size);
    const closed = await subtle.encrypt({ name: "AES-GCM", iv }, await draftKey(key, "encrypt"), content);
    return { iv, closed };
  };

  // Throws where the key is another or the draft is damaged.
  const unlock = async ({ iv, closed }, key) => {
    const opened = await subtle.decrypt({ name: "AES-GCM", iv }, await draftKey(key, "decrypt"), closed);
    return JSON.parse(new TextDecoder().decode(unpad(new Uint8Array(opened))));
  };

  return { isThere: Boolean(subtle), seal, lock, unlock };
})();
