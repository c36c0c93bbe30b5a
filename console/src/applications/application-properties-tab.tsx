import { EmptyState } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { PropertyValuesForm, valuesQuery } from '../properties/index.ts'
import { useAnswer, useRefusal, useSeveral } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { ApplicationFrame } from './application-frame.tsx'
import { texts } from './texts.ts'

function ApplicationPropertiesPage() {
  const place = usePlace()
  const id = useParam('application')
  const { properties: values } = useAnswer('getApplicationPropertyValues', { application_id: id })
  const update = useSeveral('updateApplicationsProperty', {
    refresh: ['getApplicationPropertyValues', 'getProperty', 'previewToken'],
  })
  const refusal = useRefusal('updateApplicationsProperty')
  return (
    <ApplicationFrame open="properties" lead={texts.propertiesReason}>
      {values.length === 0 ? (
        <EmptyState
          title={texts.noApplicationProperties}
          action={
            <a className="link" href={paths.properties(place, { context: 'app' })}>
              {texts.tabs.properties}
            </a>
          }
        >
          {texts.noApplicationPropertiesHelp}
        </EmptyState>
      ) : (
        <PropertyValuesForm
          key={id}
          context="app"
          values={values}
          refusal={refusal}
          isBusy={update.isPending}
          isSaved={update.isSuccess}
          problem={update.error}
          onSave={(changed) =>
            update.mutate(
              Object.entries(changed).map(([key, value]) => ({
                parameters: { application_id: id, property_key: key },
                body: { value },
              })),
            )
          }
        />
      )}
    </ApplicationFrame>
  )
}

export const applicationPropertiesPage: PageDefinition = {
  load: ({ ask, params: { application = '' } }) => [
    ask('getApplication', { application_id: application }),
    ...valuesQuery(ask, 'app'),
    ask('getApplicationPropertyValues', { application_id: application }),
  ],
  Component: ApplicationPropertiesPage,
}
