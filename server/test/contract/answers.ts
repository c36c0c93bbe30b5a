import { z } from 'zod'
import type { Document, Operation, Schema } from './operations.ts'

export interface RecordedAnswer {
  readonly method: string
  /** Without query. */
  readonly path: string
  readonly status: number
  readonly body: unknown
}

/** The problem of an answer according to the document; undefined without one, or without such an operation. */
export type AnswerCheck = (answered: RecordedAnswer) => string | undefined

interface KnownPath {
  readonly pattern: RegExp
  readonly item: Readonly<Record<string, Operation | undefined>>
}

/** Checks answers against the document: status, code, fields and their types, and no other field. */
export function createAnswerCheck(document: Document): AnswerCheck {
  // A literal path goes before one with a parameter, as in the router.
  const known = Object.entries(document.paths)
    .toSorted(([a], [b]) => (a.replaceAll('{', '~') < b.replaceAll('{', '~') ? -1 : 1))
    .map(([path, item]): KnownPath => ({ pattern: patternOf(path), item }))
  const schemas = new Map<object, z.ZodType>()
  const schemaOf = (response: Schema): z.ZodType => {
    const found = schemas.get(response) ?? strictSchema(document, response.content?.['application/json']?.schema ?? {})
    schemas.set(response, found)
    return found
  }
  return ({ method, path, status, body }) => {
    const item = known.find(({ pattern }) => pattern.test(path))?.item
    const operation = item?.[method.toLowerCase()]
    if (operation === undefined) return undefined
    const response = operation.responses[String(status)]
    if (response === undefined) return `the document knows no ${String(status)} of it`
    if (status === 204) return undefined
    const parsed = schemaOf(response).safeParse(body)
    if (!parsed.success) return z.prettifyError(parsed.error)
    const unknown = status < 400 ? [] : codesOf(body).filter((code) => !knowsCode(response, code))
    return unknown.length === 0 ? undefined : `the document does not list ${unknown.join(', ')}`
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}

/** Whether the enum of the answer lists the code. */
function knowsCode(response: Schema, code: string): boolean {
  const [, narrowed] = response.content?.['application/json']?.schema?.allOf ?? []
  return narrowed?.properties?.['errors']?.items?.properties?.['code']?.enum?.includes(code) === true
}

function codesOf(body: unknown): string[] {
  const { errors } = body as { errors: readonly { readonly code: string }[] }
  return errors.map(({ code }) => code)
}

function strictSchema(document: Document, schema: Schema): z.ZodType {
  const all = JSON.stringify({ ...schema, $defs: document.components?.schemas ?? {} })
  return z.fromJSONSchema(
    closed(JSON.parse(all.replaceAll('#/components/schemas/', '#/$defs/'))) as Parameters<typeof z.fromJSONSchema>[0],
  )
}

/** A field that is not named must not be there, wherever the schema names fields. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const inner = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, closed(one)]))
  const namesFields = 'properties' in inner && inner['type'] === 'object' && !('additionalProperties' in inner)
  return namesFields ? { ...inner, additionalProperties: false } : inner
}
