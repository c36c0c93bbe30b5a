import type { Parameters } from '@gatehouse/api-client'
import { beginOf } from '../shell/periods.ts'
import { texts } from './texts.ts'

const PAGE_SIZE = 25

type Search = Readonly<Record<string, string | undefined>>

/** The parts of the address that filter the list. */
export const FILTERS = ['user', 'application', 'outcome', 'kind', 'time'] as const

const isIn = <Key extends string>(words: Readonly<Record<Key, string>>, text: string): text is Key =>
  Object.hasOwn(words, text)

/** Returns the parameters of the list that an address shows. */
export function tracesOf({ user, application, outcome, kind, time, after }: Search): Parameters<'getTraces'> {
  const since = beginOf(time)
  return {
    page_size: PAGE_SIZE,
    ...(user && { user_id: user }),
    ...(application && { client_id: application }),
    ...(outcome && isIn(texts.outcomes, outcome) && { outcome }),
    ...(kind && isIn(texts.kinds, kind) && { kind }),
    ...(since && { since }),
    ...(after && { next_token: after }),
  }
}

/** Returns the parameters that look for the person who is searched for. */
export function peopleOf(query: string) {
  return { query, page_size: 10 } as const
}
