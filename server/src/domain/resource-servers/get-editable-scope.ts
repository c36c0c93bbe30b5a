import { type LockedApi } from './change-api.ts'
import { findScope } from './queries.ts'
import { checkEditable, noSuchScope, type Scope } from './resource-server.ts'

export async function getEditableScope({ db, api, key }: LockedApi, id: string): Promise<Scope> {
  checkEditable(api)
  const scope = await findScope(db, key, id)
  if (!scope) throw noSuchScope()
  return scope
}
