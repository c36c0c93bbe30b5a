import type { Answer } from '@gatehouse/api-client'
import { Checkbox, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { useAction, useLateAnswer } from '../shell/api.ts'
import { FormButtons } from '../shell/form-buttons.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'

interface MemberRolesProps {
  readonly code: string
  readonly member: Answer<'GetOrganizationUsers'>['organization_users'][number]
  readonly onClose: () => void
}

/** Chooses the roles of a member; those chosen replace those before. */
export function MemberRoles({ code, member, onClose }: MemberRolesProps) {
  const { roles = [] } = useLateAnswer('GetRoles', { page_size: 500 }) ?? {}
  const [chosen, setChosen] = useState<readonly string[]>(member.roles)
  const update = useAction('UpdateOrganizationUsers', { refresh: ['GetOrganizationUsers'], onDone: onClose })
  return (
    <Modal opened onClose={onClose} title={texts.rolesOf(member.full_name || (member.email ?? member.id))}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          update.mutate({
            parameters: { org_code: code },
            body: { users: [{ id: member.id, roles: [...chosen] }] },
          })
        }}
      >
        <Checkbox.Group value={[...chosen]} onChange={setChosen}>
          <Stack gap="sm">
            {roles.map(({ key, name, description }) => (
              <Checkbox key={key} value={key} label={name} description={description} />
            ))}
          </Stack>
        </Checkbox.Group>
        <ProblemNote problem={update.error} own={texts.problems} />
        <FormButtons submit={texts.save} cancel={{ label: texts.cancel, onClick: onClose }} isBusy={update.isPending} />
      </form>
    </Modal>
  )
}
