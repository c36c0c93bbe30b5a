import { expect, test } from 'vitest'
import { api } from '../../server/test/management.ts'
import { startTwilio } from '../../server/test/twilio.ts'
import { press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const FIRST = { sid: `AC${'1'.repeat(32)}`, token: 'planted-token-of-the-first' }
const SECOND = { sid: `AC${'2'.repeat(32)}`, token: 'planted-token-of-the-second' }
const twilio = await startTwilio([FIRST, SECOND])
const { page, open, server } = await anAdministrator({ settings: { GATEHOUSE_TWILIO_URL: twilio.url } })
const calls = await api(server)
const settings = async () => (await calls.get('/environment/sms')).body.sms.settings
const field = (name: string) => page.getByRole('textbox', { name, exact: true })
async function choose(name: string, option: string) {
  await page.getByRole('combobox', { name, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

test('M3-2 M3-3 M3-4 M3-10 a provider is tried before it is saved, and its tokens are never shown again', async () => {
  await open('/sms')
  await page.getByText('Messages stay in the inbox').waitFor()
  await page.getByRole('combobox', { name: 'Default country' }).fill('Germ')
  await page.getByRole('option', { name: 'Germany', exact: true }).click()
  await field('Account SID').fill(FIRST.sid)
  await field('Auth token').fill('planted-wrong-token')
  await field('Messaging service SID').fill(`MG${'3'.repeat(32)}`)
  await field('Mobile phone number').fill('0151 12345678')
  await press(page, 'Send test message')
  await page.getByRole('alert').getByText('Account SID or auth token is wrong. (20003)').waitFor()
  await field('Auth token').fill(FIRST.token)
  await press(page, 'Send test message')
  await page.getByText('Twilio took it for +4915112345678.').waitFor()
  expect(twilio.received.at(-1)?.form['Body']).toMatch(/^\d{6} is your one-time code/)
  await page.getByRole('switch', { name: 'Use a fallback' }).press('Space')
  await field('Account SID of the fallback').fill(SECOND.sid)
  await field('Auth token of the fallback').fill(SECOND.token)
  await choose('SMS source of the fallback', 'Phone number')
  await field('Phone number of the fallback').fill('+15017122661')
  expect(await field('Messaging service SID of the fallback').count()).toBe(0)
  await press(page, 'Save SMS settings')
  await page.getByText('Messages go to phones, and to the inbox as well.').waitFor()
  await page.getByText('One is saved and never shown.').first().waitFor()
  expect(await page.content()).not.toContain('planted-token')
  expect(await settings()).toMatchObject({
    default_country: { value: 'DE', source: 'environment' },
    fallback_phone_number: { value: '+15017122661' },
  })
})

test('M3-9 M3-14 the uses are switched, and operators see why a message did not arrive', async () => {
  await page.getByRole('switch', { name: 'Use this service for SMS MFA' }).press('Space')
  await page.getByRole('textbox', { name: 'Messages a day' }).fill('200')
  await press(page, 'Save SMS settings')
  await page.getByText('of 200 a day').waitFor()
  expect(await settings()).toMatchObject({ is_for_mfa: { value: false }, daily_limit: { value: 200 } })
  await server.query(`update sms_messages set state = 'failed', problem = '30006'`)
  await page.getByRole('link', { name: 'See all messages' }).click()
  const table = page.getByRole('table', { name: 'Text messages' })
  await table.getByText('The number is a landline, or its operator cannot be reached.').waitFor()
  await table.getByText('+49••••••••678').waitFor()
  await page.getByRole('link', { name: 'Dropped' }).click()
  await page.getByText('No message is in the state “Dropped”').waitFor()
})
