/** An OpenAPI document, as far as this reads it. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>>; readonly responses?: Schemas }
}

type Schemas = Readonly<Record<string, Schema>>

export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Schemas
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
  readonly enum?: readonly unknown[]
  readonly [keyword: string]: unknown
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema?: Schema
}

export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly description?: string
  readonly 'x-scope'?: string
  readonly 'x-fixed-fields'?: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Schema & { readonly required?: boolean }
  readonly responses: Schemas
}

/**
 * The properties of an operation that a client depends on. Fields are written `name:type`, required ones `name*:type`,
 * fields of lists `name[].inner:type` and fields under names that the caller chooses `name{}.inner:type`; an enum
 * `name:string=one|other`. `?` after the type: null is allowed.
 */
export interface DescribedOperation {
  readonly operation: string
  readonly id: string
  readonly tag: string
  readonly scope: string
  readonly query: string
  readonly body: string
  /** By status, only those of success. */
  readonly answers: Readonly<Record<string, string>>
  /** Those of refusals that are named. */
  readonly codes: string
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

export function describeOperations(document: Document): DescribedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const one = item[method]
      return one === undefined ? [] : [describe(document, `${method} ${path.replace('/api/v1', '')}`, one)]
    }),
  )
}

function describe(document: Document, operation: string, one: Operation): DescribedOperation {
  const query = (one.parameters ?? []).filter((parameter) => parameter.in === 'query')
  const answers = Object.entries(one.responses).filter(([status]) => status.startsWith('2'))
  return {
    operation,
    id: one.operationId,
    tag: one.tags[0] ?? '',
    scope: one['x-scope'] ?? /<code>(\w+:\w+)/.exec(one.description ?? '')?.[1] ?? '',
    query: listed(
      query.map(({ name, required, schema }) => `${name}${required === true ? '*' : ''}:${saidOf(document, schema)}`),
    ),
    body: listed(fieldsOf(document, schemaIn(document, one.requestBody), { isRequest: true })),
    answers: Object.fromEntries(
      answers.map(([status, answer]) => [
        status,
        listed(fieldsOf(document, schemaIn(document, answer), { isRequest: false })),
      ]),
    ),
    codes: listed(codesOf(one)),
  }
}

/** In the published contract examples show them, or the description of the operation; ours lists them by status. */
function codesOf({ description = '', responses }: Operation): string[] {
  const refusals = Object.entries(responses).filter(([status]) => status.startsWith('4'))
  const texts = refusals.map(([, { content, description: said }]) => `${JSON.stringify(content) ?? ''} ${String(said)}`)
  const named = [description, ...texts].flatMap((text) => [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)])
  const shown = texts.flatMap((text) => [...text.matchAll(/"code":"([A-Z_]+)"/g)])
  return [...named, ...shown].flatMap(([, code]) => code ?? [])
}

function listed(fields: readonly string[]): string {
  return [...new Set(fields)].toSorted().join(' ')
}

function schemaIn(document: Document, part: Schema | undefined): Schema | undefined {
  if (part === undefined) return undefined
  const content = resolve(document, part).content ?? {}
  return (content['application/json'] ?? Object.values(content)[0])?.schema
}

/** The schema that a reference names, with what `allOf` puts together, without the alternative of null. */
export function resolve(document: Document, schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    const [kind = '', name = ''] = schema.$ref.split('/').slice(-2)
    const part = kind === 'responses' ? document.components?.responses : document.components?.schemas
    return resolve(document, part?.[name] ?? {})
  }
  if (schema.allOf) {
    const parts = schema.allOf.map((part) => resolve(document, part))
    const properties = Object.assign({}, ...parts.map((part) => part.properties)) as Schemas
    return { type: 'object', properties, required: parts.flatMap((part) => part.required ?? []) }
  }
  const alternatives = alternativesOf(schema)
  const [only] = alternatives
  return alternatives.length === 1 && only ? resolve(document, only) : schema
}

interface Mode {
  readonly isRequest: boolean
  readonly prefix?: string
}

function fieldsOf(document: Document, given: Schema | undefined, { isRequest, prefix = '' }: Mode): string[] {
  if (given === undefined) return []
  const schema = resolve(document, given)
  const inside = (path: string, inner: Schema) => fieldsOf(document, inner, { isRequest, prefix: path })
  const alternatives = (schema.anyOf ?? schema.oneOf ?? []).flatMap((one) => inside(prefix, one))
  const items = schema.items ? inside(`${prefix}[]`, schema.items) : []
  const named =
    typeof schema.additionalProperties === 'object' ? inside(`${prefix}{}`, schema.additionalProperties) : []
  const properties = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`
    const mark = isRequest && schema.required?.includes(name) === true ? '*' : ''
    return [`${path}${mark}:${saidOf(document, inner)}`, ...inside(path, inner)]
  })
  return [...alternatives, ...items, ...named, ...properties]
}

/** The type, `?` where null may stand there, and `=` and the texts that may, where only some may. */
function saidOf(document: Document, schema: Schema | undefined): string {
  const texts = textsOf(document, schema)
  const choice = texts.length === 0 ? '' : `=${texts.map(encodeURIComponent).toSorted().join('|')}`
  return typeOf(document, schema) + (mayBeNull(document, schema) ? '?' : '') + choice
}

function mayBeNull(document: Document, schema: Schema | undefined): boolean {
  if (schema === undefined) return false
  if (schema['nullable'] === true || valuesOf(schema).includes(null)) return true
  if (schema.type === 'null' || (Array.isArray(schema.type) && schema.type.includes('null'))) return true
  if ([...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].some((one) => mayBeNull(document, one))) return true
  const resolved = resolve(document, schema)
  return resolved !== schema && mayBeNull(document, resolved)
}

function typeOf(document: Document, given: Schema | undefined): string {
  const schema = resolve(document, given ?? {})
  const alternatives = alternativesOf(schema)
  if (alternatives.length > 0) return unionOf(alternatives.map((one) => typeOf(document, one)))
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []).filter((type) => type !== 'null')
  if (types.length === 0) return schema.properties ? 'object' : typesOfValues(schema)
  if (schema.items) return `${typeOf(document, schema.items)}[]`
  return unionOf(types.map((type) => (type === 'integer' ? 'number' : type)))
}

/** Undefined if any text is allowed. */
function textsOf(document: Document, given: Schema | undefined): string[] {
  const schema = resolve(document, given ?? {})
  if (schema.items) return textsOf(document, schema.items)
  const each = alternativesOf(schema).map((one) => textsOf(document, one))
  if (each.some((texts) => texts.length === 0)) return []
  return [...each.flat(), ...valuesOf(schema).filter((value) => typeof value === 'string')]
}

function alternativesOf(schema: Schema): readonly Schema[] {
  return (schema.anyOf ?? schema.oneOf ?? []).filter((one) => one.type !== 'null')
}

function valuesOf(schema: Schema): readonly unknown[] {
  return schema.enum ?? ('const' in schema ? [schema['const']] : [])
}

function unionOf(types: readonly string[]): string {
  return [...new Set(types)].toSorted().join('|')
}

function typesOfValues(schema: Schema): string {
  const types = valuesOf(schema).flatMap((value) => (value === null ? [] : [typeof value]))
  return types.length === 0 ? 'any' : unionOf(types)
}
