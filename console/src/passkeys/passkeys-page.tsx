import { Page, Section } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { PolicyChoice } from './policy-choice.tsx'
import { texts } from './texts.ts'

function PasskeysPage() {
  const place = usePlace()
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Section title={texts.policy} reason={texts.policyReason}>
        <PolicyForm />
      </Section>
      <Section title={texts.host} reason={texts.hostReason}>
        <p className="quiet">
          <a className="link" href={paths.users(place)}>
            {texts.guide}
          </a>
        </p>
      </Section>
    </Page>
  )
}

function PolicyForm() {
  const { policy } = useAnswer('GetPasskey')
  const update = useOperationForm({
    operation: 'UpdatePasskey',
    initialValues: { policy },
    inputOf: (values) => ({ body: values }),
    refresh: ['GetPasskey', 'GetOrganizationPasskey'],
  })
  return (
    <OperationFormFrame of={update} submit={texts.save} saved={texts.saved}>
      <PolicyChoice
        value={update.form.getValues().policy}
        onChange={(chosen) => update.form.setFieldValue('policy', chosen)}
        isDisabled={update.refusal !== undefined}
      />
    </OperationFormFrame>
  )
}

export const passkeysPage: PageDefinition = { load: ({ ask }) => [ask('GetPasskey')], Component: PasskeysPage }
