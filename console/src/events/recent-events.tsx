import { ListTable, Section } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { usePlace } from '../shell/place.tsx'
import { eventColumns } from './event-columns.tsx'
import { texts } from './texts.ts'

/** Returns the parameters of the newest events about a person, for the loader of a page. */
export function recentEvents(user: string) {
  return { user_id: user, page_size: 10 } as const
}

/** The newest events about a person, as a section of their page. */
export function RecentEvents({ user }: { readonly user: string }) {
  const place = usePlace()
  const { events } = useAnswer('getEventLog', recentEvents(user))
  return (
    <Section title={texts.ofPerson} reason={texts.ofPersonReason}>
      <ListTable
        label={texts.ofPerson}
        columns={eventColumns(place).filter(({ name }) => name !== texts.columns.subject)}
        rows={events}
        keyOf={({ event_id: id }) => id}
        empty={<p className="quiet">{texts.noneOfPerson}</p>}
      />
      <p>
        <a className="link" href={paths.events(place, { about: user })}>
          {texts.all}
        </a>
      </p>
    </Section>
  )
}
