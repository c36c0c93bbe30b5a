import type { Answer } from '@gatehouse/api-client'
import { EmptyState, ListTable, Note, Section, type Column } from '@gatehouse/ui'
import { paths, type Place } from '../paths.ts'
import { useLateAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { membershipsOf, OrganizationChoice, useChosenOrganization } from './organization-choice.tsx'
import { texts } from './texts.ts'
import { loadUser, UserFrame, useUser } from './user-frame.tsx'

type Effective = Answer<'getEffectivePermissions'>
type Permission = Effective['permissions'][number] | Effective['system_permissions'][number]

function columnsOf(place: Place): readonly Column<Permission>[] {
  return [
    {
      name: texts.permissionColumns.permission,
      show: ({ key, name, description }) => (
        <>
          <code className="strong">{key}</code>
          <div className="quiet small">{description || (name === key ? '' : name)}</div>
        </>
      ),
    },
    {
      name: texts.permissionColumns.why,
      show: (permission) => (
        <>
          {permission.roles.map(({ id, name }) => (
            <div key={id}>
              {texts.byRole}{' '}
              <a className="link" href={paths.role(place, id)}>
                {name}
              </a>
            </div>
          ))}
          {'is_direct' in permission && permission.is_direct && <div>{texts.direct}</div>}
        </>
      ),
    },
  ]
}

function UserPermissionsPage() {
  const place = usePlace()
  const id = useParam('user')
  const chosen = useChosenOrganization()
  return (
    <UserFrame open="permissions">
      {chosen ? (
        <>
          <OrganizationChoice
            chosen={chosen.code}
            hrefOf={(organization) => paths.userPermissions(place, id, { organization })}
          />
          <EffectivePermissions code={chosen.code} isSuspended={chosen.is_suspended} />
        </>
      ) : (
        <EmptyState title={texts.noOrganizationsTitle}>{texts.nothingWithoutOrganization}</EmptyState>
      )}
    </UserFrame>
  )
}

interface EffectivePermissionsProps {
  readonly code: string
  readonly isSuspended: boolean
}

function EffectivePermissions({ code, isSuspended }: EffectivePermissionsProps) {
  const place = usePlace()
  const user = useUser()
  const answer = useLateAnswer('getEffectivePermissions', { org_code: code, user_id: user.id })
  if (!answer) return null
  const columns = columnsOf(place)
  return (
    <>
      {(isSuspended || user.is_suspended) && (
        <Note kind="warning">{isSuspended ? texts.idleByOrganization : texts.idleByUser}</Note>
      )}
      <Section title={texts.permissions} reason={texts.permissionsReason}>
        <ListTable
          label={texts.permissions}
          columns={columns}
          rows={answer.permissions}
          keyOf={({ key }) => key}
          empty={
            <EmptyState title={texts.noEffectiveTitle}>
              {texts.noEffective}{' '}
              <a className="link" href={paths.userOrganizations(place, user.id)}>
                {texts.giveRoles}
              </a>
            </EmptyState>
          }
        />
      </Section>
      <Section title={texts.systemPermissions} reason={texts.systemPermissionsReason}>
        <ListTable
          label={texts.systemPermissions}
          columns={columns}
          rows={answer.system_permissions}
          keyOf={({ key }) => key}
          empty={<p className="quiet">{texts.noSystemPermissions}</p>}
        />
      </Section>
    </>
  )
}

export const userPermissionsPage: PageDefinition = {
  load: ({ ask, params, search }) => [
    ...loadUser(ask, params),
    ask('getUserOrganizations', membershipsOf(params['user'] ?? '')),
    ...(search['organization'] === undefined
      ? []
      : [ask('getEffectivePermissions', { org_code: search['organization'], user_id: params['user'] ?? '' })]),
  ],
  Component: UserPermissionsPage,
}
