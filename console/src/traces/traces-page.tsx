import { ListTable, Page, Pager } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam, useSearchText } from '../shell/use-params.ts'
import { NoTraces } from './no-traces.tsx'
import { texts } from './texts.ts'
import { traceColumns } from './trace-columns.tsx'
import { TraceDetail } from './trace-detail.tsx'
import { TraceFilters } from './trace-filters.tsx'
import { TraceList } from './trace-list.tsx'
import { FoundPeople } from './found-people.tsx'
import { peopleOf, tracesOf } from './trace-search.ts'

const APPLICATIONS = { page_size: 100, sort: 'name_asc' } as const

function TracesPage() {
  const { q = '' } = useSearchText()
  return (
    <Page title={texts.title} lead={texts.lead}>
      <TraceFilters applications={useAnswer('getApplications', APPLICATIONS).applications} />
      {q === '' ? <Traces /> : <FoundPeople query={q} />}
    </Page>
  )
}

function Traces() {
  const place = usePlace()
  const search = useSearchText()
  const { traces, next_token: next } = useAnswer('getTraces', tracesOf(search))
  return (
    <>
      <ListTable
        label={texts.title}
        columns={traceColumns(place, search)}
        rows={traces}
        keyOf={({ id }) => id}
        empty={<NoTraces hasMore={next !== undefined} />}
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.traces(place, { ...search, after: undefined })}
        next={next && paths.traces(place, { ...search, after: next })}
      />
    </>
  )
}

function TracePage() {
  const place = usePlace()
  const search = useSearchText()
  const { trace } = useAnswer('getTrace', { trace_id: useParam('trace') })
  const { traces } = useAnswer('getTraces', tracesOf(search))
  return (
    <Page back={{ href: paths.traces(place, search), label: texts.back }} title={texts.title} lead={texts.lead}>
      <TraceList traces={traces} search={search} openId={trace.id}>
        <TraceDetail key={trace.id} trace={trace} />
      </TraceList>
    </Page>
  )
}

export const tracesPage: PageDefinition = {
  load: ({ ask, search }) => [
    ask('getApplications', APPLICATIONS),
    search['q'] ? ask('searchUsers', peopleOf(search['q'])) : ask('getTraces', tracesOf(search)),
  ],
  Component: TracesPage,
}

export const tracePage: PageDefinition = {
  load: ({ ask, search, params: { trace = '' } }) => [
    ask('getTrace', { trace_id: trace }),
    ask('getTraces', tracesOf(search)),
  ],
  Component: TracePage,
}
