import type { Answer } from '@gatehouse/api-client'
import { Stack, TextInput } from '@mantine/core'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { CHANGED_BY_ACCESS, texts } from './texts.ts'

export function EditUserForm({ user }: { readonly user: Answer<'getUserData'> }) {
  const update = useOperationForm({
    operation: 'updateUser',
    initialValues: {
      givenName: user.first_name ?? '',
      familyName: user.last_name ?? '',
      externalId: user.provided_id ?? '',
      picture: user.picture ?? '',
    },
    inputOf: ({ givenName, familyName, externalId, picture }) => ({
      parameters: { id: user.id },
      body: {
        given_name: givenName.trim(),
        family_name: familyName.trim(),
        picture: picture.trim(),
        ...(externalId.trim() !== (user.provided_id ?? '') && { provided_id: externalId.trim() }),
      },
    }),
    refresh: CHANGED_BY_ACCESS,
    problems: texts.problems,
    fieldOf: { PROVIDED_ID_TAKEN: 'externalId' },
  })
  return (
    <OperationFormFrame of={update} submit={texts.save} saved={texts.saved}>
      <Stack gap="md">
        <TextInput label={texts.givenName} autoComplete="off" {...update.form.getInputProps('givenName')} />
        <TextInput label={texts.familyName} autoComplete="off" {...update.form.getInputProps('familyName')} />
        <TextInput
          label={texts.externalId}
          description={texts.externalIdHelp}
          autoComplete="off"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...update.form.getInputProps('externalId')}
        />
        <TextInput
          label={texts.picture}
          description={texts.pictureHelp}
          type="url"
          autoComplete="off"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...update.form.getInputProps('picture')}
        />
      </Stack>
    </OperationFormFrame>
  )
}
