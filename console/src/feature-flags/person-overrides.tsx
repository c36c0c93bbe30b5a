import type { Answer } from '@gatehouse/api-client'
import { ListTable, TimeAgo, type Column } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { paths, type Place } from '../paths.ts'
import { useLateAnswer, useRefusal } from '../shell/api.ts'
import { usePlace } from '../shell/place.tsx'
import type { Flag } from './flag.ts'
import { FlagValue } from './flag-value.tsx'
import { texts } from './texts.ts'

type Override = Answer<'getFeatureFlagUsers'>['overrides'][number]

const PAGE_SIZE = 50

function columnsOf(place: Place, { type }: Flag): readonly Column<Override>[] {
  return [
    {
      name: texts.personColumns.person,
      show: ({ id, first_name, last_name, email }) => (
        <a href={paths.userFlags(place, id)}>{[first_name, last_name].filter(Boolean).join(' ') || (email ?? id)}</a>
      ),
    },
    { name: texts.personColumns.value, show: ({ value }) => <FlagValue type={type} value={value} /> },
    { name: texts.personColumns.changed, isExtra: true, show: ({ updated_on }) => <TimeAgo at={updated_on} /> },
  ]
}

/** Lists the people for whom a flag is overridden. */
export function PersonOverrides({ flag }: { readonly flag: Flag }) {
  const place = usePlace()
  const refusal = useRefusal('getFeatureFlagUsers')
  const [after, setAfter] = useState<string>()
  const answer = useLateAnswer(
    'getFeatureFlagUsers',
    refusal === undefined
      ? { feature_flag_key: flag.key, page_size: PAGE_SIZE, ...(after !== undefined && { next_token: after }) }
      : undefined,
  )
  if (refusal !== undefined) return <p className="quiet">{refusal}</p>
  return (
    <>
      <ListTable
        label={texts.people}
        columns={columnsOf(place, flag)}
        rows={answer?.overrides ?? []}
        keyOf={({ id }) => id}
        empty={<p className="quiet">{texts.noPeople}</p>}
      />
      {after !== undefined && (
        <Button size="compact-sm" onClick={() => setAfter(undefined)}>
          {texts.firstPage}
        </Button>
      )}
      {answer?.next_token !== undefined && (
        <Button size="compact-sm" onClick={() => setAfter(answer.next_token)}>
          {texts.nextPage}
        </Button>
      )}
    </>
  )
}
