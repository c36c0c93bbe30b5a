/**
 * Names of fields whose values open something, or may. `value` is that of environment variables and properties, `d` the
 * private part of a key.
 */
const SECRET = /password|secret|token|private|credential|hash|salt|^value$|^d$/i
export const LEFT_OUT = '[left out]'

export function isSecretName(name: string): boolean {
  return SECRET.test(name)
}

const LONGEST_TEXT = 200
const MOST_ENTRIES = 50
const DEEPEST = 5

/** Returns a request's content in a form that may be stored: short, and without values of fields that hold secrets. */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEEPEST) return LEFT_OUT
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((one: unknown) => withoutSecrets(one, depth + 1))
  // A file, or any object that is not a plain one, is stored by its type only.
  if (Object.getPrototypeOf(value) !== Object.prototype) return `[${value.constructor.name}]`
  const entries = Object.entries(value).slice(0, MOST_ENTRIES)
  return Object.fromEntries(
    entries.map(([name, one]: [string, unknown]) => [
      name,
      isSecretName(name) && one !== null && typeof one !== 'boolean' ? LEFT_OUT : withoutSecrets(one, depth + 1),
    ]),
  )
}
