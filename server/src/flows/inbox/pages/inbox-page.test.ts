import { afterAll, expect, test } from 'vitest'
import { launchBrowser } from '../../../../test/browser.ts'
import { aFrame } from '../../../../test/pages/frame.ts'
import { htmlOf } from '../../../../test/pages/html-of.ts'
import { InboxPage, type InboxMessage } from './inbox-page.tsx'

const now = new Date('2026-03-02T12:00:00Z')
const aMessage = (id: string, code: string): InboxMessage => ({
  id,
  channel: 'email',
  to: 'ada@example.com',
  subject: `${code} is your code`,
  text: '<b>bold</b>',
  code,
  createdAt: now,
})
const inboxWith = (messages: InboxMessage[]) =>
  htmlOf(InboxPage, {
    ...aFrame('en', { application: undefined }),
    messages,
    now,
    isSent: false,
    action: '/dev/inbox',
    eventsHref: '/dev/inbox/events',
  })

const browser = await launchBrowser()
afterAll(() => browser.close())

/** Serves the first page once and the second from then on; the stream announces new mail at once. */
async function openInbox(pages: { first: string; then: string }) {
  const page = await browser.newPage()
  const policy = "default-src 'none'; style-src 'nonce-c2FtcGxlLW5vbmNl'; script-src 'nonce-c2FtcGxlLW5vbmNl'"
  const headers = { 'content-type': 'text/html', 'content-security-policy': `${policy}; connect-src 'self'` }
  let body = pages.first
  await page.route('http://inbox.test/dev/inbox', (route) =>
    route.fulfill({ body, headers }).then(() => (body = pages.then)),
  )
  await page.route('http://inbox.test/dev/inbox/events', (route) =>
    route.fulfill({ body: 'data: new\n\n', headers: { 'content-type': 'text/event-stream' } }),
  )
  await page.goto('http://inbox.test/dev/inbox')
  return page
}

test('new mail appears automatically, and an open mail stays open', async () => {
  const first = inboxWith([aMessage('1', '111111')])
  const page = await openInbox({ first, then: inboxWith([aMessage('2', '222222'), aMessage('1', '111111')]) })
  await page.locator('#open-1').click()
  await page.getByText('2 mails').waitFor()
  expect(await page.locator('output').allInnerTexts()).toEqual(['222222', '111111'])
  expect(await page.locator('#mail-1').getAttribute('open')).not.toBeNull()
})

test('the content of a mail is shown as text', () => {
  expect(inboxWith([aMessage('1', '111111')])).toContain('&lt;b&gt;bold&lt;/b&gt;')
})

test('an empty inbox shows the first step', () => {
  expect(inboxWith([])).toContain('Sign up in an application with any address')
})
