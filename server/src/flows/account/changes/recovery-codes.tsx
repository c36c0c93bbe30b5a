import { compact, renderPage, Shell, type PageFrame } from '#flows/pages'
import { tellOwner } from '#flows/security-mails'
import {
  listFactors,
  newRecoveryCodes,
  parseRecoveryCode,
  recoveryCodeDigest,
  replaceRecoveryCodes,
} from '#domain/factors'
import { lockUser } from '#domain/users'
import { defineChange, type ChangeProps } from '../change.ts'
import { ChangePage } from '../pages/form-page.tsx'

interface Made {
  readonly codes: readonly string[]
}

export function RecoveryPage({ state, isFormExpired, subject: _subject, ...frame }: ChangeProps<true, Made>) {
  const { t } = frame
  if (state) return <MadePage {...{ frame, codes: state.codes }} />
  return (
    <ChangePage
      frame={frame}
      target={frame}
      heading={t('account.codes.heading')}
      sentence={t('account.codes.sentence')}
      submit={t('account.codes.submit')}
      isFormExpired={isFormExpired}
    />
  )
}

const styles = compact(`
.codes{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,11.5rem),1fr));gap:.25rem 1rem;margin-block:1.5rem;padding:1rem;
border:1px solid var(--line);border-radius:10px;font:500 .9375rem/1.75 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;user-select:all}
`)

function MadePage({ frame, codes }: { readonly frame: PageFrame; readonly codes: readonly string[] }) {
  const { t } = frame
  return (
    <Shell
      frame={frame}
      context={t('account.context')}
      heading={t('account.codes.shown.heading')}
      sentence={t('account.codes.shown.sentence')}
      styles={styles}
    >
      <ul class="codes" aria-label={t('account.codes.shown.list')}>
        {codes.map((code) => (
          <li dir="ltr" translate="no">
            {code}
          </li>
        ))}
      </ul>
      <div class="out">
        <a class="link" href="/account">
          {t('account.back')}
        </a>
      </div>
    </Shell>
  )
}

/** New recovery codes, which are shown once; those before are void from then on (ATO-30). */
export const newRecoveryCodesChange = defineChange<true, Made>({
  path: '/account/recovery-codes',
  isCredential: true,
  async find(c, { userId }) {
    return (await listFactors(c.var.ctx.db, userId)).length > 0 ? true : undefined
  },
  draw: (props) => renderPage(RecoveryPage, props),
  async take({ c, account: { userId, requestedFrom } }) {
    const { ctx } = c.var
    const codes = newRecoveryCodes()
    const digests = codes.map((code) => recoveryCodeDigest(ctx, userId, parseRecoveryCode(code) ?? code))
    await ctx.db.transaction().execute(async (db) => {
      if (!(await lockUser(db, userId))) return
      await replaceRecoveryCodes(db, { userId, digests, now: ctx.clock() })
      await tellOwner({ ...ctx, db }, { userId, change: 'recovery_codes_made', requestedFrom })
    })
    return { outcome: 'shown', state: { codes } }
  },
})
