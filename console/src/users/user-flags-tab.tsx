import { EmptyState, ListTable, ReasonedButton, type Column } from '@gatehouse/ui'
import { Group } from '@mantine/core'
import { useState } from 'react'
import { FlagLevel, FlagValue } from '../feature-flags/index.ts'
import { paths, type Place } from '../paths.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useParam, useSearchText } from '../shell/use-params.ts'
import { membershipsOf, OrganizationChoice, useChosenOrganization } from './organization-choice.tsx'
import { CHANGED_BY_FLAGS, texts } from './texts.ts'
import { loadUser, UserFrame } from './user-frame.tsx'
import type { UserFlag } from './user-flag.ts'
import { UserFlagForm } from './user-flag-form.tsx'

function parametersOf(id: string, organization: string | undefined) {
  return { user_id: id, ...(organization !== undefined && { org_code: organization }) }
}

function columnsOf(place: Place): readonly Column<UserFlag>[] {
  return [
    {
      name: texts.flagColumns.flag,
      show: ({ key, name }) => (
        <>
          <a href={paths.featureFlag(place, key)}>{name}</a>
          <div className="quiet small">
            <code>{key}</code>
          </div>
        </>
      ),
    },
    { name: texts.flagColumns.value, show: ({ type, value }) => <FlagValue type={type} value={value} /> },
    { name: texts.flagColumns.level, show: ({ level }) => <FlagLevel level={level} here="usr" /> },
  ]
}

function UserFlagsPage() {
  const place = usePlace()
  const id = useParam('user')
  const { organization } = useSearchText()
  const chosen = useChosenOrganization()
  const { feature_flags: flags } = useAnswer('getUserFeatureFlags', parametersOf(id, organization))
  const [changing, setChanging] = useState<UserFlag>()
  return (
    <UserFrame open="flags">
      {chosen && (
        <OrganizationChoice
          chosen={organization ?? ''}
          none={texts.noOrganizationChosen}
          hrefOf={(code) => paths.userFlags(place, id, { organization: code })}
        />
      )}
      <ListTable
        label={texts.flags}
        columns={columnsOf(place)}
        rows={flags}
        keyOf={({ key }) => key}
        menuOf={(flag) => <FlagActs userId={id} flag={flag} onChange={() => setChanging(flag)} />}
        empty={
          <EmptyState title={texts.noFlagsTitle}>
            {texts.noFlags}{' '}
            <a className="link" href={paths.featureFlags(place)}>
              {texts.flags}
            </a>
          </EmptyState>
        }
      />
      {changing && <UserFlagForm userId={id} flag={changing} onClose={() => setChanging(undefined)} />}
    </UserFrame>
  )
}

interface FlagActsProps {
  readonly userId: string
  readonly flag: UserFlag
  readonly onChange: () => void
}

function FlagActs({ userId, flag, onChange }: FlagActsProps) {
  const remove = useAction('DeleteUserFeatureFlagOverride', { refresh: CHANGED_BY_FLAGS })
  const refusal = useRefusal('UpdateUserFeatureFlagOverride')
  const reason = flag.allow_override_level === 'usr' ? refusal : texts.notForUsers
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <ReasonedButton size="compact-sm" reason={reason} onClick={onChange}>
        {texts.override}
      </ReasonedButton>
      {flag.values.usr !== null && (
        <ReasonedButton
          size="compact-sm"
          variant="subtle"
          reason={refusal}
          loading={remove.isPending}
          onClick={() => remove.mutate({ parameters: { user_id: userId, feature_flag_key: flag.key } })}
        >
          {texts.removeOverride}
        </ReasonedButton>
      )}
      <ProblemNote problem={remove.error} own={texts.problems} />
    </Group>
  )
}

export const userFlagsPage: PageDefinition = {
  load: ({ ask, params, search }) => [
    ...loadUser(ask, params),
    ask('getUserOrganizations', membershipsOf(params['user'] ?? '')),
    ask('getUserFeatureFlags', parametersOf(params['user'] ?? '', search['organization'])),
  ],
  Component: UserFlagsPage,
}
