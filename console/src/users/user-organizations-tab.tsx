import { EmptyState, ListTable, Pager, ReasonedButton, Tag, TimeAgo, type Column } from '@gatehouse/ui'
import { Group } from '@mantine/core'
import { useState } from 'react'
import { paths, type Place } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam, useSearchText } from '../shell/use-params.ts'
import { AddToOrganization } from './add-to-organization.tsx'
import { LeaveOrganization } from './leave-organization.tsx'
import type { Membership } from './membership.ts'
import { MembershipForm } from './membership-form.tsx'
import { texts } from './texts.ts'
import { loadUser, UserFrame } from './user-frame.tsx'

const PAGE_SIZE = 50

function parametersOf(id: string, { after }: Readonly<Record<string, string | undefined>>) {
  return { user_id: id, page_size: PAGE_SIZE, ...(after && { next_token: after }) } as const
}

function Tags({
  of,
  none,
}: {
  readonly of: readonly { readonly key: string; readonly name: string }[]
  readonly none: string
}) {
  if (of.length === 0) return <span className="quiet">{none}</span>
  return (
    <Group gap={4}>
      {of.map(({ key, name }) => (
        <Tag key={key}>{name}</Tag>
      ))}
    </Group>
  )
}

function columnsOf(place: Place): readonly Column<Membership>[] {
  return [
    {
      name: texts.membershipColumns.organization,
      show: ({ code, name, is_suspended }) => (
        <>
          <a href={paths.organization(place, code)}>{name}</a>
          <div className="quiet small">{is_suspended ? texts.organizationSuspended : code}</div>
        </>
      ),
    },
    { name: texts.membershipColumns.roles, show: ({ roles }) => <Tags of={roles} none={texts.noRoles} /> },
    {
      name: texts.membershipColumns.permissions,
      show: ({ permissions }) => <Tags of={permissions} none={texts.noPermissions} />,
    },
    { name: texts.membershipColumns.joined, isExtra: true, show: ({ joined_on }) => <TimeAgo at={joined_on} /> },
    {
      name: texts.membershipColumns.last,
      isExtra: true,
      show: ({ last_accessed_on }) => <TimeAgo at={last_accessed_on} />,
    },
  ]
}

function UserOrganizationsPage() {
  const place = usePlace()
  const id = useParam('user')
  const search = useSearchText()
  const { organizations, next_token } = useAnswer('getUserOrganizations', parametersOf(id, search))
  const [open, setOpen] = useState<{ readonly membership: Membership; readonly act: 'change' | 'leave' }>()
  const close = () => setOpen(undefined)
  const changeRefusal = useRefusal('UpdateOrganizationUsers')
  const leaveRefusal = useRefusal('RemoveOrganizationUser')
  const add = <AddToOrganization userId={id} />
  return (
    <UserFrame open="organizations" actions={add}>
      <ListTable
        label={texts.organizations}
        columns={columnsOf(place)}
        rows={organizations}
        keyOf={({ code }) => code}
        menuOf={(membership) => (
          <Group gap={4} wrap="nowrap" justify="flex-end">
            <ReasonedButton
              size="compact-sm"
              reason={changeRefusal}
              onClick={() => setOpen({ membership, act: 'change' })}
            >
              {texts.changeMembership}
            </ReasonedButton>
            <ReasonedButton
              size="compact-sm"
              variant="subtle"
              reason={leaveRefusal}
              onClick={() => setOpen({ membership, act: 'leave' })}
            >
              {texts.leave}
            </ReasonedButton>
          </Group>
        )}
        empty={<EmptyState title={texts.noOrganizationsTitle}>{texts.noOrganizations}</EmptyState>}
      />
      <Pager
        caption={texts.membershipCaption}
        first={search['after'] && paths.userOrganizations(place, id)}
        next={next_token ? paths.userOrganizations(place, id, { after: next_token }) : undefined}
      />
      {open?.act === 'change' && <MembershipForm userId={id} membership={open.membership} onClose={close} />}
      {open?.act === 'leave' && <LeaveOrganization userId={id} membership={open.membership} onClose={close} />}
    </UserFrame>
  )
}

export const userOrganizationsPage: PageDefinition = {
  load: ({ ask, params, search }) => [
    ...loadUser(ask, params),
    ask('getUserOrganizations', parametersOf(params['user'] ?? '', search)),
  ],
  Component: UserOrganizationsPage,
}
