import type { Answer } from '@gatehouse/api-client'
import { ListTable, ReasonedButton, TimeAgo, type Column } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { paths, type Place } from '../paths.ts'
import { useAction, useLateAnswer, useRefusal } from '../shell/api.ts'
import { usePlace } from '../shell/place.tsx'
import type { Flag } from './flag.ts'
import { FlagValue } from './flag-value.tsx'
import { OverrideOrganization } from './override-organization.tsx'
import { CHANGED, texts } from './texts.ts'

type Override = Answer<'getFeatureFlagOrganizations'>['overrides'][number]

const PAGE_SIZE = 50

function columnsOf(place: Place, { type }: Flag): readonly Column<Override>[] {
  return [
    {
      name: texts.organizationColumns.organization,
      show: ({ code, name }) => (
        <>
          <a href={paths.organization(place, code)}>{name}</a>
          <div className="quiet small">{code}</div>
        </>
      ),
    },
    { name: texts.organizationColumns.value, show: ({ value }) => <FlagValue type={type} value={value} /> },
    { name: texts.organizationColumns.changed, isExtra: true, show: ({ updated_on }) => <TimeAgo at={updated_on} /> },
  ]
}

/** Lists the organizations that override a flag, and overrides it for another one. */
export function OrganizationOverrides({ flag }: { readonly flag: Flag }) {
  const place = usePlace()
  const [after, setAfter] = useState<string>()
  const refusal = useRefusal('getFeatureFlagOrganizations')
  const answer = useLateAnswer(
    'getFeatureFlagOrganizations',
    refusal === undefined
      ? { feature_flag_key: flag.key, page_size: PAGE_SIZE, ...(after !== undefined && { next_token: after }) }
      : undefined,
  )
  if (refusal !== undefined) return <p className="quiet">{refusal}</p>
  return (
    <>
      <ListTable
        label={texts.organizations}
        columns={columnsOf(place, flag)}
        rows={answer?.overrides ?? []}
        keyOf={({ code }) => code}
        menuOf={(override) => <RemoveOverride flagKey={flag.key} override={override} />}
        empty={<p className="quiet">{texts.noOrganizations}</p>}
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
      <OverrideOrganization flag={flag} />
    </>
  )
}

function RemoveOverride({ flagKey, override }: { readonly flagKey: string; readonly override: Override }) {
  const remove = useAction('DeleteOrganizationFeatureFlagOverride', { refresh: CHANGED })
  return (
    <ReasonedButton
      size="compact-sm"
      variant="subtle"
      reason={useRefusal('DeleteOrganizationFeatureFlagOverride')}
      loading={remove.isPending}
      onClick={() => remove.mutate({ parameters: { org_code: override.code, feature_flag_key: flagKey } })}
    >
      {texts.remove}
      <span className="visually-hidden">{` ${texts.removeFor(override.name)}`}</span>
    </ReasonedButton>
  )
}
