import { ListTable, Section } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { usePlace } from '../shell/place.tsx'
import { texts } from './texts.ts'
import { columnsOfApplication, columnsOfPerson } from './trace-columns.tsx'

/** The person or the application whose sign-ins are shown. */
type TraceOwner = { readonly user: string } | { readonly application: string }

/** Returns the parameters of the newest traces of a person or an application, for the loader of a page. */
export function recentTraces(owner: TraceOwner) {
  const whose = 'user' in owner ? { user_id: owner.user } : { client_id: owner.application }
  return { ...whose, page_size: 10 } as const
}

/** The newest traces of a person or an application, as a section of their page. */
export function RecentTraces({ owner }: { readonly owner: TraceOwner }) {
  const place = usePlace()
  const { traces } = useAnswer('getTraces', recentTraces(owner))
  const isPerson = 'user' in owner
  const title = isPerson ? texts.ofPerson : texts.ofApplication
  return (
    <Section title={title} reason={isPerson ? texts.ofPersonReason : texts.ofApplicationReason}>
      <ListTable
        label={title}
        columns={isPerson ? columnsOfPerson(place) : columnsOfApplication(place)}
        rows={traces}
        keyOf={({ id }) => id}
        empty={<p className="quiet">{isPerson ? texts.noneOfPerson : texts.noneOfApplication}</p>}
      />
      <p>
        <a className="link" href={paths.traces(place, owner)}>
          {texts.all}
        </a>
      </p>
    </Section>
  )
}
