import type { Answer } from '@gatehouse/api-client'
import { Radio, Stack } from '@mantine/core'
import { useAnswer } from '../shell/api.ts'
import { FormDialog } from '../shell/form-dialog.tsx'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { nameOf } from '../shell/session.ts'
import { texts } from './texts.ts'

interface ChangeRoleProps {
  readonly member: Answer<'getTeamMembers'>['members'][number]
  readonly onClose: () => void
}

export function ChangeRole({ member, onClose }: ChangeRoleProps) {
  const { roles } = useAnswer('getTeamRoles')
  const change = useOperationForm({
    operation: 'updateTeamMember',
    initialValues: { role: member.role },
    inputOf: ({ role }) => ({ parameters: { member_id: member.id }, body: { role } }),
    refresh: ['getTeamMembers'],
    onDone: onClose,
    problems: texts.problems,
    fieldOf: { ROLE_EXCEEDS_YOURS: 'role' },
  })
  return (
    <FormDialog opened onClose={onClose} title={texts.roleOf(nameOf(member))}>
      <OperationFormFrame of={change} submit={texts.save} cancel={{ label: texts.cancel, onClick: onClose }}>
        <Radio.Group aria-label={texts.roleOf(nameOf(member))} {...change.form.getInputProps('role')}>
          <Stack gap="sm">
            {roles.map(({ role, scopes }) => (
              <Radio
                key={role}
                value={role}
                label={texts.roles[role] ?? role}
                description={texts.gives(scopes.length)}
              />
            ))}
          </Stack>
        </Radio.Group>
      </OperationFormFrame>
    </FormDialog>
  )
}
