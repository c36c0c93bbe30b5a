import type { RequestContext } from '#platform/http'
import {
  markScripted,
  measurePassword,
  PasswordField,
  renderPage,
  revealPassword,
  UsernameForManagers,
} from '#flows/pages'
import { tellOwner } from '#flows/security-mails'
import { checkChosenPassword, setPassword, type ChosenPasswordProblem } from '#domain/credentials'
import { endOtherAccessOfUser } from '#domain/sessions'
import { settingsFor } from '#domain/settings'
import { clearResetRequest, findAccountById, findOwnWords, lockUser, type Account } from '#domain/users'
import type { OwnAccount } from '../account-session.ts'
import { defineChange, type ChangeProps } from '../change.ts'
import { ChangePage } from '../pages/form-page.tsx'

const MINIMUM = 8

interface Refused {
  readonly problem: ChosenPasswordProblem
}

export function PasswordPage({
  subject,
  state,
  isFormExpired,
  ...frame
}: ChangeProps<Pick<Account, 'identity' | 'passwordHash'>, Refused>) {
  const { t } = frame
  const kind = subject.passwordHash === undefined ? 'set' : 'change'
  return (
    <ChangePage
      frame={frame}
      target={frame}
      heading={t(`account.password.heading.${kind}`)}
      sentence={t('account.password.sentence')}
      submit={t('account.password.submit')}
      isFormExpired={isFormExpired}
      script={markScripted + revealPassword + measurePassword}
    >
      <UsernameForManagers email={subject.identity.typed} />
      <PasswordField
        t={t}
        label={t('new_password.label.reset')}
        autocomplete="new-password"
        minimum={MINIMUM}
        focus
        help={t('new_password.help', { minimum: MINIMUM })}
        problem={state && t(`new_password.problem.${state.problem}`, { minimum: MINIMUM })}
      />
    </ChangePage>
  )
}

/** The one password of the person, for all their identities (M2-12). */
export const changePassword = defineChange<Account, Refused>({
  path: '/account/password',
  isCredential: true,
  find: (c, { userId }) => findAccountById(c.var.ctx.db, userId),
  draw: (props) => renderPage(PasswordPage, props),
  async take({ c, account, subject, form }) {
    const { ctx } = c.var
    const { businessSettings: business, settings: environment } = ctx.environment
    const checked = await checkChosenPassword(ctx, {
      text: form.fields.get('password') ?? '',
      own: await findOwnWords(ctx.db, account.userId),
      owner: subject,
      isBreachChecked: settingsFor({ business, environment }).values.isBreachChecked,
    })
    if ('problem' in checked) return { outcome: 'again', state: { problem: checked.problem } }
    await writePassword(c, account, await ctx.passwords.hash(checked.password))
    return { outcome: 'done', done: 'password' }
  },
})

/** Everything that somebody who knew the old password may have open ends; this browser stays signed in (M2-15, AS-30). */
async function writePassword(c: RequestContext, { userId, session, requestedFrom }: OwnAccount, hash: string) {
  await c.var.ctx.db.transaction().execute(async (db) => {
    const scoped = { ...c.var.ctx, db }
    const now = scoped.clock()
    if (!(await lockUser(db, userId))) return
    await setPassword(db, { userId, hash, now })
    await clearResetRequest(db, userId)
    await endOtherAccessOfUser(db, { userId, sessionId: session.id, now })
    await tellOwner(scoped, { userId, change: 'password_changed', requestedFrom })
  })
}
