import type { Answer } from '@gatehouse/api-client'
import { paths } from '../paths.ts'
import { FilterBar } from '../shell/filter-bar.tsx'
import { PERIODS } from '../shell/periods.ts'
import { usePlace } from '../shell/place.tsx'
import { useSearchText } from '../shell/use-params.ts'
import { texts } from './texts.ts'

type Values = Readonly<Record<string, string | undefined>>

interface TraceFiltersProps {
  readonly applications: Answer<'getApplications'>['applications']
}

/** The filters of the list of traces. */
export function TraceFilters({ applications }: TraceFiltersProps) {
  const place = usePlace()
  const search = useSearchText()
  // A person who was chosen stands in the field by their id.
  const values = { ...search, q: search['q'] ?? search['user'] }
  const hrefOf = ({ q, ...others }: Values) => {
    if (q?.startsWith('trace_')) return paths.trace(place, q)
    const user = q?.startsWith('kp_') ? q : undefined
    return paths.traces(place, { ...others, user, q: user === undefined ? q : undefined })
  }
  return (
    <FilterBar
      values={values}
      texts={[{ name: 'q', label: texts.search, placeholder: texts.searchHint }]}
      choices={[
        { name: 'outcome', label: texts.outcome, all: texts.anyOutcome, options: Object.entries(texts.outcomes) },
        {
          name: 'application',
          label: texts.application,
          all: texts.anyApplication,
          options: applications.map(({ id, name }) => [id, name] as const),
        },
        { name: 'kind', label: texts.kind, all: texts.anyKind, options: Object.entries(texts.kinds) },
        { name: 'time', label: texts.time, all: texts.anyTime, options: PERIODS },
      ]}
      submit={texts.find}
      clear={texts.clear}
      hrefOf={hrefOf}
    />
  )
}
