/** A key as the API takes it: a JSON Web Key, or a key in PEM. */
export type SentKey = Readonly<Record<string, unknown>>

const PEM = /-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----/g

/** Returns the keys in a text: a JSON Web Key, a set of them, or keys and certificates in PEM; undefined where none is. */
export function readKeys(text: string): readonly SentKey[] | undefined {
  const keys = text.trim().startsWith('{') ? keysOfJson(text) : (text.match(PEM) ?? []).map((pem) => ({ pem }))
  return keys.length > 0 ? keys : undefined
}

function keysOfJson(text: string): readonly SentKey[] {
  try {
    const read: unknown = JSON.parse(text)
    if (!isObject(read)) return []
    const keys: unknown = read['keys']
    return Array.isArray(keys) ? keys.filter(isObject) : [read]
  } catch {
    return []
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
