import type { Body } from '@gatehouse/api-client'
import { Note, ReasonedButton } from '@gatehouse/ui'
import { useAction, useRefusal } from '../shell/api.ts'
import { useHere } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'

/** Sends a mail to the person who is signed in, with the settings as they are typed. */
export function TestMail({ changes }: { readonly changes: NonNullable<Body<'sendTestMail'>> }) {
  const { session } = useHere()
  const refusal = useRefusal('sendTestMail')
  const test = useAction('sendTestMail', { refresh: [] })
  const { email } = session.person
  const send = () => test.mutate({ body: { ...changes, ...(email !== null && { to: email }) } })
  return (
    <>
      {email !== null && <p className="quiet">{texts.testTo(email)}</p>}
      <ReasonedButton onClick={send} loading={test.isPending} reason={refusal}>
        {texts.sendTest}
      </ReasonedButton>
      <ProblemNote problem={test.error} own={texts.problems} />
      {test.data && (
        <div role="status">
          <Note kind="good">
            {texts.sent(test.data.test_mail.to, test.data.test_mail.from.name, test.data.test_mail.from.email)}
          </Note>
        </div>
      )}
    </>
  )
}
