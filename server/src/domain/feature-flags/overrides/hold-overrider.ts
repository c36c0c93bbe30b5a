import type { Db } from '#platform/db'
import { noSuchOrganization, holdOrganization } from '#domain/organizations'
import { lockUser, noSuchUser } from '#domain/users'
import type { Overrider } from '../events.ts'
import type { OverrideTarget } from './change-overrides.ts'

/** Keeps the owner of the override from being deleted until the transaction ends. */
export async function holdOverrider(db: Db, target: OverrideTarget): Promise<Overrider> {
  switch (target.level) {
    case 'env':
      return target
    case 'org': {
      const organization = await holdOrganization(db, target.code)
      if (!organization) throw noSuchOrganization()
      return { level: 'org', organizationId: organization.id, code: organization.code }
    }
    case 'usr':
      if (!(await lockUser(db, target.userId))) throw noSuchUser()
      return target
  }
}
