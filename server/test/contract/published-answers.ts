import type { RecordedAnswer } from './answers.ts'
import { ACCEPTED, ACCEPTED_OF_ACCOUNT } from './accepted.ts'
import { fieldsOfAnswer, readPublished, type Field } from './compare.ts'

/** Returns what is wrong with an answer by the published contract, or undefined. */
export type PublishedCheck = (answered: RecordedAnswer & { readonly isExpanded: boolean }) => string | undefined

interface PublishedOperation {
  readonly operation: string
  readonly method: string
  readonly pattern: RegExp
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, Field>>
}

/** Words of `expand` that are ours: a client that sends one asks for fields that are not published. */
const OWN_EXPANSIONS = ['assignment', 'connection_name', 'definition', 'metadata', 'token_typ']

export function isExpandedByUs(url: URL): boolean {
  return (url.searchParams.get('expand') ?? '').split(',').some((word) => OWN_EXPANSIONS.includes(word))
}

/**
 * Checks answers against the published contract. A field that it does not name, another type, or null where it allows
 * none breaks clients that decode strictly.
 */
export function createPublishedCheck(api: 'management' | 'account' = 'management'): PublishedCheck {
  const base = api === 'management' ? '/api/v1' : ''
  const known = readPublished(api)
    .toSorted((a, b) => (a.operation.replaceAll('{', '~') < b.operation.replaceAll('{', '~') ? -1 : 1))
    .map((one): PublishedOperation => {
      const [method = '', path = ''] = one.operation.split(' ')
      const pattern = new RegExp(`^${base}${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
      const answers = Object.entries(one.answers).filter(([, fields]) => fields !== '')
      const byStatus = new Map(answers.map(([status, fields]) => [status, fieldsOfAnswer(fields)]))
      return { operation: one.operation, method, pattern, answers: byStatus }
    })
  return ({ method, path, status, body, isExpanded }) => {
    const found = known.find((one) => one.method === method.toLowerCase() && one.pattern.test(path))
    const fields = found?.answers.get(String(status))
    if (found === undefined || fields === undefined || isExpanded) return undefined
    const problems = [...new Set(problemsIn(body, '', fields))].map((problem) => `${String(status)} ${problem}`)
    const open = problems.filter((problem) => !isAccepted(`${found.operation} ${problem}`))
    return open.length === 0 ? undefined : `the published contract differs: ${open.join(', ')}`
  }
}

const accepted = new Set([...ACCEPTED, ...ACCEPTED_OF_ACCOUNT].flatMap(({ differences }) => differences))

function isAccepted(problem: string): boolean {
  return accepted.has(problem)
}

function problemsIn(value: unknown, path: string, fields: ReadonlyMap<string, Field>): string[] {
  const field = fields.get(path)
  if (path !== '' && field) {
    if (value === null) return field.mayBeNull || field.type === 'any' ? [] : [`${path} +null`]
    if (!isOfType(value, field.type)) return [`${path} -${field.type} +${typeof value}`]
  }
  if (Array.isArray(value)) return value.flatMap((one) => problemsIn(one, `${path}[]`, fields))
  if (typeof value !== 'object' || value === null) return []
  const inner = [...fields.keys()].filter((name) => name.startsWith(path === '' ? '' : `${path}.`))
  const isRecord = [...fields.keys()].some((name) => name.startsWith(`${path}{}.`))
  // An object without a description may contain anything.
  if (inner.length === 0 && !isRecord) return []
  return Object.entries(value).flatMap(([name, one]) => {
    const place = isRecord ? `${path}{}` : path === '' ? name : `${path}.${name}`
    return isRecord || fields.has(place) ? problemsIn(one, place, fields) : [`+${place}`]
  })
}

function isOfType(value: unknown, type: string): boolean {
  if (type.endsWith('[]')) return Array.isArray(value)
  return type === 'any' || type.split('|').includes(Array.isArray(value) ? 'array' : typeof value)
}
