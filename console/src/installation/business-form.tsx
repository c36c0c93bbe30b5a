import type { Answer } from '@gatehouse/api-client'
import { Select, Stack, TextInput } from '@mantine/core'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import { useRefreshSession } from '../shell/use-refresh-session.ts'
import { texts } from './texts.ts'

const words = texts.business

interface BusinessFormProps {
  readonly business: Answer<'getBusiness'>['business']
  readonly industries: Answer<'getIndustries'>['industries']
}

/** The name of the business, and what it says of itself. */
export function BusinessForm({ business, industries }: BusinessFormProps) {
  const refreshSession = useRefreshSession()
  const update = useOperationForm({
    operation: 'updateBusiness',
    initialValues: {
      name: business.name,
      email: business.email ?? '',
      phone: business.phone ?? '',
      industry: industries.find(({ name }) => name === business.industry)?.key ?? '',
    },
    validate: ({ name }) => (name.trim() === '' ? { name: words.missingName } : {}),
    inputOf: ({ name, email, phone, industry }) => ({
      body: {
        business_name: name.trim(),
        email: email.trim() === '' ? null : email.trim(),
        phone: phone.trim() === '' ? null : phone.trim(),
        industry_key: industry === '' ? null : industry,
      },
    }),
    refresh: ['getBusiness'],
    onDone: refreshSession,
    problems: words.problems,
    fieldOf: { INVALID_BODY: 'email' },
  })
  return (
    <OperationFormFrame of={update} submit={words.save} saved={words.saved}>
      <Stack gap="md">
        <TextInput label={words.name} maxLength={64} {...update.form.getInputProps('name')} />
        <Select
          label={words.industry}
          data={industries.map(({ key, name }) => ({ value: key, label: name }))}
          searchable
          clearable
          comboboxProps={{ withinPortal: false }}
          {...update.form.getInputProps('industry')}
          onChange={(value) => update.form.setFieldValue('industry', value ?? '')}
        />
        <TextInput type="email" label={words.email} maxLength={254} {...update.form.getInputProps('email')} />
        <TextInput type="tel" label={words.phone} maxLength={64} {...update.form.getInputProps('phone')} />
      </Stack>
    </OperationFormFrame>
  )
}
