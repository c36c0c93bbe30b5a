import { ReasonedButton, Section } from '@gatehouse/ui'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'

/** Makes this application the one that devices mean when they name none (P4-7). */
export function DefaultForDevices({ id }: { readonly id: string }) {
  const { settings } = useAnswer('getEnvironmentSettings')
  const refusal = useRefusal('updateEnvironmentSettings')
  const change = useAction('updateEnvironmentSettings', { refresh: ['getEnvironmentSettings'] })
  const isDefault = settings.default_device_application.value === id
  return (
    <Section title={texts.deviceDefault} reason={texts.deviceDefaultReason}>
      <p>{isDefault ? texts.isDeviceDefault : texts.isNoDeviceDefault}</p>
      <div>
        <ReasonedButton
          reason={refusal}
          loading={change.isPending}
          onClick={() => change.mutate({ body: { default_device_application: isDefault ? null : id } })}
        >
          {isDefault ? texts.unsetDeviceDefault : texts.setDeviceDefault}
        </ReasonedButton>
      </div>
      <ProblemNote problem={change.error} />
    </Section>
  )
}
