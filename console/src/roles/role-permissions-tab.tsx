import { EmptyState, Page, Section } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { ChoosePermissionsForm } from './choose-permissions-form.tsx'
import { roleTabs } from './role-page.tsx'
import { texts } from './texts.ts'

/** The longest page that the API gives; a business has far fewer permissions than this. */
const ALL = { page_size: 500 } as const

function RolePermissionsPage() {
  const place = usePlace()
  const id = useParam('role')
  const { role } = useAnswer('GetRole', { role_id: id })
  const { permissions } = useAnswer('GetPermissions', ALL)
  const given = useAnswer('GetRolePermissions', { role_id: id, ...ALL })
  return (
    <Page
      back={{ href: paths.roles(place), label: texts.title }}
      title={role.name}
      lead={role.description}
      tabs={roleTabs(place, id, 'permissions')}
    >
      {permissions.length === 0 ? (
        <EmptyState
          title={texts.noPermissionsTitle}
          action={
            <Button component="a" variant="filled" href={paths.permissions(place)}>
              {texts.permissions}
            </Button>
          }
        >
          {texts.noPermissions}
        </EmptyState>
      ) : (
        <Section title={texts.permissions} reason={texts.permissionsReason}>
          <ChoosePermissionsForm
            key={given.permissions.map((permission) => permission.id).join()}
            roleId={id}
            permissions={permissions}
            given={given.permissions.map((permission) => permission.id)}
          />
        </Section>
      )}
    </Page>
  )
}

export const rolePermissionsPage: PageDefinition = {
  load: ({ ask, params: { role = '' } }) => [
    ask('GetRole', { role_id: role }),
    ask('GetPermissions', ALL),
    ask('GetRolePermissions', { role_id: role, ...ALL }),
  ],
  Component: RolePermissionsPage,
}
