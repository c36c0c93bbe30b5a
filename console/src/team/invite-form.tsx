import type { Answer } from '@gatehouse/api-client'
import { ReasonedButton } from '@gatehouse/ui'
import { Select, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useAnswer, useRefusal } from '../shell/api.ts'
import { FormDialog } from '../shell/form-dialog.tsx'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { texts } from './texts.ts'

type Role = Answer<'getTeamRoles'>['roles'][number]['role']

/** Opens the form that invites a colleague by mail. */
export function Invite() {
  const [isOpen, { open, close }] = useDisclosure()
  return (
    <>
      <ReasonedButton variant="filled" reason={useRefusal('createTeamInvitation')} onClick={open}>
        {texts.invite}
      </ReasonedButton>
      <FormDialog opened={isOpen} onClose={close} title={texts.invite}>
        <InviteForm onClose={close} />
      </FormDialog>
    </>
  )
}

function InviteForm({ onClose }: { readonly onClose: () => void }) {
  const { roles } = useAnswer('getTeamRoles')
  const initialValues: { email: string; role: Role } = { email: '', role: 'read_only' }
  const invite = useOperationForm({
    operation: 'createTeamInvitation',
    initialValues,
    validate: ({ email }) => (email.trim() === '' ? { email: texts.missingEmail } : {}),
    inputOf: ({ email, role }) => ({ body: { email: email.trim(), role } }),
    refresh: ['getTeamInvitations'],
    onDone: onClose,
    problems: texts.problems,
    fieldOf: {
      INVALID_EMAIL: 'email',
      ALREADY_A_MEMBER: 'email',
      INVITATION_EXISTS: 'email',
      ROLE_EXCEEDS_YOURS: 'role',
    },
  })
  return (
    <OperationFormFrame of={invite} submit={texts.sendInvitation} cancel={{ label: texts.cancel, onClick: onClose }}>
      <Stack gap="md">
        <TextInput
          label={texts.email}
          description={texts.inviteHelp}
          type="email"
          autoComplete="off"
          data-autofocus
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...invite.form.getInputProps('email')}
        />
        <Select
          label={texts.columns.role}
          data={roles.map(({ role }) => ({ value: role, label: texts.roles[role] ?? role }))}
          {...invite.form.getInputProps('role')}
        />
      </Stack>
    </OperationFormFrame>
  )
}
