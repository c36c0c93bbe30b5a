import { cookieNames, readCookie, type RequestContext } from '#platform/http'
import { isSmsAvailable } from '#platform/sms'
import { PhoneField, renderPage } from '#flows/pages'
import { countCodeSending } from '#flows/signin'
import { claimAddress } from '#domain/address-changes'
import {
  parseMobileNumber,
  phoneChoiceOf,
  type PhoneChoice,
  type PhoneNumber,
  type PhoneProblem,
} from '#domain/identities'
import { settingsFor } from '#domain/settings'
import type { OwnAccount } from '../account-session.ts'
import { defineChange, type ChangeProps } from '../change.ts'
import { ChangePage } from '../pages/form-page.tsx'
import { sendPhoneVerification } from '../verification-messages.ts'

interface Typed {
  readonly phone: string
  readonly country: string | undefined
  readonly problem: PhoneProblem
}

export function AddPhonePage({ subject, state, isFormExpired, ...frame }: ChangeProps<PhoneChoice, Typed>) {
  const { t, locale } = frame
  return (
    <ChangePage
      frame={frame}
      target={frame}
      heading={t('account.phone.heading')}
      sentence={t('account.phone.sentence')}
      submit={t('account.phone.submit')}
      isFormExpired={isFormExpired}
    >
      <PhoneField
        {...{ t, locale }}
        countries={subject.countries}
        country={state?.country ?? subject.country}
        value={state?.phone}
        problem={state?.problem}
        focus
      />
    </ChangePage>
  )
}

/** A phone number: it counts once the code that goes there came back. */
export const addPhone = defineChange<PhoneChoice, Typed>({
  path: '/account/phone',
  isCredential: true,
  async find({ var: { ctx } }) {
    if (!isSmsAvailable(ctx, 'sign_in')) return undefined
    return phoneChoiceOf(settingsFor({ environment: ctx.environment.settings }).values)
  },
  draw: (props) => renderPage(AddPhonePage, props),
  async take({ c, account, subject, form, locale }) {
    const phone = form.fields.get('phone') ?? ''
    const country = form.fields.get('phone_country')
    const parsed = parseMobileNumber(phone, { country, allowed: subject.allowed })
    if ('problem' in parsed) return { outcome: 'again', state: { phone, country, problem: parsed.problem } }
    return { outcome: 'next', path: `/account/addresses/${await claim(c, account, { ...parsed, locale })}` }
  },
})

/** Sends a code to the number, whether or not somebody has it: only its owner learns that it is taken (ATO-10). */
async function claim(
  c: RequestContext,
  account: OwnAccount,
  { phone, locale }: { readonly phone: PhoneNumber; readonly locale: string },
): Promise<string> {
  const { ctx } = c.var
  const { userId, session } = account
  const browser = readCookie(c, cookieNames(ctx).browser) ?? session.id
  await countCodeSending(c, { address: phone.normalized, userId, browser })
  return ctx.db.transaction().execute(async (db) => {
    const scoped = { ...ctx, db }
    const address = { kind: 'phone', ...phone } as const
    const { id, code } = await claimAddress(scoped, { userId, sessionId: session.id, address })
    await sendPhoneVerification(scoped, { to: phone.normalized, code, locale })
    return id
  })
}
