import type { Answer } from '@gatehouse/api-client'
import { EmptyState, Face, ListTable, Pager, ReasonedButton, Tag, TimeAgo, type Column } from '@gatehouse/ui'
import { Box, Button, Group, Select } from '@mantine/core'
import { useState } from 'react'
import { paths, type Place } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { SearchField } from '../shell/search-field.tsx'
import { useGo } from '../shell/use-go.ts'
import { useParam, useSearchText } from '../shell/use-params.ts'
import { AddMember } from './add-member.tsx'
import { MemberRoles } from './member-roles.tsx'
import { OrganizationFrame } from './organization-frame.tsx'
import { RemoveMember } from './remove-member.tsx'
import { texts } from './texts.ts'

const PAGE_SIZE = 50

type Member = Answer<'GetOrganizationUsers'>['organization_users'][number]

const ALL_ROLES = { page_size: 500, sort: 'name_asc' } as const

type Search = Readonly<Record<string, string | undefined>>

function parametersOf(code: string, { q, role, after }: Search) {
  return {
    org_code: code,
    sort: 'name_asc',
    page_size: PAGE_SIZE,
    ...(q && { query: q }),
    ...(role && { roles: role }),
    ...(after && { next_token: after }),
  } as const
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
  const kept = { q: search['q'], role: search['role'] }
  const { organization_users: members, next_token } = useAnswer('GetOrganizationUsers', parametersOf(code, search))
  const [open, setOpen] = useState<{ readonly member: Member; readonly act: 'roles' | 'remove' }>()
  const close = () => setOpen(undefined)
  const rolesRefusal = useRefusal('UpdateOrganizationUsers')
  const removeRefusal = useRefusal('RemoveOrganizationUser')
  return (
    <OrganizationFrame tab="members" lead={texts.membersReason} actions={<AddMember code={code} />}>
      <MemberFilters />
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
        empty={<NoMembers />}
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.organizationMembers(place, code, kept)}
        next={next_token ? paths.organizationMembers(place, code, { ...kept, after: next_token }) : undefined}
      />
      {open?.act === 'roles' && <MemberRoles code={code} member={open.member} onClose={close} />}
      {open?.act === 'remove' && <RemoveMember code={code} member={open.member} onClose={close} />}
    </OrganizationFrame>
  )
}

/** Narrows the list by name or address, and by a role; the address holds both. */
function MemberFilters() {
  const place = usePlace()
  const go = useGo()
  const code = useParam('organization')
  const { q = '', role = '' } = useSearchText()
  const { roles } = useAnswer('GetRoles', ALL_ROLES)
  return (
    <Group align="flex-end" gap="md">
      <Box flex="0 1 480px">
        <SearchField
          key={q}
          query={q}
          label={texts.searchMembers}
          submit={texts.find}
          hrefOf={(query) => paths.organizationMembers(place, code, { q: query, role })}
        />
      </Box>
      <Select
        aria-label={texts.memberColumns.roles}
        mt="lg"
        data={[{ value: '', label: texts.everyRole }, ...roles.map(({ key, name }) => ({ value: key, label: name }))]}
        value={role}
        onChange={(chosen) => go(paths.organizationMembers(place, code, { q, role: chosen ?? '' }))}
      />
    </Group>
  )
}

function NoMembers() {
  const place = usePlace()
  const code = useParam('organization')
  const { q, role } = useSearchText()
  if (q === undefined && role === undefined) {
    return <EmptyState title={texts.noMembersTitle}>{texts.noMembers}</EmptyState>
  }
  const showAll = (
    <Button component="a" href={paths.organizationMembers(place, code)}>
      {texts.showAllMembers}
    </Button>
  )
  return (
    <EmptyState title={texts.noMemberFoundTitle} action={showAll}>
      {texts.noMemberFound}
    </EmptyState>
  )
}

export const organizationMembersPage: PageDefinition = {
  load: ({ ask, params: { organization = '' }, search }) => [
    ask('getOrganization', { code: organization }),
    ask('GetOrganizationUsers', parametersOf(organization, search)),
    ask('GetRoles', ALL_ROLES),
  ],
  Component: OrganizationMembersPage,
}
