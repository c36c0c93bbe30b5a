import { expect, test } from 'vitest'
import { MANAGEMENT_SCOPES } from '#domain/applications'
import { resetAdministratorFactors } from '#domain/administrators'
import { anAdministrator } from '../../../../test/administrators.ts'
import { aCodeFactor } from '../../../../test/factors.ts'
import { api, CONTROL, refusal } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const control = await api(server, { origin: CONTROL })
const PATH = '/administrators/mfa'

test('second factors of administrators are off, optional or required for the installation', async () => {
  expect((await control.get(PATH)).body.mfa).toMatchObject({ settings: { policy: { value: 'off' } }, enrolled: 0 })
  expect(await control.patch(PATH, { policy: 'required' })).toMatchObject(refusal(400, 'FACTORS_REQUIRED'))
  for (const policy of ['optional', 'required', 'off']) {
    expect((await control.patch(PATH, { policy, factors: ['authenticator'] })).status).toBe(200)
    expect((await control.get(PATH)).body.mfa.settings.policy).toMatchObject({ value: policy, source: 'environment' })
  }
})

test('no application of another environment reads or changes them (ATO-11, ATO-24)', async () => {
  const calls = await api(server)
  const elsewhere = refusal(403, 'CONTROL_ENVIRONMENT_ONLY')
  expect(await calls.get(PATH)).toMatchObject(elsewhere)
  expect(await calls.patch(PATH, { policy: 'off' })).toMatchObject(elsewhere)
  const scopes = MANAGEMENT_SCOPES.filter((scope) => scope !== 'create:businesses')
  const lesser = await api(server, { origin: CONTROL, scopes })
  expect(await lesser.patch(PATH, { policy: 'off' })).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
})

test('the command for an owner who lost everything removes their factors, and the audit says so', async () => {
  await anAdministrator(server, 'owner@example.com')
  const [owner] = await server.query(`select user_id from identities where normalized = 'owner@example.com'`)
  const userId = String(owner?.['user_id'])
  await aCodeFactor(server, userId, { kind: 'email', address: 'owner@example.com', origin: CONTROL })
  const parts = { system: server.opened.services.database.system, clock: server.opened.services.clock }
  expect(await resetAdministratorFactors(parts, 'Owner@example.com')).toEqual(['email'])
  expect(await server.query('select 1 from factors')).toEqual([])
  expect(
    await server.query(`select actor, data from audit_entries where action = 'resetAdministratorFactors'`),
  ).toEqual([{ actor: { type: 'system' }, data: { factors: ['email'], source: 'system' } }])
  await expect(resetAdministratorFactors(parts, 'nobody@example.com')).rejects.toThrow('No administrator has this')
})
