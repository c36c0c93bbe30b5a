import type { Answer } from '@gatehouse/api-client'
import { SecretOnce } from '@gatehouse/ui'
import { Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { texts, type ApplicationType } from './texts.ts'

const TYPES: readonly ApplicationType[] = ['reg', 'spa', 'm2m', 'device']

interface Values {
  name: string
  type: ApplicationType
}

/** Creates an application; its secret is shown before the way leads on. */
export function CreateApplicationForm({ onClose }: { readonly onClose: () => void }) {
  const place = usePlace()
  const go = useGo()
  const [created, setCreated] = useState<Answer<'createApplication'>['application']>()
  const initialValues: Values = { name: '', type: 'reg' }
  const create = useOperationForm({
    operation: 'createApplication',
    initialValues,
    validate: ({ name }) => (name.trim() === '' ? { name: texts.missing.name } : {}),
    inputOf: ({ name, type }) => ({ body: { name: name.trim(), type } }),
    refresh: ['getApplications'],
    onDone: ({ application }) => {
      if (application.client_secret) setCreated(application)
      else go(paths.quickStart(place, application.id))
    },
  })
  if (created?.client_secret) {
    return (
      <SecretOnce
        title={texts.secretTitle}
        value={created.client_secret}
        onStored={() => go(paths.quickStart(place, created.id))}
      />
    )
  }
  return (
    <OperationFormFrame of={create} submit={texts.create} cancel={{ label: texts.cancel, onClick: onClose }}>
      <Stack gap="md">
        <TextInput
          label={texts.name}
          description={texts.nameHelp}
          maxLength={200}
          data-autofocus
          {...create.form.getInputProps('name')}
        />
        <Radio.Group label={texts.type} {...create.form.getInputProps('type')}>
          <Stack gap="sm" mt="xs">
            {TYPES.map((type) => (
              <Radio key={type} value={type} label={texts.types[type][0]} description={texts.types[type][1]} />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </OperationFormFrame>
  )
}
