import { EmptyState } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { paths } from '../paths.ts'
import { usePlace } from '../shell/place.tsx'
import { useSearchText } from '../shell/use-params.ts'
import { texts } from './texts.ts'
import { FILTERS } from './trace-search.ts'

/** Says why the list is empty: nobody came, the filters leave nothing, or this part of the list has nothing. */
export function NoTraces({ hasMore }: { readonly hasMore: boolean }) {
  const place = usePlace()
  const search = useSearchText()
  if (hasMore) return <EmptyState title={texts.furtherTitle}>{texts.further}</EmptyState>
  const isFiltered = [...FILTERS, 'after'].some((name) => search[name])
  const [href, label] = isFiltered ? [paths.traces(place), texts.clear] : [paths.trySignIn(place), texts.try]
  return (
    <EmptyState
      title={isFiltered ? texts.noneTitle : texts.emptyTitle}
      action={
        <Button component="a" href={href}>
          {label}
        </Button>
      }
    >
      {isFiltered ? texts.none : texts.empty}
    </EmptyState>
  )
}
