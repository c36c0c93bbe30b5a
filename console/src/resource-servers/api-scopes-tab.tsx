import type { Answer } from '@gatehouse/api-client'
import { EmptyState, ListTable, ReasonedButton, type Column } from '@gatehouse/ui'
import { Modal } from '@mantine/core'
import { paths, type Place } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import { DeleteThing } from '../shell/delete-thing.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { useOptionalParam, useParam } from '../shell/use-params.ts'
import { ApiFrame } from './api-frame.tsx'
import { CreateScopeForm, EditScopeForm } from './scope-forms.tsx'
import { texts } from './texts.ts'

type Scope = Answer<'getAPIScopes'>['scopes'][number]

function columnsOf(place: Place, { apiId, isSystem }: { apiId: string; isSystem: boolean }): readonly Column<Scope>[] {
  return [
    {
      name: texts.scopeColumns.key,
      show: ({ id, key }) =>
        isSystem ? (
          <code>{key}</code>
        ) : (
          <a href={paths.apiScope(place, apiId, id)}>
            <code>{key}</code>
          </a>
        ),
    },
    { name: texts.scopeColumns.description, show: ({ description }) => description },
  ]
}

function ApiScopesPage({ isCreating = false }: { readonly isCreating?: boolean }) {
  const place = usePlace()
  const go = useGo()
  const apiId = useParam('api')
  const { api } = useAnswer('getAPI', { api_id: apiId })
  const { scopes } = useAnswer('getAPIScopes', { api_id: apiId })
  const openId = useOptionalParam('scope')
  const open = scopes.find(({ id }) => id === openId)
  const isSystem = api.is_management_api
  const refusal = useRefusal('addAPIScope')
  const add = (
    <ReasonedButton
      variant="filled"
      href={paths.newApiScope(place, apiId)}
      reason={isSystem ? texts.problems['SYSTEM_API'] : refusal}
    >
      {texts.addScope}
    </ReasonedButton>
  )
  const close = () => go(paths.apiScopes(place, apiId))
  return (
    <ApiFrame open="scopes" actions={add}>
      <ListTable
        label={texts.scopes}
        columns={columnsOf(place, { apiId, isSystem })}
        rows={scopes}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={texts.noScopesTitle} action={add}>
            {texts.noScopes}
          </EmptyState>
        }
      />
      <Modal opened={isCreating} onClose={close} title={texts.addScope}>
        <CreateScopeForm apiId={apiId} />
      </Modal>
      <Modal opened={open !== undefined} onClose={close} title={open?.key}>
        {open && <OpenScope apiId={apiId} scope={open} />}
      </Modal>
    </ApiFrame>
  )
}

function OpenScope({ apiId, scope }: { readonly apiId: string; readonly scope: Scope }) {
  return (
    <>
      <EditScopeForm apiId={apiId} scope={scope} />
      <DeleteThing
        operation="deleteAPIScope"
        input={{ parameters: { api_id: apiId, scope_id: scope.id } }}
        refresh={['getAPIScopes', 'getAPI', 'getAPIs', 'getApplicationAPIs']}
        after={paths.apiScopes(usePlace(), apiId)}
        name={scope.key}
        loss={texts.deleteScopeLoss(scope.key)}
        texts={{ ...texts.deleteScopeTexts, problems: texts.problems }}
      />
    </>
  )
}

const load: PageDefinition['load'] = ({ ask, params: { api = '' } }) => [
  ask('getAPI', { api_id: api }),
  ask('getAPIScopes', { api_id: api }),
]

export const apiScopesPage: PageDefinition = { load, Component: () => <ApiScopesPage /> }
export const newApiScopePage: PageDefinition = { load, Component: () => <ApiScopesPage isCreating /> }
/** One scope over the list; the list's page is the one that holds it. */
export const apiScopePage: PageDefinition = { load, Component: () => <ApiScopesPage /> }
