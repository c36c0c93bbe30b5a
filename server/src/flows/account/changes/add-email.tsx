import { Field, renderPage } from '#flows/pages'
import { countCodeSending } from '#flows/signin'
import { claimAddress } from '#domain/address-changes'
import { emailProblemOf, parseEmailAddress, type EmailProblem } from '#domain/identities'
import { cookieNames, readCookie } from '#platform/http'
import { defineChange, type ChangeProps } from '../change.ts'
import { ChangePage } from '../pages/form-page.tsx'
import { sendVerification } from '../verification-messages.ts'

interface Typed {
  readonly email: string
  readonly problem: EmailProblem
}

export function AddEmailPage({ state, isFormExpired, ...frame }: ChangeProps<true, Typed>) {
  const { t } = frame
  return (
    <ChangePage
      frame={frame}
      target={frame}
      heading={t('account.email.heading')}
      sentence={t('account.email.sentence')}
      submit={t('account.email.submit')}
      isFormExpired={isFormExpired}
    >
      <Field
        name="email"
        type="email"
        label={t('email.label')}
        autocomplete="email"
        value={state?.email}
        problem={state && t(`email.problem.email_${state.problem}`)}
        focus
      />
    </ChangePage>
  )
}

/** A further email address: it counts once the code that goes there came back. */
export const addEmail = defineChange<true, Typed>({
  path: '/account/email',
  isCredential: true,
  find: async () => true,
  draw: (props) => renderPage(AddEmailPage, props),
  async take({ c, account, form, locale }) {
    const { ctx } = c.var
    const email = form.fields.get('email') ?? ''
    const address = parseEmailAddress(email)
    if (!address) return { outcome: 'again', state: { email, problem: emailProblemOf(email) } }
    const { userId, session } = account
    const browser = readCookie(c, cookieNames(ctx).browser) ?? session.id
    await countCodeSending(c, { address: address.normalized, userId, browser })
    // Whether or not somebody has the address, it gets a code: only its owner learns that it is taken (ATO-10).
    const { id } = await ctx.db.transaction().execute(async (db) => {
      const claim = await claimAddress(
        { ...ctx, db },
        { userId, sessionId: session.id, address: { kind: 'email', ...address } },
      )
      await sendVerification({ ...ctx, db }, { account, to: address.typed, locale, ...claim })
      return claim
    })
    return { outcome: 'next', path: `/account/addresses/${id}` }
  },
})
