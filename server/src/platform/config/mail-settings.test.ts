import { expect, test } from 'vitest'
import { parseConfig } from '#platform/config'

const mailFrom = (text: string) => parseConfig({ GATEHOUSE_MAIL_FROM: text }).mailFrom

test.each([
  ['no-reply@meadow.example', { address: 'no-reply@meadow.example', name: undefined }],
  ['Meadow <no-reply@meadow.example>', { address: 'no-reply@meadow.example', name: 'Meadow' }],
  ['"Meadow, Inc." <no-reply@meadow.example>', { address: 'no-reply@meadow.example', name: 'Meadow, Inc.' }],
  ['<no-reply@meadow.example>', { address: 'no-reply@meadow.example', name: undefined }],
])('GATEHOUSE_MAIL_FROM may be %s', (text, expected) => {
  expect(mailFrom(text)).toEqual(expected)
})

test.each([
  'Meadow',
  'a@example.com, b@example.com',
  'Meadow <a@example.com> <b@example.com>',
  'a@example.com\r\nBcc: b@example.com',
])('GATEHOUSE_MAIL_FROM may not be %j (ATO-32)', (text) => {
  expect(() => mailFrom(text)).toThrow('GATEHOUSE_MAIL_FROM is')
})

test('without a sender mail comes from the host of the public origin', () => {
  const { mailFrom: from } = parseConfig({ GATEHOUSE_URL: 'https://id.meadow.example' })
  expect(from.address).toBe('no-reply@id.meadow.example')
})

test.each(['mail.example.com:587', 'http://mail.example.com', 'smtp://', 'smtp://user:secret@host:port'])(
  'GATEHOUSE_SMTP_URL may not be %s, and the message does not quote it (ATO-26)',
  (text) => {
    expect(() => parseConfig({ GATEHOUSE_SMTP_URL: text })).toThrow(/GATEHOUSE_SMTP_URL is "\(hidden\)"/)
  },
)
