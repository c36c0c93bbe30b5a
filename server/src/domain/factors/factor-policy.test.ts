import { expect, test } from 'vitest'
import { settingsFor } from '#domain/settings'
import { factorPolicyOf } from './factor-policy.ts'

const ORGANIZATION = { id: 'o', isAdvanced: true, isRoleExempt: false, isConnectionExempt: false }

function policyOf(environment: object, organization: object, part: Partial<typeof ORGANIZATION> = {}) {
  const above = settingsFor({ environment })
  return factorPolicyOf(above, { ...ORGANIZATION, ...part, settings: organization })
}

test.each([
  ['off', 'off', 'off'],
  ['off', 'optional', 'optional'],
  ['off', 'required', 'required'],
  ['optional', 'off', 'optional'],
  ['optional', 'optional', 'optional'],
  ['optional', 'required', 'required'],
  ['required', 'off', 'required'],
  ['required', 'optional', 'required'],
  ['required', 'required', 'required'],
])('an organization may ask for more than its environment, never for less: %s and %s give %s (M5-11)', (...row) => {
  const [environment, organization, enforcement] = row
  expect(policyOf({ mfaPolicy: environment }, { mfaPolicy: organization }).enforcement).toBe(enforcement)
})

test('the factors of an organization replace those of its environment (M5-12)', () => {
  const environment = { mfaPolicy: 'required', mfaFactors: ['email', 'authenticator'] }
  expect(policyOf(environment, { mfaFactors: ['sms'] })).toMatchObject({ kinds: ['sms'], organizationId: 'o' })
  expect(policyOf(environment, {})).toMatchObject({ kinds: ['email', 'authenticator'], organizationId: undefined })
})

test('an organization without advanced features neither asks for more nor exempts anybody', () => {
  const policy = policyOf({}, { mfaPolicy: 'required' }, { isAdvanced: false, isRoleExempt: true })
  expect(policy).toMatchObject({ enforcement: 'off', organizationId: undefined, exemption: undefined })
})

test('an organization exempts roles and connections also from the policy of its environment (M5-13, M5-14)', () => {
  const environment = { mfaPolicy: 'required' }
  expect(policyOf(environment, {}, { isRoleExempt: true }).exemption).toBe('role')
  expect(policyOf(environment, {}, { isConnectionExempt: true }).exemption).toBe('connection')
})
