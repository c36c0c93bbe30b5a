import { expect, test } from 'vitest'
import { aFrame, catalogue } from '../../../test/pages/frame.ts'
import { sampleMail } from '../../../test/pages/samples.ts'
import { codeMail, type CodeMailValues } from './index.ts'

function aCodeMail(differences: Partial<CodeMailValues> = {}) {
  const { t, locale, dir } = aFrame('en')
  const names = { business: 'Meadow', application: 'Meadow Shop' }
  return codeMail({ t, locale, dir, ...names, purpose: 'sign_in', code: '482913', minutes: 120, ...differences })
}

test.each(catalogue.locales)('in %s the code stands in subject, text and HTML', (locale) => {
  const { subject, text, html } = sampleMail(locale)
  expect(subject).toContain('482913')
  expect(text).toContain('482913')
  expect(html).toContain('482913')
})

test('it says who asked and from where, how long it works and what to do if it was not you', () => {
  const { text } = aCodeMail({ requestedFrom: { ip: '203.0.113.7', browser: 'Firefox on Linux' } })
  expect(text).toContain('Asked for from Firefox on Linux, IP address 203.0.113.7.')
  expect(text).toContain('within 2 hours')
  expect(text).toContain('Was this not you?')
})

test('it names the business that sends it (M1-6)', () => {
  const { text, html } = aCodeMail({ logoUrl: 'https://meadow.test/logo.png' })
  expect(text).toContain('Sent by Meadow')
  expect(html).toContain('src="https://meadow.test/logo.png" alt="Meadow"')
})

test.each(['sign_in', 'sign_up', 'reset'] as const)('for %s it has no link (M1-4)', (purpose) => {
  const { html, text } = sampleMail('en', purpose)
  expect(html).not.toMatch(/<a\s|href=/)
  expect(text).not.toMatch(/https?:/)
})

test('names are text in the HTML and stay on one line in the subject (ATO-32, ATO-38)', () => {
  const { subject, html } = aCodeMail({ application: 'Shop\r\nBcc: all@example.com', business: '<script>' })
  expect(subject).not.toMatch(/[\r\n]/)
  expect(html).not.toContain('<script>')
})

test('in a right-to-left language it runs that way, save the code', () => {
  const { html } = sampleMail('ar')
  expect(html).toContain('<html lang="ar" dir="rtl">')
  expect(html).toContain('class="code" dir="ltr"')
})
