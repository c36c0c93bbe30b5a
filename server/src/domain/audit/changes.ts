import { isSecretName, LEFT_OUT, withoutSecrets } from './without-secrets.ts'

/** A field that an act changed, e.g. `application.name`. */
export interface AuditedChange {
  readonly field: string
  readonly from: unknown
  readonly to: unknown
}

const MOST_CHANGES = 50
const NAMES = ['id', 'code', 'key']

/** Returns the names by which a thing is known. */
export function namesIn(value: unknown): (readonly [name: string, text: string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([name, text]: [string, unknown]) =>
    NAMES.includes(name) && typeof text === 'string' ? [[name, text] as const] : [],
  )
}

/**
 * Returns the fields in which two states of a thing differ. `after` is undefined where the thing is gone: then its names
 * are enough, because the rest was deleted for good.
 */
export function changesBetween(before: unknown, after: unknown): readonly AuditedChange[] {
  const [old, present] = [fieldsOf(before), fieldsOf(after)]
  const fields = [...new Set([...old.keys(), ...present.keys()])]
  const isKept = (field: string) => after !== undefined || [...NAMES, 'name'].includes(field.split('.').at(-1) ?? '')
  const changed = fields.filter(
    (field) => isKept(field) && JSON.stringify(old.get(field)) !== JSON.stringify(present.get(field)),
  )
  return changed.slice(0, MOST_CHANGES).map((field) => ({
    field,
    from: shown(field, old.get(field)),
    to: shown(field, present.get(field)),
  }))
}

/** A field inside of one that holds a secret holds a part of the secret. */
function shown(field: string, value: unknown): unknown {
  if (value === undefined || value === null || typeof value === 'boolean') return value ?? null
  return field.split('.').some(isSecretName) ? LEFT_OUT : withoutSecrets(value)
}

/** Returns the fields of a state by their paths. A list counts as one field. */
function fieldsOf(state: unknown, path = ''): Map<string, unknown> {
  if (typeof state !== 'object' || state === null || Array.isArray(state)) {
    return path === '' ? new Map() : new Map([[path, state]])
  }
  const inner = Object.entries(state).flatMap(([name, value]: [string, unknown]) => [
    ...fieldsOf(value, path === '' ? name : `${path}.${name}`),
  ])
  return new Map(inner)
}
