import { EmptyState, ListTable, Page, Pager } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { FilterBar } from '../shell/filter-bar.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { PERIODS } from '../shell/periods.ts'
import { usePlace } from '../shell/place.tsx'
import { useSearchText } from '../shell/use-params.ts'
import { eventColumns } from './event-columns.tsx'
import { eventsOf, FILTERS, subjectOf } from './event-search.ts'
import { COMMON_TYPES, texts } from './texts.ts'

function EventsPage() {
  const place = usePlace()
  const search = useSearchText()
  return (
    <Page title={texts.title} lead={texts.lead}>
      <FilterBar
        values={search}
        texts={[
          { name: 'type', label: texts.type, placeholder: texts.typeHint, suggestions: COMMON_TYPES },
          { name: 'about', label: texts.about, placeholder: texts.aboutHint },
          { name: 'by', label: texts.by, placeholder: texts.byHint },
        ]}
        choices={[
          { name: 'source', label: texts.source, all: texts.anySource, options: Object.entries(texts.sources) },
          { name: 'time', label: texts.time, all: texts.anyTime, options: PERIODS },
        ]}
        submit={texts.find}
        clear={texts.clear}
        hrefOf={(values) => paths.events(place, values)}
      />
      {subjectOf(search['about']) ? <Events /> : <NoEvents>{texts.wrongAbout}</NoEvents>}
    </Page>
  )
}

function Events() {
  const place = usePlace()
  const search = useSearchText()
  const { events, next_token: next } = useAnswer('getEventLog', eventsOf(search))
  const isFiltered = [...FILTERS, 'after'].some((name) => search[name])
  return (
    <>
      <ListTable
        label={texts.title}
        columns={eventColumns(place)}
        rows={events}
        keyOf={({ event_id: id }) => id}
        empty={
          next !== undefined ? (
            <EmptyState title={texts.furtherTitle}>{texts.further}</EmptyState>
          ) : isFiltered ? (
            <NoEvents>{texts.none}</NoEvents>
          ) : (
            <EmptyState title={texts.emptyTitle}>{texts.empty}</EmptyState>
          )
        }
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.events(place, { ...search, after: undefined })}
        next={next && paths.events(place, { ...search, after: next })}
      />
    </>
  )
}

function NoEvents({ children }: { readonly children: string }) {
  const place = usePlace()
  return (
    <EmptyState
      title={texts.noneTitle}
      action={
        <Button component="a" href={paths.events(place)}>
          {texts.clear}
        </Button>
      }
    >
      {children}
    </EmptyState>
  )
}

export const eventsPage: PageDefinition = {
  load: ({ ask, search }) => (subjectOf(search['about']) ? [ask('getEventLog', eventsOf(search))] : []),
  Component: EventsPage,
}
