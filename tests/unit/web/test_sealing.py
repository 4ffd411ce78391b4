"""Sealing: anybody closes, the key's holder opens, nobody else learns anything, the length included."""

import copy
import json
import pickle
import shutil
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.base.errors import HeardError
from heard.web.codes.sealing import (
    ANSWERS_SIZE,
    COMMENT_SIZE,
    OVERHEAD,
    SLIP_SIZE,
    CannotOpen,
    NotAKey,
    PrivateKey,
    TooLongToSeal,
    check_public_key,
    check_secret,
    new_private_key,
    open_sealed,
    pad,
    seal,
    unpad,
)

KEY = PrivateKey.from_bytes(bytes(range(1, 33)))
PURPOSE = "answers/X0000001/2026"
SIZE = 64
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256 (SEC 2, secp256r1)
NODE = shutil.which("node")


def _seal(content: bytes, purpose: str = PURPOSE) -> bytes:
    return seal(content, to=KEY.public, purpose=purpose, size=SIZE)


@given(content=st.binary(max_size=SIZE - 4), purpose=st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=60, deadline=None)
def test_what_is_sealed_is_what_is_opened_and_its_length_says_nothing(content: bytes, purpose: str) -> None:
    sealed = _seal(content, purpose)
    assert open_sealed(sealed, key=KEY, purpose=purpose) == content
    assert len(sealed) == SIZE + OVERHEAD


@pytest.mark.parametrize("size", [ANSWERS_SIZE, SLIP_SIZE, COMMENT_SIZE])
def test_everything_of_a_kind_is_equally_long(size: int) -> None:
    fullest = b"x" * (size - 4)
    sealed = [seal(content, to=KEY.public, purpose=PURPOSE, size=size) for content in (b"", b"x", fullest)]
    assert {len(one) for one in sealed} == {size + OVERHEAD}
    assert open_sealed(sealed[-1], key=KEY, purpose=PURPOSE) == fullest


def test_a_byte_too_many_is_refused_without_saying_how_many() -> None:
    with pytest.raises(TooLongToSeal) as refused:
        _seal(b"x" * (SIZE - 3))
    assert str(refused.value) == "The content does not fit the 64 bytes that everything of its kind takes."


def test_a_comment_of_a_thousand_of_the_widest_characters_fits() -> None:
    words = "\N{GRINNING FACE}" * 1000
    envelope = json.dumps({"survey": "11-17", "question": "x" * 40, "words": words}, ensure_ascii=False)
    assert (
        len(seal(envelope.encode(), to=KEY.public, purpose=PURPOSE, size=COMMENT_SIZE)) == COMMENT_SIZE + 82
    )


def test_the_same_content_never_seals_to_the_same_bytes() -> None:
    sealed = [_seal(b"the same") for _ in range(50)]
    assert len({one[1:66] for one in sealed}) == 50
    assert len({one[66:] for one in sealed}) == 50


def test_another_key_or_another_purpose_does_not_open() -> None:
    sealed = _seal(b"content")
    with pytest.raises(CannotOpen):
        open_sealed(sealed, key=new_private_key(), purpose=PURPOSE)
    for purpose in (
        "",
        "answers/X0000001/2027",
        "answers/X0000002/2026",
        "comments/X0000001/2026",
        PURPOSE + " ",
    ):
        with pytest.raises(CannotOpen):
            open_sealed(sealed, key=KEY, purpose=purpose)


def test_a_change_of_any_byte_and_every_cut_is_found() -> None:
    sealed = _seal(b"content")
    changed = [
        sealed[:place] + bytes([sealed[place] ^ bit]) + sealed[place + 1 :]
        for place in range(len(sealed))
        for bit in (1, 128)
    ]
    cut = [sealed[:end] for end in range(len(sealed))]
    other = _seal(b"another")
    swapped = [sealed[:66] + other[66:], sealed + b"\0", sealed[1:], sealed + sealed, b"\1" * len(sealed)]
    for one in changed + cut + swapped:
        with pytest.raises(CannotOpen):
            open_sealed(one, key=KEY, purpose=PURPOSE)


def test_it_opens_step_by_step_as_the_module_describes_it() -> None:
    assert _open_by_hand(_seal(b"an answer"), bytes(range(1, 33)), PURPOSE) == b"an answer"


