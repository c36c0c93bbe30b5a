import { expect, test } from 'vitest'
import { queueMail } from '#platform/mail'
import { contextOf } from '../../../test/context.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const ctx = await contextOf(server)

const aMail = {
  to: 'ada@example.com',
  purpose: 'sign_in',
  subject: '123456 is your code',
  text: 'Your code: 123456',
  html: '<p>123456</p>',
  code: '123456',
}

test('a mail is listed with its code, newest first', async () => {
  await queueMail(ctx, { ...aMail, to: 'Ada@Bücher.example' })
  await queueMail(ctx, { ...aMail, to: 'Ada@Bücher.example', subject: 'second', code: undefined })
  const answer = await server.request('/dev/inbox/messages?to=ada@xn--bcher-kva.example')

  expect(await answer.json()).toEqual({
    messages: [
      expect.objectContaining({ to: 'Ada@Bücher.example', subject: 'second', code: null }),
      {
        ...aMail,
        to: 'Ada@Bücher.example',
        purpose: undefined,
        id: expect.any(String),
        created_at: expect.any(String),
      },
    ],
  })
})
