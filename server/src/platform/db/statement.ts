import { prepareValue } from 'pg/lib/utils.js'
import { ASKED_AT } from './prepared-statements.ts'
import type { Statement, Value } from './pipeline.ts'
import { statementName } from './statement-name.ts'

/** A statement that is written as text and finds its rows by keys. Where both forms are there, the first is for one who asks. */
export interface KeyedStatement {
  readonly alone?: Prepared
  /** For several who ask at the same moment, to whom it is one statement. */
  readonly together?: Prepared
}

interface Prepared {
  readonly name: string
  readonly text: string
}

/** By their texts, of which there are few. */
const reads = new Map<string, KeyedStatement>()

/** All that were declared so far: whether the database reads them by their keys can be asked of all alike. */
export function declaredReads(): readonly KeyedStatement[] {
  return [...reads.values()]
}

/**
 * A read. `$1` is the environment; `types` are those of the parameters after it. The form for several is made of it: for
 * each who asks, the text as it stands. Starting to execute a join of many tables takes the database longer than to look
 * up what it joins: the grant of an access token costs it a fourth where a dozen are asked for together.
 */
export function keyedRead(types: readonly string[], text: string): KeyedStatement {
  const known = reads.get(text)
  if (known) return known
  const alone = prepared(text)
  // Without a key all who ask would hear the same.
  const made = types.length === 0 ? { alone } : { alone, together: prepared(forEachWhoAsks(types, text)) }
  reads.set(text, made)
  return made
}

// `offset 0` keeps the planner from taking the text apart: for many who ask it might begin at all rows of a table.
function forEachWhoAsks(types: readonly string[], text: string): string {
  const inner = text.replaceAll(/\$(\d+)/g, (parameter, number: string) => {
    if (number === '1') return parameter
    const type = types[Number(number) - 2]
    if (type === undefined) throw new Error(`a parameter without a type: ${parameter}`)
    return isArray(type) ? `asks.p${number}::${type}` : `asks.p${number}`
  })
  return `
    select asks.at::int as ${ASKED_AT}, answer.*
    from ${asksOf(types)}
    cross join lateral (select * from (${inner}) alone offset 0) answer`
}

/** A new row: `columns` are those after `environment_id`, with their types. Nothing is returned of it. */
export function keyedInsert(table: string, columns: Readonly<Record<string, string>>): KeyedStatement {
  const into = `insert into ${table} (${['environment_id', ...Object.keys(columns)].join(', ')})`
  const types = Object.values(columns)
  const given = types.map((_, at) => `$${String(at + 2)}`)
  const asked = types.map((type, at) => (isArray(type) ? `p${String(at + 2)}::${type}` : `p${String(at + 2)}`))
  return {
    alone: prepared(`${into} values (${['$1', ...given].join(', ')})`),
    together: prepared(`${into} select ${['$1::uuid', ...asked].join(', ')} from ${asksOf(types)}`),
  }
}

/** A write of a row or two, each of which is a statement of its own. `$1` is the environment. */
export function keyedWrite(text: string): KeyedStatement {
  return { alone: prepared(text) }
}

/** The parameters after the first as a table `asks`: of each who asks a row with `p2`, `p3` and so on, and its place `at`. */
function asksOf(types: readonly string[]): string {
  const names = types.map((_, at) => `p${String(at + 2)}`)
  return `unnest(${types.map(asArray).join(', ')}) with ordinality as asks (${[...names, 'at'].join(', ')})`
}

// PostgreSQL has no arrays of arrays of different lengths; as text each is one value.
function asArray(type: string, at: number): string {
  return `$${String(at + 2)}::${isArray(type) ? 'text' : type}[]`
}

function isArray(type: string): boolean {
  return type.endsWith('[]')
}

function prepared(text: string): Prepared {
  return { name: statementName(text), text }
}

/** As few statements as can be. Who names another environment than the others is not asked for together with them. */
export function statementsFor(
  { alone, together }: KeyedStatement,
  asked: readonly (readonly Value[])[],
): readonly Statement[] {
  const environments = new Set(asked.map(([environmentId]) => environmentId))
  if (alone && (!together || asked.length === 1 || environments.size > 1))
    return asked.map((values) => ({ ...alone, values }))
  return together ? [{ ...together, values: columnsOf(asked), askers: asked.length }] : []
}

function columnsOf(asked: readonly (readonly Value[])[]): Value[] {
  const [environmentId = null, ...others] = asked[0] ?? []
  return [environmentId, ...others.map((_, at) => prepareValue(asked.map((values) => values[at + 1] ?? null)))]
}
