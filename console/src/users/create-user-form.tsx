import { Stack, TextInput } from '@mantine/core'
import { paths } from '../paths.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { texts } from './texts.ts'

export function CreateUserForm({ onCancel }: { readonly onCancel: () => void }) {
  const place = usePlace()
  const go = useGo()
  const create = useOperationForm({
    operation: 'createUser',
    initialValues: { givenName: '', familyName: '', email: '' },
    validate: ({ email }) => (email.trim() === '' ? { email: texts.missingEmail } : {}),
    inputOf: ({ givenName, familyName, email }) => ({
      body: {
        profile: { given_name: givenName.trim(), family_name: familyName.trim() },
        identities: [{ type: 'email' as const, details: { email: email.trim() } }],
      },
    }),
    refresh: ['getUsers', 'searchUsers', 'filterUsers'],
    onDone: ({ id }) => go(paths.user(place, id)),
    problems: texts.problems,
    fieldOf: { IDENTITY_TAKEN: 'email', INVALID_EMAIL: 'email' },
  })
  return (
    <OperationFormFrame of={create} submit={texts.create} cancel={{ label: texts.cancel, onClick: onCancel }}>
      <Stack gap="md">
        <TextInput
          label={texts.email}
          description={texts.emailHelp}
          type="email"
          autoComplete="off"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data-autofocus
          {...create.form.getInputProps('email')}
        />
        <TextInput label={texts.givenName} autoComplete="off" {...create.form.getInputProps('givenName')} />
        <TextInput label={texts.familyName} autoComplete="off" {...create.form.getInputProps('familyName')} />
      </Stack>
    </OperationFormFrame>
  )
}
