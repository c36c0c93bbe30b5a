import { EmptyState, Section } from '@gatehouse/ui'
import { Stack, TextInput } from '@mantine/core'
import { useAnswer } from '../shell/api.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { useParam } from '../shell/use-params.ts'
import { OrganizationFrame } from './organization-frame.tsx'
import { texts } from './texts.ts'

const ALL = { page_size: 500, context: 'org' } as const

function PropertiesTab() {
  const code = useParam('organization')
  const { properties } = useAnswer('GetProperties', ALL)
  return (
    <OrganizationFrame tab="properties" lead={texts.properties.lead}>
      {properties.length === 0 ? (
        <EmptyState title={texts.properties.emptyTitle}>{texts.properties.empty}</EmptyState>
      ) : (
        <Section title={texts.tabs.properties} reason={texts.properties.reason}>
          <PropertyValues key={code} code={code} />
        </Section>
      )}
    </OrganizationFrame>
  )
}

function PropertyValues({ code }: { readonly code: string }) {
  const { properties } = useAnswer('GetProperties', ALL)
  const { properties: values } = useAnswer('GetOrganizationPropertyValues', { org_code: code })
  const valueOf = (key: string) => values.find((one) => one.key === key)?.value ?? ''
  const update = useOperationForm({
    operation: 'UpdateOrganizationProperties',
    initialValues: Object.fromEntries(properties.map(({ key }) => [key, valueOf(key)])),
    inputOf: (typed) => ({ parameters: { org_code: code }, body: { properties: typed } }),
    refresh: ['GetOrganizationPropertyValues', 'getOrganizationFigures'],
    problems: texts.problems,
  })
  return (
    <OperationFormFrame of={update} submit={texts.save} saved={texts.saved}>
      <Stack gap="md">
        {properties.map(({ key, name, description, is_private }) => {
          const field = update.form.getInputProps(key)
          return (
            <TextInput
              key={key}
              label={name}
              description={`${description ?? ''} ${is_private ? texts.properties.isPrivate : ''}`}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              {...field}
            />
          )
        })}
      </Stack>
    </OperationFormFrame>
  )
}

export const organizationPropertiesPage: PageDefinition = {
  load: ({ ask, params: { organization = '' } }) => [
    ask('getOrganization', { code: organization }),
    ask('GetProperties', ALL),
    ask('GetOrganizationPropertyValues', { org_code: organization }),
  ],
  Component: PropertiesTab,
}
