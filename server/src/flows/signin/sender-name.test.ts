import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { startMailTrap } from '../../../test/mail-trap.ts'
import { api } from '../../../test/management.ts'
import { anApplication, authorizePath, pkce } from '../../../test/oauth.ts'
import { addMembers, anOrganization, aUser } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'
import { startJobs } from '../../../test/worker.ts'

const trap = await startMailTrap()
const server = await startServer({
  settings: { GATEHOUSE_SMTP_URL: trap.url, GATEHOUSE_MAIL_FROM: 'Meadow <no-reply@meadow.example>' },
})
await startJobs(server)
const calls = await api(server)
const shop = await anApplication(server)
const green = await anOrganization(calls, { name: 'Green', sender_name: 'Green Post' })
const red = await anOrganization(calls, { name: 'Red' })

const member = async (email: string, ...codes: string[]) => {
  const id = await aUser(calls, { email })
  for (const code of codes) await addMembers(calls, code, id)
}

async function senderTo(email: string, more: Record<string, string> = {}) {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(shop, pkce(), more))
  await browser.submit('identify', { email })
  const mailTo = () => trap.accepted.filter(({ to }) => to.includes(email)).at(-1)?.raw
  await expect.poll(mailTo, { timeout: 10_000 }).toBeDefined()
  return /^From: (.*?) </m.exec(mailTo() ?? '')?.[1]
}

test('a code for a member of the organization named comes from its sender (O4-10)', async () => {
  await member('named@example.com', green, red)
  expect(await senderTo('named@example.com', { org_code: green })).toBe('Green Post')
})

test('so does one for somebody who is in that organization only (O4-10)', async () => {
  await aUser(calls, { email: 'only@example.com', organization: green })
  expect(await senderTo('only@example.com')).toBe('Green Post')
})

test('an organization that says nothing, and one of several, leave the sender of the installation (O4-10)', async () => {
  await member('silent@example.com', green, red)
  await member('several@example.com', green, red)
  expect(await senderTo('silent@example.com', { org_code: red })).toBe('Meadow')
  expect(await senderTo('several@example.com')).toBe('Meadow')
})

test('whoever is no member gets no mail in the name of an organization', async () => {
  await member('stranger@example.com', red)
  expect(await senderTo('stranger@example.com', { org_code: green })).toBe('Meadow')
  expect(await senderTo('nobody@example.com', { org_code: green })).toBe('Meadow')
})
