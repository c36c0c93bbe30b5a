import type { Answer } from '@gatehouse/api-client'
import { Stack, TextInput } from '@mantine/core'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { texts } from './texts.ts'

const HELP_BELOW = ['label', 'input', 'description', 'error'] as const

export function EditApplicationForm({
  application,
}: {
  readonly application: Answer<'getApplication'>['application']
}) {
  const update = useOperationForm({
    operation: 'updateApplication',
    initialValues: {
      name: application.name,
      homepage: application.homepage_uri,
      loginUri: application.login_uri,
    },
    validate: ({ name }) => (name.trim() === '' ? { name: texts.missing.name } : {}),
    inputOf: ({ name, homepage, loginUri }) => ({
      parameters: { application_id: application.id },
      body: { name: name.trim(), homepage_uri: homepage.trim() || null, login_uri: loginUri.trim() || null },
    }),
    refresh: ['getApplication', 'getApplications'],
    problems: texts.problems,
  })
  return (
    <OperationFormFrame of={update} submit={texts.save} saved={texts.saved}>
      <Stack gap="md">
        <TextInput label={texts.name} maxLength={200} {...update.form.getInputProps('name')} />
        <TextInput
          label={texts.homepage}
          description={texts.homepageHelp}
          type="url"
          inputWrapperOrder={[...HELP_BELOW]}
          {...update.form.getInputProps('homepage')}
        />
        <TextInput
          label={texts.loginUri}
          description={texts.loginUriHelp}
          type="url"
          inputWrapperOrder={[...HELP_BELOW]}
          {...update.form.getInputProps('loginUri')}
        />
      </Stack>
    </OperationFormFrame>
  )
}
