import { EmptyState, ListTable, Page, Pager, ReasonedButton } from '@gatehouse/ui'
import { Modal } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { useSearchText } from '../shell/use-params.ts'
import { CreateRoleForm } from './create-role-form.tsx'
import { roleColumns } from './role-columns.tsx'
import { texts } from './texts.ts'

const PAGE_SIZE = 50

function parametersOf(search: Readonly<Record<string, string | undefined>>) {
  const { after } = search
  return { sort: 'name_asc', page_size: PAGE_SIZE, expand: 'assignment', ...(after && { next_token: after }) } as const
}

function RolesPage({ isCreating = false }: { readonly isCreating?: boolean }) {
  const place = usePlace()
  const go = useGo()
  const search = useSearchText()
  const refusal = useRefusal('CreateRole')
  const { roles, next_token } = useAnswer('GetRoles', parametersOf(search))
  const create = (
    <ReasonedButton variant="filled" href={paths.newRole(place)} reason={refusal}>
      {texts.create}
    </ReasonedButton>
  )
  return (
    <Page title={texts.title} lead={texts.lead} actions={create}>
      <ListTable
        label={texts.title}
        columns={roleColumns(place)}
        rows={roles}
        keyOf={({ id }) => id}
        empty={
          <EmptyState title={texts.emptyTitle} action={create}>
            {texts.empty}
          </EmptyState>
        }
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.roles(place)}
        next={next_token ? paths.roles(place, { after: next_token }) : undefined}
      />
      <Modal opened={isCreating} onClose={() => go(paths.roles(place))} title={texts.create}>
        <CreateRoleForm onCancel={() => go(paths.roles(place))} />
      </Modal>
    </Page>
  )
}

const load: PageDefinition['load'] = ({ ask, search }) => [ask('GetRoles', parametersOf(search))]

export const rolesPage: PageDefinition = { load, Component: () => <RolesPage /> }
export const newRolePage: PageDefinition = { load, Component: () => <RolesPage isCreating /> }
