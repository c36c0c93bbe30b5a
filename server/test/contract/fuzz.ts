import { resolve, type Document, type Operation, type Schema } from './operations.ts'
import { PLAN } from './steps.ts'
import type { World } from './planned-step.ts'
import { formOf, parametersOf, pathOf, type Call } from './walk.ts'

export interface FuzzCase {
  readonly method: string
  readonly path: string
  readonly body: unknown
  /** The change that was made to a right request. */
  readonly fault: string
}

interface FuzzOptions {
  readonly document: Document
  readonly operation: string
  readonly own: World
  readonly foreign: World
  readonly count: number
  readonly seed: number
}

/** Returns `count` of all possible wrong requests of an operation, different ones for each seed. */
export function casesOf({ document, operation, own, foreign, count, seed }: FuzzOptions): FuzzCase[] {
  const described = document.paths[`/api/v1${operation.replace(/^\w+ /, '')}`]?.[operation.split(' ')[0] ?? '']
  const planned = PLAN.find((one) => one.operation === operation)
  const right: Call = { operation, parameters: parametersOf(operation, own), ...planned?.request(own) }
  const all = [
    ...inPath(right, Object.values(foreign)),
    ...inQuery(right, namesIn(described)),
    ...(described?.requestBody || operation.startsWith('p') ? inBody(document, right, described) : []),
  ]
  return shuffled(all, seed + operation.length).slice(0, count)
}

type Mutation = Pick<Call, 'parameters' | 'query' | 'body'>

function made({ operation }: Call, change: Mutation, fault: string): FuzzCase {
  const method = operation.split(' ')[0]?.toUpperCase() ?? ''
  return { method, path: pathOf({ operation, ...change }), body: formOf(change.body), fault }
}

const TEXTS = [
  '',
  ' ',
  '0',
  '-1',
  'null',
  'true',
  '*',
  '%',
  '..',
  '../..',
  "'; drop table users; --",
  '<script>alert(1)</script>',
  'a'.repeat(300),
  'a'.repeat(4_000),
  '\u{10ffff}',
  '\u202e\u0301\u0301',
  'İıſß',
  '\0',
  '\ud800',
  '00000000-0000-0000-0000-000000000000',
  'org_00000000000',
  'kp_00000000000000000000000000000000',
  '9'.repeat(30),
  '1e308',
  '2026-13-45T99:99:99Z',
  '{"a":1}',
] as const

const VALUES: readonly unknown[] = [
  ...TEXTS,
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  [],
  [null],
  [[]],
  [{}],
  {},
  { id: null },
  Array.from({ length: 101 }, () => 'a'),
  Array.from({ length: 2_000 }, (_one, index) => ({ id: String(index) })),
]

/** Fields that no client may set, for itself or for others (ATO-23). */
const UNKNOWN_FIELDS = {
  id: '00000000-0000-0000-0000-000000000000',
  environment_id: '00000000-0000-0000-0000-000000000000',
  business_id: 'bus_00000000000',
  org_id: 'org_00000000000',
  is_admin: true,
  email_verified: true,
  roles: ['owner'],
  permissions: ['all'],
  created_at: '1970-01-01T00:00:00Z',
  password_hash: 'a',
  mfa: false,
}

function inPath(right: Call, foreign: readonly string[]): FuzzCase[] {
  // Two dots are the address of something else: no client sends them, the URL parser takes them away.
  const texts = [...TEXTS.filter((text) => !['', '..', '../..', '\ud800'].includes(text)), ...foreign]
  return Object.keys(right.parameters).flatMap((name) =>
    texts.map((text) => made(right, { ...right, parameters: { ...right.parameters, [name]: text } }, `path ${name}`)),
  )
}

function inQuery(right: Call, names: readonly string[]): FuzzCase[] {
  const others = [...names, 'unknown', 'page_size', 'next_token']
  const set = others.flatMap((name) =>
    TEXTS.map((text) => made(right, { ...right, query: { ...right.query, [name]: text } }, `query ${name}`)),
  )
  const left = Object.keys(right.query ?? {}).map((name) => {
    const query = Object.fromEntries(Object.entries(right.query ?? {}).filter(([other]) => other !== name))
    return made(right, { ...right, query }, `query without ${name}`)
  })
  return [...set, ...left]
}

function namesIn(operation: Operation | undefined): string[] {
  return (operation?.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name)
}

function inBody(document: Document, right: Call, operation: Operation | undefined): FuzzCase[] {
  const schema = operation?.requestBody?.content?.['application/json']?.schema
  const fields = schema ? Object.keys(resolve(document, schema).properties ?? {}) : []
  const body = isRecord(right.body) ? right.body : {}
  const inner = schema ? innerCases(document, schema, body) : []
  return [
    ...VALUES.map((value) => ({ body: value, fault: 'body' })),
    ...fields.flatMap((name) => VALUES.map((value) => ({ body: { ...body, [name]: value }, fault: `body ${name}` }))),
    ...Object.keys(body).map((name) => ({
      body: Object.fromEntries(Object.entries(body).filter(([other]) => other !== name)),
      fault: `body without ${name}`,
    })),
    ...Object.entries(UNKNOWN_FIELDS).map(([name, value]) => ({ body: { ...body, [name]: value }, fault: 'unknown' })),
    ...inner,
  ].map(({ body: sent, fault }) => made(right, { ...right, body: sent }, fault))
}

/** Wrong values inside the lists and objects of a body. */
function innerCases(document: Document, schema: Schema, body: Readonly<Record<string, unknown>>) {
  return Object.entries(resolve(document, schema).properties ?? {}).flatMap(([name, given]) => {
    const field = resolve(document, given)
    const item = field.items && resolve(document, field.items)
    const inner = Object.keys(item?.properties ?? field.properties ?? {})
    const wrap = (value: Readonly<Record<string, unknown>>) => (item ? [value] : value)
    const known = isRecord(body[name]) ? body[name] : firstOf(body[name])
    return inner.flatMap((key) =>
      VALUES.map((value) => ({
        body: { ...body, [name]: wrap({ ...known, [key]: value }) },
        fault: `body ${name}.${key}`,
      })),
    )
  })
}

function firstOf(value: unknown): Readonly<Record<string, unknown>> {
  const first: unknown = Array.isArray(value) ? value[0] : undefined
  return isRecord(first) ? first : {}
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The same order for the same seed (mulberry32). */
function shuffled<T>(all: readonly T[], seed: number): T[] {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return all
    .map((one) => ({ one, place: next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ one }) => one)
}
