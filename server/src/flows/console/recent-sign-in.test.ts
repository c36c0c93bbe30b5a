import { expect, test } from 'vitest'
import { anOwnerSignedIn, PASSWORD } from '../../../test/console.ts'
import { describeOperations, type Document } from '../../../test/contract/operations.ts'
import { refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'
import { SENSITIVE } from './recent-sign-in.ts'

const server = await startServer()
const owner = await anOwnerSignedIn(server)
const operations = describeOperations((await (await server.request('/api/openapi.json')).json()) as Document)

/** Names of operations on secrets, keys of this product, the team, exports, and deletions that take everything along. */
const NAMED =
  /secret|password|signingkey|applicationkeys|managementclient|^(?:create|resend|revoke|update|remove)team|^export|^delete(?:application|environment|business)$/i
const READS_NO_SECRET = ['getSigningKeys', 'getApplicationKeys']

test('every operation on secrets, keys, the team and exports is on the list (ATO-37)', () => {
  const named = operations.map(({ id }) => id).filter((id) => NAMED.test(id) && !READS_NO_SECRET.includes(id))
  expect(named.filter((id) => !SENSITIVE.has(id))).toEqual([])
})

test('ten minutes after the sign-in these operations ask for it again, and the others do not (ATO-37)', async () => {
  const application = (await owner.call('POST', '/applications', { name: 'Shop', type: 'reg' })).body.application
  const rotate = () => owner.call('POST', `/applications/${String(application.id)}/secrets/rotate`)
  await server.advance(590)
  expect((await rotate()).status).toBeLessThan(300)
  await server.advance(20)
  expect(await rotate()).toMatchObject(refusal(403, 'RECENT_SIGN_IN_REQUIRED'))
  expect(await owner.call('GET', '/exports/users')).toMatchObject(refusal(403, 'RECENT_SIGN_IN_REQUIRED'))
  expect(await owner.call('DELETE', `/applications/${String(application.id)}`)).toMatchObject(
    refusal(403, 'RECENT_SIGN_IN_REQUIRED'),
  )
  expect((await owner.call('GET', `/applications/${String(application.id)}`)).status).toBe(200)

  await owner.browser.open('/console/sign-in?reauthenticate=true&return_to=/console')
  await owner.browser.submit('identify', { email: 'owner@example.com' })
  await owner.browser.submit('password', { password: PASSWORD })
  expect((await rotate()).status).toBeLessThan(300)
})

test('reading the secrets of an application is in the audit (ATO-37)', async () => {
  const application = (await owner.call('POST', '/applications', { name: 'Shop', type: 'reg' })).body.application
  expect((await owner.call('GET', `/applications/${String(application.id)}/secrets`)).status).toBe(200)
  const entries = await server.query(`select subject from audit_entries where action = 'getApplicationSecrets'`)
  expect(entries).toEqual([{ subject: application.id }])
})
