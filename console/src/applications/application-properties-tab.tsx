import type { Answer } from '@gatehouse/api-client'
import { EmptyState, Section } from '@gatehouse/ui'
import { TextInput } from '@mantine/core'
import { useAnswer } from '../shell/api.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { useParam } from '../shell/use-params.ts'
import { ApplicationFrame } from './application-frame.tsx'
import { texts } from './texts.ts'

type Property = Answer<'getApplicationPropertyValues'>['properties'][number]

function ApplicationPropertiesPage() {
  const id = useParam('application')
  const { properties } = useAnswer('getApplicationPropertyValues', { application_id: id })
  return (
    <ApplicationFrame open="properties">
      <Section title={texts.tabs.properties} reason={texts.propertiesReason}>
        {properties.length === 0 && (
          <EmptyState title={texts.noApplicationProperties}>{texts.noApplicationPropertiesHelp}</EmptyState>
        )}
        {properties.map((property) => (
          <PropertyForm key={`${property.key} ${property.value ?? ''}`} id={id} property={property} />
        ))}
      </Section>
    </ApplicationFrame>
  )
}

function PropertyForm({ id, property }: { readonly id: string; readonly property: Property }) {
  const update = useOperationForm({
    operation: 'updateApplicationsProperty',
    initialValues: { value: property.value ?? '' },
    inputOf: ({ value }) => ({
      parameters: { application_id: id, property_key: property.key },
      body: { value },
    }),
    refresh: ['getApplicationPropertyValues', 'previewToken'],
    problems: texts.problems,
    fieldOf: { INVALID_PROPERTY_VALUE: 'value' },
  })
  return (
    <OperationFormFrame of={update} submit={texts.saveProperty(property.name)} saved={texts.saved} isSecondary>
      <TextInput
        label={property.name}
        description={property.description || property.key}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...update.form.getInputProps('value')}
      />
    </OperationFormFrame>
  )
}

export const applicationPropertiesPage: PageDefinition = {
  load: ({ ask, params: { application = '' } }) => [
    ask('getApplication', { application_id: application }),
    ask('getApplicationPropertyValues', { application_id: application }),
  ],
  Component: ApplicationPropertiesPage,
}
