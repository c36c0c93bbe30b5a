import type { Answer } from '@gatehouse/api-client'
import { ConfirmDialog, Face, ListTable, Page, Pager, ReasonedButton, Tag, TimeAgo, type Column } from '@gatehouse/ui'
import { Group } from '@mantine/core'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { nameOf } from '../shell/session.ts'
import { useSearchText } from '../shell/use-params.ts'
import { ChangeRole } from './change-role.tsx'
import { Invite } from './invite-form.tsx'
import { FIRST_INVITATIONS, PendingInvitations } from './pending-invitations.tsx'
import { texts } from './texts.ts'

type Member = Answer<'getTeamMembers'>['members'][number]

const PAGE_SIZE = 100

function parametersOf({ after }: Readonly<Record<string, string | undefined>>) {
  return { page_size: PAGE_SIZE, ...(after && { next_token: after }) } as const
}

const COLUMNS: readonly Column<Member>[] = [
  {
    name: texts.columns.person,
    show: (member) => (
      <Group gap="sm" wrap="nowrap">
        <Face name={nameOf(member)} picture={member.picture} />
        <span>
          <span className="strong">{nameOf(member)}</span>
          <div className="quiet small">{member.email}</div>
        </span>
      </Group>
    ),
  },
  {
    name: texts.columns.role,
    show: ({ role, is_installation_owner, is_suspended }) => (
      <Group gap={4}>
        <Tag>{texts.roles[role] ?? role}</Tag>
        {is_installation_owner && <Tag>{texts.installationOwner}</Tag>}
        {is_suspended && <Tag>{texts.suspended}</Tag>}
      </Group>
    ),
  },
  { name: texts.columns.last, isExtra: true, show: ({ last_signed_in }) => <TimeAgo at={last_signed_in} /> },
]

function TeamPage() {
  const place = usePlace()
  const { business } = useHere()
  const search = useSearchText()
  const { members, next_token } = useAnswer('getTeamMembers', parametersOf(search))
  const [open, setOpen] = useState<{ readonly member: Member; readonly act: 'role' | 'remove' }>()
  const close = () => setOpen(undefined)
  const roleRefusal = useRefusal('updateTeamMember')
  const removeRefusal = useRefusal('removeTeamMember')
  const refusalOf = ({ is_installation_owner }: Member, refusal: string | undefined) =>
    is_installation_owner ? texts.problems.INSTALLATION_OWNER : refusal
  return (
    <Page title={texts.title} lead={texts.lead(business.name)} actions={<Invite />}>
      <ListTable
        label={texts.title}
        columns={COLUMNS}
        rows={members}
        keyOf={({ id }) => id}
        menuOf={(member) => (
          <Group gap={4} wrap="nowrap" justify="flex-end">
            <ReasonedButton
              size="compact-sm"
              reason={refusalOf(member, roleRefusal)}
              onClick={() => setOpen({ member, act: 'role' })}
            >
              {texts.changeRole}
            </ReasonedButton>
            <ReasonedButton
              size="compact-sm"
              variant="subtle"
              reason={refusalOf(member, removeRefusal)}
              onClick={() => setOpen({ member, act: 'remove' })}
            >
              {texts.remove}
            </ReasonedButton>
          </Group>
        )}
        empty={null}
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.team(place)}
        next={next_token ? paths.team(place, { after: next_token }) : undefined}
      />
      <PendingInvitations />
      {open?.act === 'role' && <ChangeRole member={open.member} onClose={close} />}
      {open?.act === 'remove' && <RemoveMember member={open.member} onClose={close} />}
    </Page>
  )
}

function RemoveMember({ member, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const { business } = useHere()
  const remove = useAction('removeTeamMember', { refresh: ['getTeamMembers'], onDone: onClose })
  return (
    <ConfirmDialog
      isOpen
      title={texts.removeTitle(nameOf(member))}
      confirm={texts.remove}
      keep={texts.keep}
      problem={<ProblemNote problem={remove.error} own={texts.problems} />}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate({ parameters: { member_id: member.id } })}
      onClose={onClose}
    >
      {texts.removeLoss(nameOf(member), business.name)}
    </ConfirmDialog>
  )
}

export const teamPage: PageDefinition = {
  load: ({ ask, search }) => [
    ask('getTeamMembers', parametersOf(search)),
    ask('getTeamRoles'),
    ask('getTeamInvitations', FIRST_INVITATIONS),
  ],
  Component: TeamPage,
}
