import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DescribedOperation } from './operations.ts'

const FILES = { management: 'published.ndjson', account: 'published-account.ndjson' } as const

/** The published contract of one API, as `extract.ts` keeps it. */
export function readPublished(api: keyof typeof FILES = 'management'): DescribedOperation[] {
  const text = readFileSync(join(import.meta.dirname, FILES[api]), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as DescribedOperation)
}

/** Returns the differences, one per line: `+` exists in ours only, `-` in the published contract only. */
export function differencesOf(published: DescribedOperation, ours: DescribedOperation): string[] {
  const statuses = Object.keys({ ...published.answers, ...ours.answers })
  return [
    ...compareText('id', published.id, ours.id),
    ...compareText('tag', published.tag, ours.tag),
    ...(published.scope === '' ? [] : compareText('scope', published.scope, ours.scope)),
    ...compareFields('query', published.query, ours.query),
    ...compareFields('body', published.body, ours.body),
    ...statuses.flatMap((status) => compareAnswer(status, published, ours)),
    ...wordsIn(published.codes).flatMap((code) => (wordsIn(ours.codes).includes(code) ? [] : `code -${code}`)),
  ].map((line) => `${published.operation} ${line}`)
}

function compareAnswer(status: string, published: DescribedOperation, ours: DescribedOperation): string[] {
  const [theirs, own] = [published.answers[status], ours.answers[status]]
  if (theirs === undefined) return [`${status} +`]
  // An operation without an answer looks like one whose answer is not described.
  if (own === undefined) return [`${status} -`]
  return theirs === '' ? [] : compareFields(status, theirs, own)
}

function compareText(what: string, theirs: string, own: string): string[] {
  return theirs === own ? [] : [`${what} -${theirs} +${own}`]
}

function compareFields(where: string, theirs: string, own: string): string[] {
  const [before, after] = [fieldsIn(theirs), fieldsIn(own)]
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  return names.flatMap((name) => {
    const [their, our] = [before.get(name), after.get(name)]
    if (their === undefined) return [`${where} +${name}${our?.isRequired === true ? '*' : ''}`]
    if (our === undefined) return [`${where} -${name}`]
    const requirement = our.isRequired === their.isRequired ? [] : [`${where} ${name} ${our.isRequired ? '+*' : '-*'}`]
    const isSame = our.type === their.type || our.type === 'any' || their.type === 'any'
    const type = isSame ? [] : [`${where} ${name} -${their.type} +${our.type}`]
    // A body may accept more than is published. An unexpected null in an answer breaks clients.
    const isNullNew = our.mayBeNull && !their.mayBeNull && /^\d/.test(where)
    const nullness = isNullNew ? [`${where} ${name} +null`] : []
    return [
      ...requirement,
      ...type,
      ...nullness,
      ...compareChoices(their, our).map((line) => `${where} ${name} ${line}`),
    ]
  })
}

/** Compares the enum only if both have one. An empty text means nothing. */
function compareChoices({ choice: theirs }: Field, { choice: own }: Field): string[] {
  if (theirs.length === 0 || own.length === 0) return []
  return [
    ...theirs.filter((value) => !own.includes(value)).map((value) => `-=${value}`),
    ...own.filter((value) => value !== '' && !theirs.includes(value)).map((value) => `+=${value}`),
  ]
}

export interface Field {
  readonly type: string
  readonly mayBeNull: boolean
  /** The allowed values, where the schema lists them. */
  readonly choice: readonly string[]
  readonly isRequired: boolean
}

/** Fields of an answer by their places. */
export const fieldsOfAnswer = (text: string): ReadonlyMap<string, Field> => fieldsIn(text)

function fieldsIn(text: string): Map<string, Field> {
  return new Map(
    wordsIn(text).map((word) => {
      const [name = '', said = ''] = word.split(':')
      const [shown = '', choice] = said.split('=')
      const type = shown.replace('?', '')
      const field = {
        type,
        mayBeNull: shown.endsWith('?'),
        choice: choice?.split('|') ?? [],
        isRequired: name.endsWith('*'),
      }
      return [name.replaceAll('*', ''), field]
    }),
  )
}

function wordsIn(text: string): string[] {
  return text.split(' ').filter(Boolean)
}
