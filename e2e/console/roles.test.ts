import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { PASSWORD } from '../../server/test/console.ts'
import { aMember, scopesOf, TEAM_ROLES, type TeamRole } from '../../server/test/team.ts'
import { aBrowser, identify, press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { server, home } = await anAdministrator()
const browser = await aBrowser()

/** A control of a page, and the scope that it needs. */
const CONTROLS = [
  { path: '/users', name: 'Create user', scope: 'create:users', reads: 'read:users' },
  { path: '/organizations', name: 'Create organization', scope: 'create:organizations', reads: 'read:organizations' },
  { path: '/applications', name: 'Create application', scope: 'create:applications', reads: 'read:applications' },
  { path: '/roles', name: 'Create role', scope: 'create:roles', reads: 'read:roles' },
  { path: '/permissions', name: 'Create permission', scope: 'create:permissions', reads: 'read:permissions' },
  { path: '/team', name: 'Invite', scope: 'create:team', reads: 'read:team' },
] as const

async function signInAs(role: TeamRole): Promise<Page> {
  const email = `${role.replace('_', '-')}@example.com`
  await aMember(server, email, role)
  const page = await browser.visitor()
  await page.goto(home)
  await identify(page, email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await press(page, 'Sign in')
  await page.getByRole('navigation', { name: 'Console' }).waitFor()
  return page
}

test.each(TEAM_ROLES)(
  'a member with the role %s is offered what the role may do, and told why not the rest',
  async (role) => {
    const page = await signInAs(role)
    const held = scopesOf(role)
    for (const { path, name, scope, reads } of CONTROLS) {
      await page.goto(`${home}${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      const control = page.getByRole('button', { name }).or(page.getByRole('link', { name })).first()
      if (!held.has(reads)) {
        expect(await page.getByRole('main').innerText(), path).toContain('Not for your role')
        continue
      }
      await control.waitFor()
      const isRefused = (await control.getAttribute('aria-disabled')) === 'true'
      expect({ path, isRefused }).toEqual({ path, isRefused: !held.has(scope) })
      if (isRefused) expect(await control.getAttribute('aria-description')).not.toBe('')
    }
  },
)
