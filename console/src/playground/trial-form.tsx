import type { Problem } from '@gatehouse/api-client'
import { Checkbox, Group, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { FormButtons } from '../shell/form-buttons.tsx'
import { useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'
import { startTrial, type TrialOptions } from './trial.ts'

const SCOPES = ['profile', 'email', 'phone', 'address']

interface TrialValues {
  prompt: string
  scopes: string[]
  organization: string
  loginHint: string
}

function optionsOf({ prompt, scopes, organization, loginHint }: TrialValues): TrialOptions {
  return {
    scopes: ['openid', ...scopes],
    ...(prompt !== '' && { prompt }),
    ...(organization.trim() !== '' && { org_code: organization.trim() }),
    ...(loginHint.trim() !== '' && { login_hint: loginHint.trim() }),
  }
}

/** The options of a trial, and the button that leaves for the sign-in. */
export function TrialForm() {
  const { environment } = useHere()
  const form = useForm<TrialValues>({
    initialValues: { prompt: 'login', scopes: ['profile', 'email'], organization: '', loginHint: '' },
  })
  const start = useMutation<string, Problem, TrialOptions>({
    mutationFn: (options) => startTrial(environment.id, options),
    onSuccess: (location) => window.location.assign(location),
  })
  return (
    <form onSubmit={form.onSubmit((values) => start.mutate(optionsOf(values)))} noValidate>
      <Stack gap="md">
        <Select
          label={texts.prompt}
          data={texts.prompts}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          {...form.getInputProps('prompt')}
        />
        <Checkbox.Group label={texts.scopes} description={texts.scopesHelp} {...form.getInputProps('scopes')}>
          <Group mt={8}>
            {SCOPES.map((scope) => (
              <Checkbox key={scope} value={scope} label={<code>{scope}</code>} />
            ))}
          </Group>
        </Checkbox.Group>
        <TextInput
          label={texts.organization}
          description={texts.organizationHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={100}
          {...form.getInputProps('organization')}
        />
        <TextInput label={texts.loginHint} maxLength={320} {...form.getInputProps('loginHint')} />
      </Stack>
      <ProblemNote problem={start.error} own={texts.problems} />
      <FormButtons submit={texts.start} isBusy={start.isPending || start.isSuccess} />
    </form>
  )
}
