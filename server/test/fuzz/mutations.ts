import type { Random } from '../random.ts'
import type { Endpoint } from './endpoints.ts'

/** The request as it is sent. */
export interface FuzzedRequest {
  readonly path: string
  readonly init: RequestInit
}

export const EVIL = 'https://evil.test/'

const NASTY = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\r\nset-cookie: x=y',
  '\ufffd\u{10ffff}',
  '\u202e\u200f',
  '"><script>alert(1)</script>',
  `';--"\``,
  '{{7*7}}${7*7}',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'NaN',
  '-1',
  '0',
  '1e999',
  '99999999999999999999',
  '%',
  '%00',
  '%zz%ff',
  '../../etc/passwd',
  '..%2f..%2f',
  '[]',
  '{}',
  '{"__proto__":{"x":1}}',
  '{"id_token":{"sub":{"value":1},"__proto__":null}}',
  `{"id_token":${'['.repeat(500)}`,
  'none',
  'none login',
  'login consent select_account create',
  'query',
  'form_post',
  'fragment',
  'token',
  'plain',
  EVIL,
  '//evil.test/',
  '\\\\evil.test',
  'https:evil.test',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://app.test@evil.test/cb',
  'https://app.test/cb#x',
  'http://[::1',
  'urn:x',
  'kp_00000000000000000000000000000000',
  '00000000-0000-7000-8000-000000000000',
  'f'.repeat(32),
  'x'.repeat(43),
  'x'.repeat(3_000),
  'ä'.repeat(400),
  'eyJhbGciOiJub25lIn0.e30.',
  'eyJhbGciOiJSUzI1NiIsImtpZCI6WzFdfQ.e30.AA',
  'a.b.c.d.e',
]
const NAMES = [
  'request',
  'request_uri',
  'registration',
  'client_id',
  'redirect_uri',
  'state',
  'foo',
  '',
  '__proto__',
  'a[b]',
]
const METHODS = ['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']
const HEADER_VALUES = [
  '',
  ';;;===',
  '\xff\xfe',
  'x'.repeat(2_000),
  'Basic %%%',
  'Basic Og==',
  'Basic YTpi',
  'Bearer',
  'Bearer a.b.c',
  'Bearer  x y',
  'null',
  'https://evil.test',
  'de;q=9,*;q=x,x-y-z',
  'cross-site',
  '9.9.9.9,::1',
  'application/json',
  'application/x-www-form-urlencoded; charset=utf-16',
  'multipart/form-data; boundary=x',
]
const HEADERS = [
  'cookie',
  'authorization',
  'content-type',
  'origin',
  'sec-fetch-site',
  'accept-language',
  'user-agent',
  'if-none-match',
  'x-forwarded-for',
  'x-forwarded-host',
  'forwarded',
  'kinde-sdk',
]
const BODIES = ['', '&&&===', 'a', '%', 'a=%ff&a=%fe', '{"a":1}', '\0', 'client_id=a\0b', 'x'.repeat(70_000)]

/** Returns the request with up to five mistakes. */
export function fuzzed(random: Random, endpoint: Endpoint): FuzzedRequest {
  const pairs = Object.entries(endpoint.fields).map(([name, value]): [string, string] => [name, value])
  const headers = new Headers(endpoint.headers)
  for (let wrongs = Math.floor(random.next() * 6); wrongs > 0; wrongs -= 1) {
    if (random.chance(0.2)) spoilHeader(random, headers)
    else spoilPair(random, pairs)
  }
  const method = random.chance(0.05) ? random.pick(METHODS) : endpoint.method
  const path = random.chance(0.03) ? spoilPath(random, endpoint.path) : endpoint.path
  return assemble(random, { method, path, pairs, headers })
}

function spoilPair(random: Random, pairs: [string, string][]): void {
  const at = Math.floor(random.next() * pairs.length)
  const [name = random.pick(NAMES), value = ''] = pairs[at] ?? []
  const kind = random.next()
  if (kind < 0.5) pairs[at] = [name, random.pick(NASTY)]
  else if (kind < 0.65) pairs.splice(at, 1)
  else if (kind < 0.75) pairs.push([name, random.chance(0.5) ? value : random.pick(NASTY)])
  else if (kind < 0.85) pairs[at] = [name, bitten(random, value)]
  else pairs.push([random.pick(NAMES), random.pick(NASTY)])
}

/** Replaces, removes or repeats one character. */
function bitten(random: Random, text: string): string {
  const at = Math.floor(random.next() * (text.length + 1))
  const inserted = random.pick(['', 'A', '0', '.', '=', '\0', '%', '/'])
  return text.slice(0, at) + inserted + text.slice(at + Math.floor(random.next() * 3))
}

function spoilHeader(random: Random, headers: Headers): void {
  const name = random.pick(HEADERS)
  if (random.chance(0.2)) headers.delete(name)
  else headers.set(name, random.pick(HEADER_VALUES))
}

function spoilPath(random: Random, path: string): string {
  return random.pick([
    `${path}/`,
    `/${path}`,
    `${path}/%00`,
    `${path}/..;/x`,
    path.toUpperCase(),
    `${path}%2f`,
    `${path}/x/y`,
  ])
}

interface Parts {
  readonly method: string
  readonly path: string
  readonly pairs: readonly [string, string][]
  readonly headers: Headers
}

function assemble(random: Random, { method, path, pairs, headers }: Parts): FuzzedRequest {
  const text = new URLSearchParams([...pairs]).toString()
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') {
    return { path: text === '' ? path : `${path}?${text}`, init: { method, headers } }
  }
  if (!headers.has('content-type') && !random.chance(0.03)) {
    headers.set('content-type', 'application/x-www-form-urlencoded')
  }
  const body = random.chance(0.04) ? random.pick(BODIES) : text
  return { path, init: { method, headers, body } }
}
