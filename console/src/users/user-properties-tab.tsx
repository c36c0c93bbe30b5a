import { EmptyState } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { PropertyValuesForm, valuesQuery } from '../properties/index.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { texts } from './texts.ts'
import { loadUser, UserFrame } from './user-frame.tsx'

function UserPropertiesPage() {
  const place = usePlace()
  const id = useParam('user')
  const { properties: values } = useAnswer('GetUserPropertyValues', { user_id: id })
  const update = useAction('UpdateUserProperties', { refresh: ['GetUserPropertyValues', 'getProperty'] })
  const refusal = useRefusal('UpdateUserProperties')
  return (
    <UserFrame open="properties">
      {values.length === 0 ? (
        <EmptyState title={texts.noPropertiesTitle}>
          <a className="link" href={paths.properties(place, { context: 'usr' })}>
            {texts.properties}
          </a>
        </EmptyState>
      ) : (
        <PropertyValuesForm
          key={id}
          context="usr"
          values={values}
          refusal={refusal}
          isBusy={update.isPending}
          isSaved={update.isSuccess}
          problem={update.error}
          onSave={(properties) => update.mutate({ parameters: { user_id: id }, body: { properties } })}
        />
      )}
    </UserFrame>
  )
}

export const userPropertiesPage: PageDefinition = {
  load: ({ ask, params }) => [
    ...loadUser(ask, params),
    ...valuesQuery(ask, 'usr'),
    ask('GetUserPropertyValues', { user_id: params['user'] ?? '' }),
  ],
  Component: UserPropertiesPage,
}