def _open_by_hand(sealed: bytes, scalar: bytes, purpose: str) -> bytes:
    """An independent reading of the layout: HKDF as two steps of HMAC (RFC 5869), AES-GCM as a stream with its tag."""
    version, fresh, ciphertext, tag = sealed[0], sealed[1:66], sealed[66:-16], sealed[-16:]
    assert version == 1
    private = ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1())
    numbers = private.public_key().public_numbers()
    recipient = b"\x04" + numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")
    point = ec.EllipticCurvePublicNumbers(
        int.from_bytes(fresh[1:33], "big"), int.from_bytes(fresh[33:], "big"), ec.SECP256R1()
    ).public_key()
    shared = private.exchange(ec.ECDH(), point)
    extracted = _hmac(bytes(32), shared)
    info = b"heard sealed 1\x00" + fresh + recipient + purpose.encode("utf-8")
    first = _hmac(extracted, info + b"\x01")
    second = _hmac(extracted, first + info + b"\x02")
    opener = Cipher(algorithms.AES(first), modes.GCM(second[:12], tag)).decryptor()
    padded = opener.update(ciphertext) + opener.finalize()
    return padded[4 : 4 + int.from_bytes(padded[:4], "big")]


def _hmac(key: bytes, content: bytes) -> bytes:
    maker = hmac.HMAC(key, hashes.SHA256())
    maker.update(content)
    return maker.finalize()


def test_a_value_sealed_once_and_written_down_still_opens() -> None:
    assert open_sealed(bytes.fromhex(SEALED_ONCE), key=KEY, purpose=PURPOSE) == b'{"home_safe": "always"}'


