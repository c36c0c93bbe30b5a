import type { Answer } from '@gatehouse/api-client'
import { useDebouncedValue } from '@mantine/hooks'
import { paths, type Place } from '../paths.ts'
import { useLateAnswer } from './api.ts'
import { useHere, usePlace } from './place.tsx'
import type { FoundPlace } from './session.ts'
import { actPages, firstPages, furtherPages, groupedPages, type MappedPage } from './site-map.ts'

export interface Hit {
  readonly name: string
  /** A second line that tells it from others. */
  readonly detail: string
  readonly href: string
}

export interface HitGroup {
  readonly label: string
  readonly hits: readonly Hit[]
}

type Found = Answer<'search'>['results'][number]
type Kind = Found['kind']

const MOST_OF_A_KIND = 5

/** Kinds in the order of the list, each with its heading and the address of one of them. */
const KINDS: readonly { kind: Kind; label: string; hrefOf: (place: Place, found: Found) => string }[] = [
  { kind: 'organization', label: 'Organizations', hrefOf: (place, { id }) => paths.organization(place, id) },
  { kind: 'user', label: 'Users', hrefOf: (place, { id }) => paths.user(place, id) },
  { kind: 'application', label: 'Applications', hrefOf: (place, { id }) => paths.application(place, id) },
  { kind: 'role', label: 'Roles', hrefOf: (place, { id }) => paths.role(place, id) },
  { kind: 'permission', label: 'Permissions', hrefOf: (place, { id }) => paths.permission(place, id) },
  {
    kind: 'environment_variable',
    label: 'Environment variables',
    hrefOf: (place, { id }) => paths.environmentVariable(place, id),
  },
]

const APPLICATION_TYPES: Readonly<Record<string, string>> = {
  reg: 'Back-end web',
  spa: 'Front-end and mobile',
  m2m: 'Machine to machine',
  device: 'Device and IoT',
}

/**
 * Returns what matches a text, in groups: pages at once, then what the server finds, then things to do. Pages stand first,
 * so that an answer which comes late moves nothing that Enter is about to open.
 */
export function useHits(text: string): readonly HitGroup[] {
  const place = usePlace()
  const here = useHere()
  const [asked] = useDebouncedValue(text, 150)
  const found = useLateAnswer('search', asked.length > 1 ? { q: asked, page_size: MOST_OF_A_KIND } : undefined)
  const results = asked === text ? (found?.results ?? []) : []
  const matching = (pages: readonly ListedPage[]) => pages.filter((page) => isMatch(page, text)).map(hitOf)
  const things = KINDS.map(({ kind, label, hrefOf }) => ({
    label,
    hits: results
      .filter((one) => one.kind === kind)
      .map((one) => ({ name: one.name, detail: detailOf(one), href: hrefOf(place, one) })),
  }))
  const groups = [
    { label: 'Go to', hits: matching(pagesOf(place, here)) },
    ...things,
    { label: 'Do', hits: text === '' ? [] : matching(actPages(place)) },
  ]
  return groups.filter(({ hits }) => hits.length > 0)
}

function detailOf({ kind, detail, name }: Found): string {
  if (kind === 'application') return APPLICATION_TYPES[detail] ?? detail
  return detail === name ? '' : detail
}

/** A page with the group that it is in. */
type ListedPage = MappedPage & { readonly detail?: string }

function pagesOf(place: Place, here: FoundPlace): readonly ListedPage[] {
  return [
    ...firstPages(place).map((page) => ({ ...page, detail: '' })),
    ...groupedPages(place, here)
      .flatMap(({ label, items }) => items.map((page) => ({ ...page, detail: label })))
      // The reference is at another host, where the router does not lead.
      .filter(({ href }) => href.startsWith('/')),
    ...furtherPages(place).map((page) => ({ ...page, detail: '' })),
  ]
}

/** Each word that was typed begins a word of the page's names. */
function isMatch({ label, words = '', detail = '' }: ListedPage, text: string): boolean {
  const names = `${label} ${detail} ${words}`.toLowerCase().split(/[\s-]+/)
  return text
    .toLowerCase()
    .split(/[\s-]+/)
    .every((typed) => names.some((name) => name.startsWith(typed)))
}

function hitOf({ label, href, detail = '' }: ListedPage): Hit {
  return { name: label, detail, href }
}
