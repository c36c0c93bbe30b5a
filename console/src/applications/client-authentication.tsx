import { Section } from '@gatehouse/ui'
import { Select, Stack, Switch } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { usePlace } from '../shell/place.tsx'
import { texts } from './texts.ts'

const METHODS = ['client_secret_post', 'client_secret_basic', 'private_key_jwt'] as const

/** How the application proves at the token endpoint that it is itself. */
export function ClientAuthentication({ id }: { readonly id: string }) {
  const place = usePlace()
  const { settings } = useAnswer('getApplicationSettings', { application_id: id })
  const { jwks } = useAnswer('getApplicationKeys', { application_id: id })
  const { token_endpoint_auth_method: method, is_assertion_audience_strict: strict } = settings
  return (
    <Section title={texts.clientAuthentication} reason={texts.clientAuthenticationReason}>
      <MethodForm key={id} id={id} method={method.value ?? ''} isStrict={strict.value} />
      <p className="quiet">
        {texts.keyCount(jwks.keys.length)}{' '}
        <a className="link" href={paths.applicationKeys(place, id)}>
          {texts.manageKeys}
        </a>
      </p>
    </Section>
  )
}

interface MethodFormProps {
  readonly id: string
  readonly method: string
  readonly isStrict: boolean
}

function MethodForm({ id, method, isStrict }: MethodFormProps) {
  const update = useOperationForm({
    operation: 'updateApplicationSettings',
    initialValues: { method, isStrict },
    inputOf: (values) => ({
      parameters: { application_id: id },
      body: {
        token_endpoint_auth_method: METHODS.find((one) => one === values.method) ?? null,
        is_assertion_audience_strict: values.isStrict,
      },
    }),
    refresh: ['getApplicationSettings'],
    problems: texts.problems,
    fieldOf: { CLIENT_KEYS_REQUIRED: 'method', LAST_MANAGING_APPLICATION: 'method' },
  })
  return (
    <OperationFormFrame of={update} submit={texts.saveMethod} saved={texts.saved} isSecondary>
      <Stack gap="md">
        <Select
          label={texts.method}
          description={texts.methodHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          allowDeselect={false}
          data={['', ...METHODS].map((value) => ({ value, label: texts.methods[value] ?? value }))}
          {...update.form.getInputProps('method')}
        />
        <Switch
          label={texts.strictAudience}
          description={texts.strictAudienceHelp}
          {...update.form.getInputProps('isStrict', { type: 'checkbox' })}
        />
      </Stack>
    </OperationFormFrame>
  )
}
