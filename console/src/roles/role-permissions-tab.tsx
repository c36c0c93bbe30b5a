import { EmptyState, Page, Pager, Section } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam, useSearchText } from '../shell/use-params.ts'
import { ChoosePermissionsForm } from './choose-permissions-form.tsx'
import { roleTabs } from './role-page.tsx'
import { texts } from './texts.ts'

/** The longest page that the API gives. A role has fewer permissions than this. */
const LONGEST = 500

function listed({ after }: Readonly<Record<string, string | undefined>>) {
  return { sort: 'name_asc', page_size: LONGEST, ...(after && { next_token: after }) } as const
}

function givenBy(role: string) {
  return { role_id: role, page_size: LONGEST } as const
}

function RolePermissionsPage() {
  const place = usePlace()
  const id = useParam('role')
  const { role } = useAnswer('GetRole', { role_id: id })
  const search = useSearchText()
  const { permissions, next_token } = useAnswer('GetPermissions', listed(search))
  const given = useAnswer('GetRolePermissions', givenBy(id))
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
            key={[search['after'], ...given.permissions.map((permission) => permission.id)].join()}
            roleId={id}
            permissions={permissions}
            given={given.permissions.map((permission) => permission.id)}
          />
          <Pager
            caption={texts.permissionsCaption}
            first={search['after'] && paths.rolePermissions(place, id)}
            next={next_token ? paths.rolePermissions(place, id, { after: next_token }) : undefined}
          />
        </Section>
      )}
    </Page>
  )
}

export const rolePermissionsPage: PageDefinition = {
  load: ({ ask, params: { role = '' }, search }) => [
    ask('GetRole', { role_id: role }),
    ask('GetPermissions', listed(search)),
    ask('GetRolePermissions', givenBy(role)),
  ],
  Component: RolePermissionsPage,
}
