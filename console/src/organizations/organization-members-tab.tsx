import type { Answer } from '@gatehouse/api-client'
import { EmptyState, Face, ListTable, Page, Pager, ReasonedButton, Tag, TimeAgo, type Column } from '@gatehouse/ui'
import { Group } from '@mantine/core'
import { useState } from 'react'
import { paths, type Place } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam, useSearchText } from '../shell/use-params.ts'
import { AddMember } from './add-member.tsx'
import { MemberRoles } from './member-roles.tsx'
import { organizationTabs } from './organization-page.tsx'
import { RemoveMember } from './remove-member.tsx'
import { texts } from './texts.ts'

const PAGE_SIZE = 50

type Member = Answer<'GetOrganizationUsers'>['organization_users'][number]

function parametersOf(code: string, { after }: Readonly<Record<string, string | undefined>>) {
  return { org_code: code, sort: 'name_asc', page_size: PAGE_SIZE, ...(after && { next_token: after }) } as const
}

function columnsOf(place: Place): readonly Column<Member>[] {
  return [
    {
      name: texts.memberColumns.person,
      show: ({ id, full_name, email, picture }) => (
        <Group gap="sm" wrap="nowrap">
          <Face name={full_name || (email ?? id)} picture={picture} />
          <span>
            <a href={paths.user(place, id)}>{full_name || (email ?? id)}</a>
            {email && <div className="quiet small">{email}</div>}
          </span>
        </Group>
      ),
    },
    {
      name: texts.memberColumns.roles,
      show: ({ roles }) =>
        roles.length === 0 ? (
          <span className="quiet">{texts.noRoles}</span>
        ) : (
          <Group gap={4}>
            {roles.map((role) => (
              <Tag key={role}>{role}</Tag>
            ))}
          </Group>
        ),
    },
    { name: texts.memberColumns.joined, isExtra: true, show: ({ joined_on }) => <TimeAgo at={joined_on} /> },
    {
      name: texts.memberColumns.last,
      isExtra: true,
      show: ({ last_accessed_on }) => <TimeAgo at={last_accessed_on} />,
    },
  ]
}

function OrganizationMembersPage() {
  const place = usePlace()
  const code = useParam('organization')
  const search = useSearchText()
  const { name } = useAnswer('getOrganization', { code })
  const { organization_users: members, next_token } = useAnswer('GetOrganizationUsers', parametersOf(code, search))
  const [open, setOpen] = useState<{ readonly member: Member; readonly act: 'roles' | 'remove' }>()
  const close = () => setOpen(undefined)
  const rolesRefusal = useRefusal('UpdateOrganizationUsers')
  const removeRefusal = useRefusal('RemoveOrganizationUser')
  return (
    <Page
      back={{ href: paths.organizations(place), label: texts.title }}
      title={name}
      lead={texts.membersReason}
      actions={<AddMember code={code} />}
      tabs={organizationTabs(place, code, 'members')}
    >
      <ListTable
        label={texts.members}
        columns={columnsOf(place)}
        rows={members}
        keyOf={({ id }) => id}
        menuOf={(member) => (
          <Group gap={4} wrap="nowrap" justify="flex-end">
            <ReasonedButton size="compact-sm" reason={rolesRefusal} onClick={() => setOpen({ member, act: 'roles' })}>
              {texts.editRoles}
            </ReasonedButton>
            <ReasonedButton
              size="compact-sm"
              variant="subtle"
              reason={removeRefusal}
              onClick={() => setOpen({ member, act: 'remove' })}
            >
              {texts.remove}
            </ReasonedButton>
          </Group>
        )}
        empty={<EmptyState title={texts.noMembersTitle}>{texts.noMembers}</EmptyState>}
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.organizationMembers(place, code)}
        next={next_token ? paths.organizationMembers(place, code, { after: next_token }) : undefined}
      />
      {open?.act === 'roles' && <MemberRoles code={code} member={open.member} onClose={close} />}
      {open?.act === 'remove' && <RemoveMember code={code} member={open.member} onClose={close} />}
    </Page>
  )
}

export const organizationMembersPage: PageDefinition = {
  load: ({ ask, params: { organization = '' }, search }) => [
    ask('getOrganization', { code: organization }),
    ask('GetOrganizationUsers', parametersOf(organization, search)),
  ],
  Component: OrganizationMembersPage,
}
