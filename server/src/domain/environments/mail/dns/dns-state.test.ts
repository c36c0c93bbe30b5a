import { expect, test } from 'vitest'
import { startDnsServer } from '../../../../../test/dns-server.ts'
import { api, refusal } from '../../../../../test/management.ts'
import { startServer } from '../../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
await startDnsServer({
  texts: {
    'meadow.example': ['google-site-verification=abc', 'v=spf1 include:amazonses.com ~all'],
    '_dmarc.meadow.example': ['v=DMARC1; p=none;'],
    'resend._domainkey.meadow.example': [`p=${'A'.repeat(300)}`],
    'gone._domainkey.meadow.example': ['v=DKIM1; p='],
  },
  exchangers: { 'meadow.example': 'mx.meadow.example' },
})

const DNS = '/environment/mail/dns'
const aSenderAt = (domain: string) =>
  calls.patch('/environment/mail', {
    is_custom_sender: true,
    sender_email: `post@${domain}`,
    smtp_host: 'smtp.resend.com',
    smtp_port: 587,
  })
const statesOf = async (query = '') => {
  const { records } = (await calls.get(`${DNS}${query}`)).body as { records: { kind: string; state: string }[] }
  return Object.fromEntries(records.map(({ kind, state }) => [kind, state]))
}

test('where no mail leaves there is no sender domain to look at', async () => {
  expect(await calls.get(DNS)).toMatchObject(refusal(409, 'NO_SENDER_EMAIL'))
})

test('the records of the sender domain are shown with their state (X5-5)', async () => {
  await aSenderAt('meadow.example')
  expect((await calls.get(`${DNS}?dkim_selector=resend`)).body).toMatchObject({
    domain: 'meadow.example',
    records: [
      { kind: 'mx', name: 'meadow.example', state: 'found', value: null },
      { kind: 'spf', name: 'meadow.example', state: 'found', value: 'v=spf1 include:amazonses.com ~all' },
      { kind: 'dkim', name: 'resend._domainkey.meadow.example', state: 'found', value: `p=${'A'.repeat(300)}` },
      { kind: 'dmarc', name: '_dmarc.meadow.example', state: 'found', value: 'v=DMARC1; p=none;' },
    ],
  })
})

test('a key of DKIM that was withdrawn is none, and without a selector none is looked for', async () => {
  await aSenderAt('meadow.example')
  expect(await statesOf('?dkim_selector=gone')).toMatchObject({ dkim: 'missing' })
  expect(await statesOf()).toMatchObject({ spf: 'found', dkim: 'not_asked' })
  expect(await calls.get(`${DNS}?dkim_selector=a%20b`)).toMatchObject(refusal(400, 'INVALID_PARAMETER'))
})

test('a domain without any of them is told that they are missing', async () => {
  await aSenderAt('bare.example')
  expect(await statesOf()).toEqual({ mx: 'missing', spf: 'missing', dkim: 'not_asked', dmarc: 'missing' })
})
