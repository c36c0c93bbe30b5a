/** A time zone of the IANA database, with the key that clients use. */
export interface Timezone {
  /** The id in the database, such as `America/Los_Angeles`. */
  readonly id: string
  /** Such as `los_angeles_pacific_standard_time`. */
  readonly key: string
  /** Such as `Los Angeles (Pacific Standard Time)`. */
  readonly name: string
  /** The offset of standard time, such as `-08:00`. */
  readonly offset: string
}

/** All zones, by name. They are computed at the first call, which takes a sixth of a second. */
export const listTimezones: () => readonly Timezone[] = lazily(() =>
  ['UTC', ...Intl.supportedValuesOf('timeZone')].map(timezoneOf).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
)

export function findTimezoneByKey(key: string): Timezone | undefined {
  return listTimezones().find((one) => one.key === key)
}

/** Returns the name of a stored id, also where this release's database lists the zone under another id. */
export function timezoneNameOf(id: string): string {
  return timezoneOf(id).name
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

const [WINTER, SUMMER] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-07-01T00:00:00Z')]

function timezoneOf(id: string): Timezone {
  const city = (id.split('/').at(-1) ?? id).replaceAll('_', ' ')
  const isWinterStandard = !/Summer|Daylight/.test(wordsOf(id, WINTER, 'long'))
  const standard = isWinterStandard ? WINTER : SUMMER
  const words = wordsOf(id, standard, 'long')
  return {
    id,
    key: keyOf(`${city} ${words}`),
    name: `${city} (${words})`,
    offset: wordsOf(id, standard, 'longOffset').replace('GMT', '') || '+00:00',
  }
}

function wordsOf(id: string, at: Date, style: 'long' | 'longOffset'): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: id, timeZoneName: style }).formatToParts(at)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? id
}

function keyOf(text: string): string {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain.replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_|_$/g, '')
}
