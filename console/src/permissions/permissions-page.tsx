import type { Schemas } from '@gatehouse/api-client'
import { EmptyState, ListTable, Page, Pager, ReasonedButton, type Column } from '@gatehouse/ui'
import { Modal } from '@mantine/core'
import { paths, type Place } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import { DeleteThing } from '../shell/delete-thing.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { SearchField } from '../shell/search-field.tsx'
import { useGo } from '../shell/use-go.ts'
import { useParam, useSearchText } from '../shell/use-params.ts'
import { CreatePermissionForm, EditPermissionForm } from './permission-form.tsx'
import { texts } from './texts.ts'

type Permission = Schemas['schemas']['permissions']
type Search = Readonly<Record<string, string | undefined>>

const PAGE_SIZE = 50

function parametersOf({ after }: Search) {
  return { sort: 'name_asc', page_size: PAGE_SIZE, ...(after && { next_token: after }) } as const
}

function searchedOf({ q = '', after }: Search) {
  return { query: q, page_size: PAGE_SIZE, ...(after && { next_token: after }) } as const
}

/** Reads what the loader fetched: the list, or the permissions that were searched for. */
function usePermissions(search: Search) {
  const isSearched = search['q'] !== undefined
  const { id, parameters } = isSearched
    ? ({ id: 'searchPermissions', parameters: searchedOf(search) } as const)
    : ({ id: 'GetPermissions', parameters: parametersOf(search) } as const)
  return useAnswer<'searchPermissions' | 'GetPermissions'>(id, parameters)
}

function columnsOf(place: Place): readonly Column<Permission>[] {
  return [
    {
      name: texts.columns.name,
      show: ({ id, name, description }) => (
        <>
          <a href={paths.permission(place, id)}>{name}</a>
          {description && <div className="quiet small">{description}</div>}
        </>
      ),
    },
    { name: texts.columns.key, show: ({ key }) => <code>{key}</code> },
  ]
}

interface PermissionsPageProps {
  readonly isCreating?: boolean
  /** The permission that is open over the list. */
  readonly openId?: string
}

function PermissionsPage({ isCreating = false, openId }: PermissionsPageProps) {
  const place = usePlace()
  const go = useGo()
  const search = useSearchText()
  const refusal = useRefusal('CreatePermission')
  const { q = '' } = search
  const { permissions, next_token } = usePermissions(search)
  const create = (
    <ReasonedButton variant="filled" href={paths.newPermission(place)} reason={refusal}>
      {texts.create}
    </ReasonedButton>
  )
  const close = () => go(paths.permissions(place))
  return (
    <Page title={texts.title} lead={texts.lead} actions={create}>
      <SearchField
        key={q}
        query={q}
        label={texts.search}
        submit={texts.find}
        hrefOf={(query) => paths.permissions(place, { q: query })}
      />
      <ListTable
        label={texts.title}
        columns={columnsOf(place)}
        rows={permissions}
        keyOf={({ id }) => id}
        empty={
          q === '' ? (
            <EmptyState title={texts.emptyTitle} action={create}>
              {texts.empty}
            </EmptyState>
          ) : (
            <EmptyState title={texts.noneFoundTitle}>{texts.noneFound(q)}</EmptyState>
          )
        }
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.permissions(place, { q })}
        next={next_token ? paths.permissions(place, { q, after: next_token }) : undefined}
      />
      <Modal opened={isCreating} onClose={close} title={texts.create}>
        <CreatePermissionForm />
      </Modal>
      {openId !== undefined && <OpenPermission key={openId} id={openId} onClose={close} />}
    </Page>
  )
}

function OpenPermission({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { permission } = useAnswer('getPermission', { permission_id: id })
  return (
    <Modal opened onClose={onClose} title={permission.name}>
      <EditPermissionForm permission={permission} />
      <DeleteThing
        operation="DeletePermission"
        input={{ parameters: { permission_id: permission.id } }}
        refresh={['GetPermissions', 'searchPermissions', 'GetRolePermissions']}
        after={paths.permissions(usePlace())}
        name={permission.name}
        loss={texts.deleteLoss(permission.name, permission.roles, permission.direct_members)}
        texts={texts}
      />
    </Modal>
  )
}

const load: PageDefinition['load'] = ({ ask, search }) => [
  search['q'] ? ask('searchPermissions', searchedOf(search)) : ask('GetPermissions', parametersOf(search)),
]

export const permissionsPage: PageDefinition = { load, Component: () => <PermissionsPage /> }
export const newPermissionPage: PageDefinition = { load, Component: () => <PermissionsPage isCreating /> }
/** One permission over the list, wherever in the list it is. */
export const editPermissionPage: PageDefinition = {
  load: (context) => [
    ...(load(context) ?? []),
    context.ask('getPermission', { permission_id: context.params['permission'] ?? '' }),
  ],
  Component: () => <PermissionsPage openId={useParam('permission')} />,
}
