import type { Answer } from '@gatehouse/api-client'
import { CopyId, Facts, Note, Page, Section } from '@gatehouse/ui'
import { Stack } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer, useLateAnswer } from '../shell/api.ts'
import { DeleteThing } from '../shell/delete-thing.tsx'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { bodyOf, missingIn, NameField, PropertyFields } from './property-fields.tsx'
import { categoriesQuery } from './property-queries.ts'
import { CHANGED, texts } from './texts.ts'

type Defined = Answer<'getProperty'>['property']

function PropertyPage() {
  const place = usePlace()
  const id = useParam('property')
  const { property } = useAnswer('getProperty', { property_id: id })
  const { context, name } = property
  return (
    <Page
      back={{ href: paths.properties(place, { context }), label: `${texts.title}: ${texts.contexts[context]}` }}
      title={name}
      lead={property.description}
    >
      <Section title={texts.details} reason={texts.detailsReason}>
        {property.is_kinde_property ? (
          <Note>{texts.builtInReason}</Note>
        ) : (
          <EditPropertyForm key={id} property={property} />
        )}
        <PropertyFacts property={property} />
      </Section>
      {!property.is_kinde_property && (
        <DeleteThing
          operation="DeleteProperty"
          input={{ parameters: { property_id: id } }}
          refresh={['GetProperties', 'GetUserPropertyValues', 'GetOrganizationPropertyValues']}
          after={paths.properties(place, { context })}
          name={name}
          loss={texts.deleteLoss(name, property.values, texts.contexts[context])}
          texts={texts}
        />
      )}
    </Page>
  )
}

function PropertyFacts({ property }: { readonly property: Defined }) {
  const { id, key, type, context, values } = property
  return (
    <Facts
      facts={[
        [texts.facts.key, <CopyId key="key" value={key} />],
        [texts.facts.id, <CopyId key="id" value={id} />],
        [texts.facts.type, texts.types[type]],
        [texts.facts.context, texts.contexts[context]],
        [texts.facts.values, texts.values(values)],
      ]}
    />
  )
}

function EditPropertyForm({ property }: { readonly property: Defined }) {
  const { id, name, description, context, category_id, is_private } = property
  const categories = useLateAnswer('GetCategories', categoriesQuery(context))?.categories ?? []
  const update = useOperationForm({
    operation: 'UpdateProperty',
    initialValues: { name, description, isPrivate: is_private, category: category_id },
    validate: missingIn,
    inputOf: (values) => ({ parameters: { property_id: id }, body: bodyOf(values) }),
    refresh: CHANGED,
    problems: texts.problems,
    fieldOf: { PROPERTY_CATEGORY_NOT_FOUND: 'category' },
  })
  return (
    <OperationFormFrame of={update} submit={texts.save} saved={texts.saved}>
      <Stack gap="md">
        <NameField form={update.form} />
        <PropertyFields form={update.form} categories={categories} />
      </Stack>
    </OperationFormFrame>
  )
}

export const propertyPage: PageDefinition = {
  load: ({ ask, params: { property = '' } }) => [ask('getProperty', { property_id: property })],
  Component: PropertyPage,
}
