import { Page, Section } from '@gatehouse/ui'
import { paths, type Place } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { DeleteThing } from '../shell/delete-thing.tsx'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { EditRoleForm } from './edit-role-form.tsx'
import { texts } from './texts.ts'

export function roleTabs(place: Place, id: string, open: 'details' | 'permissions') {
  return [
    { href: paths.role(place, id), label: texts.details, isOpen: open === 'details' },
    { href: paths.rolePermissions(place, id), label: texts.permissions, isOpen: open === 'permissions' },
  ]
}

function RolePage() {
  const place = usePlace()
  const id = useParam('role')
  const { role } = useAnswer('GetRole', { role_id: id })
  const { users, next_token } = useAnswer('GetRoleUsers', { role_id: id, page_size: 100 })
  return (
    <Page
      back={{ href: paths.roles(place), label: texts.title }}
      title={role.name}
      lead={role.description}
      tabs={roleTabs(place, id, 'details')}
    >
      <Section title={texts.details} reason={texts.detailsReason}>
        <EditRoleForm key={id} role={role} />
      </Section>
      <DeleteThing
        operation="DeleteRole"
        input={{ parameters: { role_id: id } }}
        refresh={['GetRoles']}
        after={paths.roles(place)}
        name={role.name}
        loss={texts.deleteLoss(role.name, texts.holders(users.length, Boolean(next_token)))}
        texts={texts}
      />
    </Page>
  )
}

export const rolePage: PageDefinition = {
  load: ({ ask, params: { role = '' } }) => [
    ask('GetRole', { role_id: role }),
    ask('GetRoleUsers', { role_id: role, page_size: 100 }),
  ],
  Component: RolePage,
}
