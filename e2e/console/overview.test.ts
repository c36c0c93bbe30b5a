import { expect, test } from 'vitest'
import { press } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { page, open, server, home } = await anAdministrator()

async function developmentId(): Promise<string> {
  const [row] = await server.query(`select id from environments where code = 'development'`)
  return String(row?.['id'])
}

/** Writes what a busy day leaves behind. */
async function aDay(daysAgo: number, signIns: number): Promise<void> {
  await server.query(
    `insert into users (environment_id, id, given_name, profile_updated_at, claims_changed_at, created_at)
     select $1, md5('person ' || n)::uuid, 'Person', now(), now(), now() from generate_series(1, $2::int) n on conflict do nothing`,
    [await developmentId(), signIns],
  )
  await server.query(
    `insert into events (environment_id, id, occurred_at, type, actor, subject, data, source)
     select $1, gen_random_uuid(), now() - $2 * interval '1 day', type, '{}', 'kp_' || md5('person ' || n),
       data::jsonb, 'user'
     from generate_series(1, $3::int) n, (values
       ('user.created', '{}'),
       ('user.authenticated', '{"method": "email:code"}'),
       ('user.authentication_failed', '{"reason": "wrong_code"}')) v (type, data)`,
    [await developmentId(), daysAgo, signIns],
  )
}

test('a new environment leads to each step, ticks it by what exists, and puts the list away', async () => {
  await open('')
  await page.getByRole('heading', { level: 1, name: 'Set up Development' }).waitFor()
  await page.getByText('0 of 6 done').waitFor()
  await page.getByRole('link', { name: 'Register: Register an application' }).click()
  await page.getByLabel('Name').fill('Notebook')
  await press(page, 'Create application')
  await page.getByText('It is shown this once').waitFor()

  await open('')
  await page.getByText('1 of 6 done').waitFor()
  await page.getByText('Notebook can send people here to sign in.').waitFor()
  await page.getByRole('link', { name: 'Quick start: Try its sign-in' }).waitFor()
  await page.getByRole('link', { name: 'Choose: Choose how people sign in' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()

  await open('')
  await press(page, 'Put away')
  await page.getByRole('button', { name: 'Show the checklist' }).waitFor()
  await page.reload()
  await press(page, 'Show the checklist')
  await page.getByText('1 of 6 done').waitFor()
})

test('a living environment shows its figures with their definitions, and each chart as a table', async () => {
  await aDay(0, 3)
  await aDay(9, 2)
  await open('')
  await page.getByRole('heading', { level: 1, name: 'Development' }).waitFor()
  await page.getByText('Distinct people who signed in.').waitFor()
  await page.getByRole('img', { name: /^Sign-ups per day, 5 in all/ }).waitFor()
  await press(page, 'Table of Sign-ins by method')
  const rows = page.getByRole('region', { name: 'Numbers of Sign-ins by method' }).getByRole('row')
  await page.getByRole('columnheader', { name: 'Email code' }).waitFor()
  expect(await rows.count()).toBe(31)

  await page.getByRole('link', { name: '7 days' }).click()
  await page.getByRole('img', { name: /^Sign-ups per day, 3 in all/ }).waitFor()
  await page.getByText('Code wrong').waitFor()
  expect(page.url()).toContain('days=7')
})

test('a few letters find people, things and settings pages, and Enter opens them', async () => {
  await open('')
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: /^Search/ })
  await field.fill('noteb')
  await page
    .getByRole('group', { name: 'Applications' })
    .getByRole('option', { name: /Notebook/ })
    .waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Notebook' }).waitFor()

  await page.keyboard.press('Control+k')
  await field.fill('rotate')
  await page
    .getByRole('group', { name: 'Go to' })
    .getByRole('option', { name: /Signing keys/ })
    .waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Signing keys' }).waitFor()
})

test('a job that failed is seen at home, tried again, and discarded', async () => {
  const add = (task: string) =>
    server.query(`select graphile_worker.add_job($1, json_build_object('environment_id', $2::text))`, [task, id])
  const id = await developmentId()
  await add('send_mail')
  await server.query(
    `update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'ETIMEDOUT, see the log'`,
  )
  await add('run_import')

  await open('')
  await page.getByRole('link', { name: 'See jobs' }).click()
  const failed = page.getByRole('row', { name: /Send a mail/ })
  await failed.getByText('ETIMEDOUT').waitFor()
  expect(await page.getByRole('row', { name: /Import a file/ }).count()).toBe(0)
  await failed.getByRole('button', { name: 'Retry' }).click()
  await page.getByRole('link', { name: 'Show all jobs' }).click()
  const needed = page.getByRole('row', { name: /Import a file/ }).getByRole('button', { name: 'Discard' })
  expect(await needed.getAttribute('aria-disabled')).toBe('true')
  await page
    .getByRole('row', { name: /Send a mail/ })
    .getByRole('button', { name: 'Discard' })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await expect.poll(() => page.getByRole('row', { name: /Send a mail/ }).count()).toBe(0)
})

test('Developers leads to the inbox of the environment', async () => {
  await open('')
  const navigation = page.getByRole('navigation', { name: 'Console' })
  await navigation.getByRole('button', { name: 'Developers' }).click()
  await navigation.getByRole('link', { name: 'Inbox' }).click()
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Open inbox' }).click()
  await page.waitForURL((url) => url.pathname === '/dev/inbox')
  expect(new URL(page.url()).origin).not.toBe(new URL(home).origin)
})
