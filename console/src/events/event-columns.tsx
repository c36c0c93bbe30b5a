import type { Answer } from '@gatehouse/api-client'
import { TimeAgo, type Column } from '@gatehouse/ui'
import { paths, type Place } from '../paths.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { texts } from './texts.ts'

export type LoggedEvent = Answer<'getEventLog'>['events'][number]

export function eventColumns(place: Place): readonly Column<LoggedEvent>[] {
  return [
    {
      name: texts.columns.type,
      show: ({ event_id: id, type }) => (
        <a href={paths.event(place, id)}>
          <code>{type}</code>
        </a>
      ),
    },
    { name: texts.columns.subject, show: (event) => <Subject event={event} /> },
    { name: texts.columns.actor, show: (event) => <Actor event={event} /> },
    { name: texts.columns.source, isExtra: true, show: ({ source }) => texts.sources[source] },
    { name: texts.columns.when, show: ({ timestamp }) => <TimeAgo at={timestamp} /> },
  ]
}

/** The thing that an event is about, as a link where it has a page. */
export function Subject({ event: { type, subject, data } }: { readonly event: LoggedEvent }) {
  const place = usePlace()
  if (subject === null) return <span className="quiet">{texts.nothing}</span>
  const href = hrefOf(place, type, subject)
  const name = nameIn(data)
  if (href === undefined) return <span title={subject}>{name ?? <code>{subject}</code>}</span>
  return (
    <a className="link" href={href} title={subject}>
      {name ?? subject}
    </a>
  )
}

/** Returns the name that the data gives to the thing that an event is about. */
function nameIn(data: LoggedEvent['data']): string | undefined {
  const [thing] = Object.values(data)
  if (typeof thing !== 'object' || thing === null) return undefined
  const values: Readonly<Record<string, unknown>> = { ...thing }
  const { name, key, first_name: first, last_name: last, preferred_email: email } = values
  const person = [first, last].filter(isText).join(' ')
  return [name, person, email, key].find(isText)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function hrefOf(place: Place, type: string, subject: string): string | undefined {
  if (type.endsWith('.deleted')) return undefined
  if (subject.startsWith('kp_')) return paths.user(place, subject)
  if (subject.startsWith('org_')) return paths.organization(place, subject)
  return type.startsWith('application.') ? paths.application(place, subject) : undefined
}

/** The author of an event. Administrators are people of another environment, so their ids lead nowhere. */
export function Actor({ event: { actor, subject } }: { readonly event: LoggedEvent }) {
  const place = usePlace()
  const { session } = useHere()
  const { type, id } = actor
  if (type === 'system') return <span>{texts.system}</span>
  if (id === undefined) return <span className="quiet">{texts.someone}</span>
  if (type === 'administrator') return id === session.person.id ? <span>{texts.you}</span> : <code>{id}</code>
  if (type === 'user') return id === subject ? <span>{texts.themselves}</span> : <UserLink id={id} />
  return (
    <a className="link" href={paths.application(place, id)}>
      {id}
    </a>
  )
}

function UserLink({ id }: { readonly id: string }) {
  return (
    <a className="link" href={paths.user(usePlace(), id)}>
      {id}
    </a>
  )
}
