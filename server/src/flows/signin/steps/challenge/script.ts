import { sha256Hex } from '#platform/crypto'
import type { RequestContext } from '#platform/http'

/**
 * The script of the page, which is also its worker. It is a file of its own because bit operations do not survive the
 * escaping of inline scripts. The SHA-256 is for texts of one block, under 56 bytes: an id, a colon and a number.
 */
const SOURCE = `'use strict';
(function () {
  var K = [], H = [], found = 0;
  for (var n = 2; found < 64; n++) {
    var isPrime = true;
    for (var d = 2; d * d <= n; d++) if (n % d === 0) { isPrime = false; break; }
    if (!isPrime) continue;
    if (found < 8) H[found] = fraction(Math.sqrt(n));
    K[found++] = fraction(Math.cbrt(n));
  }
  function fraction(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }
  var W = new Int32Array(64);
  function digest(bytes, length, out) {
    for (var i = 0; i < 16; i++) W[i] = (bytes[4 * i] << 24) | (bytes[4 * i + 1] << 16) | (bytes[4 * i + 2] << 8) | bytes[4 * i + 3];
    W[15] = length * 8;
    for (i = 16; i < 64; i++) {
      var x = W[i - 15], y = W[i - 2];
      var s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      var s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
    }
    var a = H[0], b = H[1], c = H[2], e = H[4], f = H[5], g = H[6], h = H[7], p = H[3];
    for (i = 0; i < 64; i++) {
      var S1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      var t1 = (h + S1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      var S0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      var t2 = (S0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (p + t1) | 0; p = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    out[0] = (H[0] + a) | 0; out[1] = (H[1] + b) | 0; out[2] = (H[2] + c) | 0; out[3] = (H[3] + p) | 0;
    out[4] = (H[4] + e) | 0; out[5] = (H[5] + f) | 0; out[6] = (H[6] + g) | 0; out[7] = (H[7] + h) | 0;
  }
  function solve(task) {
    var bytes = new Uint8Array(64), out = new Int32Array(8), wanted = new Int32Array(8), start = task.id + ':';
    for (var i = 0; i < 8; i++) wanted[i] = parseInt(task.target.slice(8 * i, 8 * i + 8), 16) | 0;
    for (i = 0; i < start.length; i++) bytes[i] = start.charCodeAt(i);
    for (var number = 0; number < task.most; number++) {
      var text = String(number), end = start.length + text.length;
      for (i = 0; i < text.length; i++) bytes[start.length + i] = text.charCodeAt(i);
      bytes[end] = 128;
      digest(bytes, end, out);
      for (i = 0; i < 8 && out[i] === wanted[i]; i++);
      if (i === 8) return number;
    }
    return -1;
  }
  if (typeof document === 'undefined') {
    self.onmessage = function (event) { self.postMessage(solve(event.data)); };
    return;
  }
  var root = document.querySelector('[data-bot-stop]');
  if (!root) return;
  var form = root.querySelector('form'), status = root.querySelector('[role=status]'), isSent = false;
  function send(answer) {
    if (isSent) return;
    isSent = true;
    form.elements.answer.value = answer;
    status.textContent = root.dataset.done;
    form.submit();
  }
  function fail() { status.textContent = root.dataset.failed; }
  window.botStopPassed = function (token) { send(token); };
  window.botStopFailed = function () {
    if (root.dataset.quiet) fail(); else send('');
    return true;
  };
  if (root.dataset.botStop === 'widget') {
    window.addEventListener('error', function (event) {
      if (event.target.dataset && 'provider' in event.target.dataset) window.botStopFailed();
    }, true);
  }
  if (root.dataset.botStop !== 'work') return;
  try {
    var worker = new Worker(document.currentScript.src);
    worker.onerror = fail;
    worker.onmessage = function (event) { if (event.data < 0) fail(); else send(String(event.data)); };
    worker.postMessage({ id: root.dataset.id, target: root.dataset.target, most: Number(root.dataset.most) });
  } catch (error) { fail(); }
})();
`

/** The address changes with the script, so that browsers may keep it. */
export const BOT_STOP_SCRIPT = `/bot-stop.js?v=${sha256Hex(SOURCE).slice(0, 12)}`

const YEAR_SECONDS = 31_536_000

export function answerBotStopScript(c: RequestContext): Response {
  c.header('cache-control', `public, max-age=${String(YEAR_SECONDS)}, immutable`)
  c.header('content-type', 'text/javascript; charset=utf-8')
  c.header('x-content-type-options', 'nosniff')
  c.header('cross-origin-resource-policy', 'same-origin')
  c.header('content-security-policy', `default-src 'none'`)
  return c.body(SOURCE)
}