@pytest.mark.skipif(NODE is None, reason="node is not on this machine: WebCrypto is not tried")
def test_a_browsers_webcrypto_opens_what_we_seal_and_seals_what_we_open() -> None:
    assert NODE is not None
    numbers = (
        ec.derive_private_key(int.from_bytes(KEY.to_bytes()), ec.SECP256R1()).public_key().public_numbers()
    )
    task = {
        "sealed": _seal("yes, é".encode()).hex(),
        "public": KEY.public.hex(),
        "d": KEY.to_bytes().hex(),
        "x": numbers.x.to_bytes(32).hex(),
        "y": numbers.y.to_bytes(32).hex(),
        "purpose": PURPOSE,
        "size": SIZE,
    }
    done = subprocess.run(
        [NODE, "-e", WEBCRYPTO],
        input=json.dumps(task),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    answer = json.loads(done.stdout)
    assert answer["opened"] == "yes, é"
    theirs = bytes.fromhex(answer["sealed"])
    assert len(theirs) == SIZE + OVERHEAD
    assert open_sealed(theirs, key=KEY, purpose=PURPOSE) == b"from the browser"


@pytest.mark.parametrize(
    "point",
    [
        b"",
        KEY.public[:-1],
        KEY.public + b"\0",
        b"\x02" + KEY.public[1:33],  # compressed
        b"\x06" + KEY.public[1:],  # hybrid
        KEY.public[:-1] + bytes([KEY.public[-1] ^ 1]),  # beside the curve
        b"\x04" + bytes(64),
        b"\x04" + b"\xff" * 64,
    ],
)
def test_what_is_no_point_of_the_curve_is_no_public_key(point: bytes) -> None:
    with pytest.raises(NotAKey):
        check_public_key(point)
    with pytest.raises(NotAKey):
        seal(b"", to=point, purpose=PURPOSE, size=SIZE)


def test_every_public_half_is_a_public_key() -> None:
    for _ in range(20):
        check_public_key(new_private_key().public)


@pytest.mark.parametrize("scalar", [b"", bytes(31), bytes(32), bytes(33), ORDER.to_bytes(32), b"\xff" * 32])
def test_what_is_no_scalar_of_the_curve_is_no_private_key(scalar: bytes) -> None:
    with pytest.raises(NotAKey):
        PrivateKey.from_bytes(scalar)


@pytest.mark.parametrize("scalar", [(1).to_bytes(32), (ORDER - 1).to_bytes(32)])
def test_the_first_and_the_last_scalar_are_private_keys(scalar: bytes) -> None:
    key = PrivateKey.from_bytes(scalar)
    assert key.to_bytes() == scalar
    assert open_sealed(seal(b"x", to=key.public, purpose="", size=8), key=key, purpose="") == b"x"


def test_a_private_key_is_the_same_after_its_32_bytes() -> None:
    key = new_private_key()
    assert len(key.to_bytes()) == 32
    assert PrivateKey.from_bytes(key.to_bytes()).public == key.public


def test_a_private_key_shows_nothing_and_goes_nowhere() -> None:
    assert repr(KEY) == str(KEY) == f"{KEY}" == "PrivateKey()"
    for escape in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not pickled"):
            escape(KEY)
    with pytest.raises(AttributeError):
        KEY._key = None  # type: ignore[misc, assignment]


def test_errors_say_nothing_of_what_they_met() -> None:
    secret = b"S3CRET" * 20
    said = []
    for attempt in (
        lambda: open_sealed(secret, key=KEY, purpose="S3CRET"),
        lambda: seal(secret, to=KEY.public, purpose="S3CRET", size=SIZE),
        lambda: seal(b"", to=secret, purpose="S3CRET", size=SIZE),
        lambda: PrivateKey.from_bytes(secret),
        lambda: check_secret(secret[:31]),
    ):
        with pytest.raises(HeardError) as error:
            attempt()
        said.append(str(error.value) + repr(error.value))
        assert error.value.__suppress_context__ or error.value.__context__ is None
    assert not [words for words in said if "S3CRET" in words or "120" in words]


def test_a_secret_of_the_server_has_32_bytes_at_least() -> None:
    check_secret(bytes(32))
    check_secret(bytes(33))
    for short in (b"", bytes(31)):
        with pytest.raises(NotAKey):
            check_secret(short)


@pytest.mark.parametrize(
    "padded", [b"", b"\0\0\0", b"\0\0\0\1", b"\0\0\0\5four", b"\xff\xff\xff\xffx", b"\0\0\0\1x\0\0y"]
)
def test_what_was_never_padded_is_not_unpadded(padded: bytes) -> None:
    with pytest.raises(CannotOpen):
        unpad(padded)


def test_padding_fills_to_the_last_byte_and_no_further() -> None:
    assert pad(b"ab", 8) == b"\0\0\0\2ab\0\0"
    assert pad(b"abcd", 8) == b"\0\0\0\4abcd"
    with pytest.raises(TooLongToSeal):
        pad(b"abcde", 8)
    with pytest.raises(TooLongToSeal):
        pad(b"", 3)


def test_the_cryptography_of_codes_needs_neither_django_nor_age() -> None:
    script = (
        "import sys; from heard.web.codes import cards, drafts, key_files, sealing; "
        "print([name for name in ('django', 'pyrage', 'numpy', 'polars') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=300
    )
    assert done.stdout.strip() == "[]"


SEALED_ONCE = (
    "0104d6060d1f28cb136e4ec10730ed624c77b9aa7589fef35ed4468cb0d819e837e541edc196fc111a4b0c1b371f367e"
    "34ab1c9c0f23ed660da3f261b0e760da18dd3a8c776341a496861734f53be76e4c7f6aa2a7fcf1ffcf0cc834f05c5a96"
    "156e3a476d67c89b0516d34a1078cb1e81f16b4454a7164ddaf91a505d22342b1e0657ce970005176a8ab3d47684f90e"
    "16f9"
)

# What a browser will do, in the order of the module's description.
WEBCRYPTO = """
const { subtle, getRandomValues } = globalThis.crypto;
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const hex = (buffer) => Buffer.from(buffer).toString("hex");
const join = (...parts) => Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part))));
const text = (words) => new TextEncoder().encode(words);
const P256 = { name: "ECDH", namedCurve: "P-256" };

async function derive(own, other, fresh, recipient, purpose) {
  const shared = await subtle.deriveBits({ name: "ECDH", public: other }, own, 256);
  const input = await subtle.importKey("raw", shared, "HKDF", false, ["deriveBits"]);
  const info = join(text("heard sealed 1\\0"), fresh, recipient, text(purpose));
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info };
  const derived = new Uint8Array(await subtle.deriveBits(hkdf, input, 352));
  const key = await subtle.importKey("raw", derived.slice(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]);
  return { key, how: { name: "AES-GCM", iv: derived.slice(32) } };
}

async function open(sealed, task) {
  const coordinate = (name) => Buffer.from(task[name], "hex").toString("base64url");
  const jwk = { kty: "EC", crv: "P-256", d: coordinate("d"), x: coordinate("x"), y: coordinate("y") };
  const own = await subtle.importKey("jwk", jwk, P256, false, ["deriveBits"]);
  const fresh = sealed.slice(1, 66);
  const other = await subtle.importKey("raw", fresh, P256, false, []);
  const { key, how } = await derive(own, other, fresh, bytes(task.public), task.purpose);
  const padded = new Uint8Array(await subtle.decrypt(how, key, sealed.slice(66)));
  return padded.slice(4, 4 + new DataView(padded.buffer).getUint32(0));
}

async function seal(content, task) {
  const pair = await subtle.generateKey(P256, false, ["deriveBits"]);
  const fresh = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
  const recipient = bytes(task.public);
  const other = await subtle.importKey("raw", recipient, P256, false, []);
  const { key, how } = await derive(pair.privateKey, other, fresh, recipient, task.purpose);
  const padded = new Uint8Array(task.size);
  new DataView(padded.buffer).setUint32(0, content.length);
  padded.set(content, 4);
  return join([1], fresh, await subtle.encrypt(how, key, padded));
}

(async () => {
  const task = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const opened = new TextDecoder().decode(await open(bytes(task.sealed), task));
  const sealed = hex(await seal(text("from the browser"), task));
  console.log(JSON.stringify({ opened, sealed }));
})().catch((error) => { console.error(error); process.exit(1); });
"""
