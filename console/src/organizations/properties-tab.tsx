import { EmptyState } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { PropertyValuesForm, valuesQuery } from '../properties/index.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { OrganizationFrame } from './organization-frame.tsx'
import { texts } from './texts.ts'

function PropertiesTab() {
  const place = usePlace()
  const code = useParam('organization')
  const { properties: values } = useAnswer('GetOrganizationPropertyValues', { org_code: code })
  const update = useAction('UpdateOrganizationProperties', {
    refresh: ['GetOrganizationPropertyValues', 'getProperty', 'getOrganizationFigures'],
  })
  const refusal = useRefusal('UpdateOrganizationProperties')
  return (
    <OrganizationFrame tab="properties" lead={texts.properties.lead}>
      {values.length === 0 ? (
        <EmptyState
          title={texts.properties.emptyTitle}
          action={
            <a className="link" href={paths.properties(place, { context: 'org' })}>
              {texts.tabs.properties}
            </a>
          }
        >
          {texts.properties.empty}
        </EmptyState>
      ) : (
        <PropertyValuesForm
          key={code}
          context="org"
          values={values}
          refusal={refusal}
          isBusy={update.isPending}
          isSaved={update.isSuccess}
          problem={update.error}
          onSave={(properties) => update.mutate({ parameters: { org_code: code }, body: { properties } })}
        />
      )}
    </OrganizationFrame>
  )
}

export const organizationPropertiesPage: PageDefinition = {
  load: ({ ask, params: { organization = '' } }) => [
    ask('getOrganization', { code: organization }),
    ...valuesQuery(ask, 'org'),
    ask('GetOrganizationPropertyValues', { org_code: organization }),
  ],
  Component: PropertiesTab,
}
