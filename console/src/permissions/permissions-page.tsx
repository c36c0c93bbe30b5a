import type { Schemas } from '@gatehouse/api-client'
import { EmptyState, ListTable, Page, Pager, ReasonedButton, type Column } from '@gatehouse/ui'
import { Modal } from '@mantine/core'
import { paths, type Place } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import { DeleteThing } from '../shell/delete-thing.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { useOptionalParam, useSearchText } from '../shell/use-params.ts'
import { CreatePermissionForm, EditPermissionForm } from './permission-form.tsx'
import { texts } from './texts.ts'

type Permission = Schemas['schemas']['permissions']

const PAGE_SIZE = 500

function parametersOf({ after }: Readonly<Record<string, string | undefined>>) {
  return { sort: 'name_asc', page_size: PAGE_SIZE, ...(after && { next_token: after }) } as const
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

function PermissionsPage({ isCreating = false }: { readonly isCreating?: boolean }) {
  const place = usePlace()
  const go = useGo()
  const search = useSearchText()
  const refusal = useRefusal('CreatePermission')
  const { permissions, next_token } = useAnswer('GetPermissions', parametersOf(search))
  const openId = useOptionalParam('permission')
  const open = permissions.find(({ id }) => id === openId)
  const create = (
    <ReasonedButton variant="filled" href={paths.newPermission(place)} reason={refusal}>
      {texts.create}
    </ReasonedButton>
  )
  const close = () => go(paths.permissions(place))
  return (
    <Page title={texts.title} lead={texts.lead} actions={create}>
      <ListTable
        label={texts.title}
        columns={columnsOf(place)}
        rows={permissions}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={texts.emptyTitle} action={create}>
            {texts.empty}
          </EmptyState>
        }
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.permissions(place)}
        next={next_token ? paths.permissions(place, { after: next_token }) : undefined}
      />
      <Modal opened={isCreating} onClose={close} title={texts.create}>
        <CreatePermissionForm />
      </Modal>
      <Modal opened={open !== undefined} onClose={close} title={open?.name}>
        {open && <OpenPermission permission={open} />}
      </Modal>
    </Page>
  )
}

function OpenPermission({ permission }: { readonly permission: Permission }) {
  return (
    <>
      <EditPermissionForm permission={permission} />
      <DeleteThing
        operation="DeletePermission"
        input={{ parameters: { permission_id: permission.id } }}
        refresh={['GetPermissions', 'GetRolePermissions']}
        after={paths.permissions(usePlace())}
        name={permission.name}
        loss={texts.deleteLoss(permission.name)}
        texts={texts}
      />
    </>
  )
}

const load: PageDefinition['load'] = ({ ask, search }) => [ask('GetPermissions', parametersOf(search))]

export const permissionsPage: PageDefinition = { load, Component: () => <PermissionsPage /> }
export const newPermissionPage: PageDefinition = { load, Component: () => <PermissionsPage isCreating /> }
/** One permission over the list; the list's page is the one that holds it. */
export const editPermissionPage: PageDefinition = { load, Component: () => <PermissionsPage /> }
