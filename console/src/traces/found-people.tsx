import { EmptyState, ListTable } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { usePlace } from '../shell/place.tsx'
import { useSearchText } from '../shell/use-params.ts'
import { texts } from './texts.ts'
import { peopleOf } from './trace-search.ts'

/** The people whose sign-ins may be meant by what was typed. */
export function FoundPeople({ query }: { readonly query: string }) {
  const place = usePlace()
  const search = useSearchText()
  const { results } = useAnswer('searchUsers', peopleOf(query))
  return (
    <ListTable
      label={texts.whichTitle}
      columns={[
        {
          name: texts.columns.person,
          show: (user) => (
            <span>
              <a href={paths.traces(place, { ...search, q: undefined, user: user.id })}>
                {[user.first_name, user.last_name].filter(Boolean).join(' ') || (user.email ?? user.id)}
              </a>
              {user.email && <div className="quiet small">{user.email}</div>}
            </span>
          ),
        },
      ]}
      rows={results}
      keyOf={({ id }) => id}
      empty={
        <EmptyState
          title={texts.noneTitle}
          action={
            <Button component="a" href={paths.traces(place)}>
              {texts.clear}
            </Button>
          }
        >
          {texts.nobodyMatches(query)}
        </EmptyState>
      }
    />
  )
}
