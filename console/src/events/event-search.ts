import type { Parameters } from '@gatehouse/api-client'
import { beginOf } from '../shell/periods.ts'
import { texts } from './texts.ts'

const PAGE_SIZE = 50

type Search = Readonly<Record<string, string | undefined>>

/** The parts of the address that filter the list. */
export const FILTERS = ['type', 'about', 'by', 'source', 'time'] as const

/** Returns the filter for a subject; undefined for a text that names none. */
export function subjectOf(about: string | undefined) {
  if (!about) return {}
  if (about.startsWith('kp_')) return { user_id: about }
  if (about.startsWith('org_')) return { org_code: about }
  return /^[0-9a-f]{32}$/.test(about) ? { client_id: about } : undefined
}

const isSource = (text: string): text is keyof typeof texts.sources => Object.hasOwn(texts.sources, text)

/** Returns the parameters of the list that an address shows. */
export function eventsOf({ type, about, by, source, time, after }: Search): Parameters<'getEventLog'> {
  const since = beginOf(time)
  return {
    page_size: PAGE_SIZE,
    ...subjectOf(about),
    ...(type && { type }),
    ...(by && { actor_id: by }),
    ...(source && isSource(source) && { source }),
    ...(since && { since }),
    ...(after && { next_token: after }),
  }
}
