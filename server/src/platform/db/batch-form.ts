import { SET_NUMBER } from './prepared-statements.ts'
import type { ParameterTypes } from './parameters.ts'

/**
 * Returns the form of a read that answers several sets of values in one statement: the text as a lateral join, once for
 * each row of `unnest(…)`. PostgreSQL spends more time on starting to execute a join of many tables than on looking up what
 * it joins: the grant of an access token costs a quarter where a dozen are read together. Undefined where the environment is
 * the only parameter, because all sets would be the same.
 */
export function batchOfReads(text: string, parameters: ParameterTypes): string | undefined {
  const types = typesAfterEnvironment(parameters)
  if (types.length === 0) return undefined
  const inner = text.replaceAll(/\$(\d+)/g, (placeholder, number: string) => {
    if (number === '1') return placeholder
    const type = types[Number(number) - 2]
    if (type === undefined) throw new Error(`a placeholder without a parameter: ${placeholder}`)
    return `asks.${valueOf(type, Number(number))}`
  })
  // `offset 0` keeps the planner from taking the text apart: for many sets it might begin at all rows of a table.
  return `
    select asks.at::int as ${SET_NUMBER}, answer.*
    from ${setsOf(types)}
    cross join lateral (select * from (${inner}) alone offset 0) answer`
}

/** Returns the statement that inserts one row, and the one that inserts a row for each set of values. */
export function insertionInto(table: string, parameters: ParameterTypes): { alone: string; batched: string } {
  const [, ...columns] = Object.keys(parameters)
  const types = typesAfterEnvironment(parameters)
  const into = `insert into ${table} (${['environment_id', ...columns].join(', ')})`
  const placeholders = types.map((_, at) => `$${String(at + 2)}`)
  const values = types.map((type, at) => valueOf(type, at + 2))
  return {
    alone: `${into} values (${['$1', ...placeholders].join(', ')})`,
    batched: `${into} select ${['$1::uuid', ...values].join(', ')} from ${setsOf(types)}`,
  }
}

function typesAfterEnvironment(parameters: ParameterTypes): readonly string[] {
  return Object.values(parameters).slice(1)
}

/** Returns a table `asks` with a row for each set: its values `p2`, `p3` and so on, and its place `at`. */
function setsOf(types: readonly string[]): string {
  const names = types.map((_, at) => `p${String(at + 2)}`)
  return `unnest(${types.map(asArray).join(', ')}) with ordinality as asks (${[...names, 'at'].join(', ')})`
}

// PostgreSQL has no arrays of arrays of different lengths, so each inner array travels as text.
function asArray(type: string, at: number): string {
  return `$${String(at + 2)}::${isArray(type) ? 'text' : type}[]`
}

function valueOf(type: string, number: number): string {
  return isArray(type) ? `p${String(number)}::${type}` : `p${String(number)}`
}

function isArray(type: string): boolean {
  return type.endsWith('[]')
}
